import KernelInterface
import Testing

@testable import Commands

@Suite("A cell runs")
struct InterpreterTests {
  let cohort = CohortInterpreter(version: "1.2.3")
  let context = RecordingContext()

  @Test("%echo prints to standard output")
  func echo() {
    #expect(cohort.execute("%echo hello", in: context) == .finished(result: nil))
    #expect(context.stdout == "hello\n")
  }
}
