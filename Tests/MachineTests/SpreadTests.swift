import CProcessor
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Machine

@Suite("Threads that share work") struct SpreadTests {
  /// The processors that this thread may run on, as the system writes them.
  private static func allowed() throws -> String {
    let status = try String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
    return try #require(status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }).description
  }

  @Test(
    "A thread leaves the processor that it is told to, and may run on what it could before", .timeLimit(.minutes(1)))
  func leaves() throws {
    let before = try Self.allowed()
    var hasLeft = ProcessInfo.processInfo.activeProcessorCount == 1
    // It may be brought back at once, but not every time.
    for _ in 0..<200 where !hasLeft {
      let processor = cohort_processor()
      cohort_leave_processor(processor)
      hasLeft = cohort_processor() != processor
    }
    #expect(hasLeft)
    #expect(try Self.allowed() == before)
  }

  @Test("To leave a processor that the machine does not have changes nothing")
  func impossible() throws {
    let before = try Self.allowed()
    for processor in [-1, 4095, 4096, .max] as [Int32] { cohort_leave_processor(processor) }
    #expect(try Self.allowed() == before)
  }

  @Test("Nobody waits for anybody: settling ends on the starter's thread and on others, any number of times")
  func settles() throws {
    let spread = Spread()
    let count = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 1_000) { _ in
      spread.settle()
      count.add(1, ordering: .relaxed)
    }
    #expect(count.load(ordering: .relaxed) == 1_000)
  }
}
