import Foundation

/// The processors that this process may run on: how many threads a computation has unless the user says otherwise.
public var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }
