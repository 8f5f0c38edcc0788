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
      "%dendrogram linkage=complete", "%pca", "%box BALANCE PAYMENTS",
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

  @Test("a map is kept as far as it is, which is said wherever it shows, and made anew by the next %tsne")
  func map() throws {
    let file = try CustomerFile.groups()
    let cohort = CohortInterpreter.test(patience: .zero)
    cohort.shown("%config formats=html\n%load \(file.path)\n%cluster k=2")
    let before = Snapshot(cohort)
    let command = "%tsne perplexity=10 iterations=60"
    var kept: Set<Int> = []
    for moment in sequence(first: 0, next: { $0 + 1 + $0 / 4 }) {
      let context = RecordingContext()
      context.interrupt(after: moment)
      guard case .failed(let report) = cohort.execute(command, in: context) else { break }
      #expect(report.name == "Interrupted" && report.lines.count <= 4)
      guard let map = cohort.session.madeMap?.value else {
        #expect(context.outputs.isEmpty && Snapshot(cohort) == before, "after \(moment)")
        continue
      }
      let steps = try #require(map.interruptedAfter)
      kept.insert(steps)
      #expect(
        steps % 10 == 0 && steps < 70 && map.embedding.x.count == cohort.session.currentSegmentation?.labels.count)
      let words = "interrupted after \(steps) of 60 steps"
      #expect(
        report.lines.map(\.withoutColours).joined(separator: "\n").contains(
          "stopped after \(steps) of 60 steps; the map is kept as far as it is"))
      #expect(context.outputs.count == 1 && context.notebookText.contains(words))
      #expect(cohort.shown("%status").contains(words))
      #expect(cohort.shown("%tsne color=BALANCE").contains("\(words), seed 42, KL divergence not measured"))
      // The recolouring is no change; what is taken back is the map.
      cohort.shown("%undo")
      #expect(cohort.session.madeMap == nil, "after \(moment)")
    }
    #expect(kept.count > 1)
    let fresh = CohortInterpreter.test()
    fresh.shown("%config formats=html\n%load \(file.path)\n%cluster k=2")
    #expect(cohort.shown(command) == fresh.shown(command))
  }

  @Test("after an interrupted map the same %tsne makes a finished one")
  func again() throws {
    let file = try CustomerFile.groups()
    let cohort = CohortInterpreter.test(patience: .zero)
    cohort.shown("%config formats=html\n%load \(file.path)\n%cluster k=2")
    var moment = 400
    while cohort.session.madeMap == nil {
      let context = RecordingContext()
      context.interrupt(after: moment)
      _ = cohort.execute("%tsne perplexity=10 iterations=900", in: context)
      moment *= 2
    }
    #expect(try #require(cohort.session.madeMap?.value).interruptedAfter != nil)
    let finished = cohort.shown("%tsne perplexity=10 iterations=900")
    #expect(finished.contains("900 steps, seed 42, KL divergence 0") && !finished.contains("interrupted"))
    #expect(cohort.session.madeMap?.value.interruptedAfter == nil)
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
      cohort.session.madeFeatures != nil && cohort.session.madeSegmentation == nil
        && cohort.session.madeMap.map { $0.value.interruptedAfter != nil } ?? true)
  }
}

extension RecordingContext {
  /// The text of what the notebook keeps.
  fileprivate var notebookText: String {
    outputs.map { if case .display(let data, _) = $0 { "\(data)" } else { "" } }.joined()
  }
}
