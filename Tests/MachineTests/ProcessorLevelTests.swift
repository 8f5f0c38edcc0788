import Machine
import Testing

@Suite("The processor that the numbers are made for")
struct ProcessorLevelTests {
  @Test("This machine runs what was compiled on it")
  func runsHere() {
    #expect(ProcessorLevel.refusal(compiled: .compiled, present: .present) == nil)
  }

  @Test(
    "A machine with less is told what it lacks and how to build",
    arguments: [
      (ProcessorLevel.avx512, ProcessorLevel.avx2, "x86-64-v3"), (.avx512, .baseline, "x86-64"),
      (.avx2, .baseline, "x86-64"),
    ])
  func refuses(compiled: ProcessorLevel, present: ProcessorLevel, name: String) throws {
    let refusal = try #require(ProcessorLevel.refusal(compiled: compiled, present: present))
    #expect(refusal.contains("compiled for \(compiled.description)"))
    #expect(refusal.contains("`COHORT_PROCESSOR=\(name) make build`"))
  }

  @Test("A machine with more, or of another kind, is not refused")
  func accepts() {
    for level in ProcessorLevel.allCases where level != .other {
      #expect(ProcessorLevel.refusal(compiled: .baseline, present: level) == nil)
      #expect(ProcessorLevel.refusal(compiled: level, present: level) == nil)
    }
    #expect(ProcessorLevel.refusal(compiled: .other, present: .other) == nil)
  }
}
