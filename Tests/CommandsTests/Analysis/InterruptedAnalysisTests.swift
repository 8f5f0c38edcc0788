import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("An analysis that is interrupted at any moment")
struct InterruptedAnalysisTests {
  /// What of a session can be seen or built on.
  private struct Snapshot: Equatable {
    let revision: Int
    let past: Int
    let stamps: [Int?]
    let status: String

    init(_ cohort: CohortInterpreter) {
      let session = cohort.session
      revision = session.revision
      past = session.past.count
      stamps = [
        session.current?.stamp, session.madeFeatures?.stamp, session.madeSegmentation?.stamp, session.madeMap?.stamp,
      ]
      status = cohort.shown("%status")
    }
  }

  @Test(
    "leaves the session as it was, and the next command works",
    arguments: [
      "%prepare scale=robust", "%cluster", "%cluster k=3", "%cluster method=kmeans", "%cluster linkage=average",
      "%dendrogram linkage=complete", "%tsne perplexity=10 iterations=60", "%pca", "%box BALANCE PAYMENTS",
      "%scatter BALANCE PURCHASES", "%hist city BALANCE by=segment",
      "%compare k=2..5 resamples=3 references=3", "%compare k=2..3 method=kmeans starts=2 resamples=1 references=1",
      "%elbow", "%elbow k=1..4 method=kmeans",
    ])
  func anyMoment(command: String) throws {
    let file = try CustomerFile.groups()
    let cohort = CohortInterpreter.test(patience: .zero)
    cohort.shown("%config formats=html\n%load \(file.path)\n%cluster k=2")
    let before = Snapshot(cohort)
    var interrupted = 0
    for moment in sequence(first: 0, next: { $0 + 1 + $0 / 4 }) {
      let context = RecordingContext()
      context.interrupt(after: moment)
      guard case .failed(let report) = cohort.execute(command, in: context) else { break }
      #expect(report.name == "Interrupted", "after \(moment)")
      #expect(report.lines.count <= 4)
      #expect(context.outputs.isEmpty, "a result or progress stands after the interrupt at \(moment)")
      #expect(Snapshot(cohort) == before, "after \(moment)")
      interrupted += 1
    }
    #expect(interrupted >= 1)
    let fresh = CohortInterpreter.test()
    fresh.shown("%config formats=html\n%load \(file.path)\n%cluster k=2\n\(command)")
    #expect(cohort.shown("%cluster k=4") == fresh.shown("%cluster k=4"))
  }

  @Test("keeps what earlier lines of the cell did")
  func earlierLines() throws {
    let file = try CustomerFile.groups()
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load \(file.path)")
    let context = RecordingContext()
    context.interrupt(after: 150)
    let outcome = cohort.execute("%prepare scale=minmax\n%tsne perplexity=10 iterations=5000\n%cluster", in: context)
    guard case .failed(let report) = outcome else {
      Issue.record("not interrupted")
      return
    }
    #expect(report.lines.map(\.withoutColours)[1].hasPrefix("2 │ %tsne"))
    #expect(
      cohort.session.madeFeatures != nil && cohort.session.madeMap == nil && cohort.session.madeSegmentation == nil)
  }
}
