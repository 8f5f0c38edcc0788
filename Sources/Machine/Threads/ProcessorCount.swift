import FoundationEssentials

/// The processors that this process may run on, as far as there are threads for them: how many threads a computation has unless the
/// user says otherwise.
public var processorCount: Int { min(ProcessInfo.processInfo.activeProcessorCount, ThreadRoom.computing) }
