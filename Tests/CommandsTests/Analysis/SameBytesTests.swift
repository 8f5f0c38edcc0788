import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("The same notebook gives the same bytes")
struct SameBytesTests {
  private static let cells = [
    "%prepare\n%cluster\n%dendrogram\n%profile", "%cluster k=4 method=kmeans\n%tsne iterations=120",
    "%hist BALANCE\n%hist BALANCE PURCHASES\n%hist PAYMENTS by=segment\n%hist PURCHASES log=yes bins=12",
    "%tsne iterations=120 color=BALANCE\n%status", "%box BALANCE\n%scatter BALANCE PAYMENTS log=both\n%pca",
  ]

  private func outputs(_ setting: String, on cohort: CohortInterpreter = .test()) -> [[RecordingContext.Output]] {
    cohort.shown("%config formats=html,svg \(setting)\n%load")
    return Self.cells.map(cohort.notebook)
  }

  @Test("twice in one kernel, in two kernels, with one thread and with two")
  func bytes() {
    let cohort = CohortInterpreter.test()
    let first = outputs("threads=1", on: cohort)
    #expect(first.allSatisfy { !$0.isEmpty })
    #expect(first.joined().count == 16)
    #expect(outputs("threads=1", on: cohort) == first, "a second time")
    #expect(outputs("threads=2") == first, "two threads")
    #expect(outputs("threads=5") == first, "five threads")
  }

  @Test("whether progress was shown meanwhile or not")
  func progress() {
    #expect(outputs("", on: .test(patience: .zero)) == outputs("", on: .test(patience: .seconds(1000))))
  }
}
