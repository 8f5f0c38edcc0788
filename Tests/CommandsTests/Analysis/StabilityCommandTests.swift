import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Which segments can be relied on: %stability")
struct StabilityCommandTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  @Test("groups far apart come back")
  func stable() {
    cohort.shown("%cluster k=3")
    let text = cohort.shown("%stability resamples=10")
    #expect(text.contains("Segment 1 1.00 (very stable), Segment 2 1.00 (very stable)"))
    #expect(cohort.html("%stability resamples=10").contains("change segment under other choices"))
    #expect(text.contains("bootstrap of 10 resamples, seed 42 (Hennig 2007) · k = 3"))
    #expect(text.contains("linkage=complete"))
  }

  @Test("shows a figure and two tables, and says under the figure what to make of it")
  func outputs() {
    cohort.shown("%cluster k=6")
    let shown = cohort.notebook("%stability resamples=8 seed=3")
    #expect(shown.count == 3)
    guard case .display(let figure, _)? = shown.first else {
      Issue.record("no figure")
      return
    }
    #expect(figure.kind == "stability")
    #expect(
      cohort.session.lastFigure?.description.contains("Over 8 resamples, the adjusted Rand index has a mean of ")
        == true)
  }

  @Test("is kept until the segments change; a name or the same segments again change nothing")
  func kept() {
    cohort.shown("%cluster k=3")
    #expect(cohort.session.currentStability == nil)
    cohort.shown("%stability resamples=4 seed=9")
    let kept = cohort.session.currentStability
    #expect(kept?.resamples == 4 && kept?.seed == 9 && kept?.segments.count == 3)
    var named = cohort.session
    named.madeSegmentation?.value.names = [1: "Payers"]
    #expect(named.currentStability == kept)
    cohort.shown("%cluster k=3")
    #expect(cohort.session.currentStability == kept)
    cohort.shown("%cluster k=4")
    #expect(cohort.session.currentStability == nil)
    cohort.shown("%undo")
    #expect(cohort.session.currentStability == kept)
    cohort.shown("%prepare scale=robust")
    #expect(cohort.session.currentStability == nil)
    cohort.shown("%cluster k=3")
    #expect(cohort.session.currentStability == nil)
  }

  @Test("the same segments by another method are not what was measured")
  func otherMethod() {
    cohort.shown("%cluster k=3\n%stability resamples=2\n%cluster k=3 linkage=complete")
    #expect(cohort.session.currentStability == nil)
  }

  @Test(
    "numbers that it cannot have",
    arguments: [
      ("resamples=0", "resamples is a whole number from 1 to 10,000, not ‘0’"),
      ("resamples=100000", "resamples is a whole number from 1 to 10,000, not ‘100000’"),
      ("resamples=many", "resamples is a whole number from 1 to 10,000, not ‘many’"),
      ("seed=-1", "seed is a whole number of at least 0, not ‘-1’"),
    ])
  func refused(argument: String, message: String) {
    cohort.shown("%cluster k=3")
    let revision = cohort.session.revision
    let lines = cohort.error("%stability \(argument)")
    #expect(lines[0].contains(": \(message)"), "\(lines)")
    #expect(lines.count <= 4)
    #expect(cohort.session.revision == revision)
  }

  @Test("one resample is enough for an answer")
  func one() {
    cohort.shown("%cluster k=3")
    #expect(cohort.shown("%stability resamples=1").contains("bootstrap of 1 resample, seed 42"))
  }

  @Test("before %cluster, after %load and after %prepare it names the command to run")
  func stale() {
    #expect(cohort.error("%stability").last?.contains("%cluster") == true)
    cohort.shown("%cluster k=3\n%prepare scale=robust")
    let revision = cohort.session.revision
    #expect(cohort.error("%stability").last == "Run %cluster again")
    #expect(cohort.session.revision == revision)
  }

  @Test("an interrupt at any moment leaves the session as it was")
  func interrupted() {
    let cohort = CohortInterpreter.test(patience: .zero)
    cohort.shown("%config formats=html\n%load \(file.path)\n%cluster k=3")
    let revision = cohort.session.revision
    var interrupted = 0
    for moment in sequence(first: 0, next: { $0 + 1 + $0 / 4 }) {
      let context = RecordingContext()
      context.interrupt(after: moment)
      guard case .failed(let report) = cohort.execute("%stability resamples=3", in: context) else { break }
      #expect(report.name == "Interrupted", "after \(moment)")
      #expect(context.outputs.isEmpty, "a result or progress stands after the interrupt at \(moment)")
      #expect(cohort.session.revision == revision && cohort.session.currentStability == nil)
      interrupted += 1
    }
    #expect(interrupted >= 5)
    #expect(cohort.session.currentStability != nil)
  }

  @Test("gives the same bytes with one thread and with two, and twice", arguments: ["ward", "average"])
  func bytes(linkage: String) {
    let cell = "%stability resamples=6"
    cohort.shown("%config formats=html,svg threads=1\n%cluster k=3 linkage=\(linkage)")
    let first = cohort.notebook(cell)
    #expect(cohort.notebook(cell) == first)
    cohort.shown("%config threads=2")
    #expect(cohort.notebook(cell) == first)
  }

  @Test(
    "odd segmentations go through",
    arguments: [
      ("A,B\n1,2\n3,4\n", "%cluster k=2"), ("A\n1\n2\n4\n8\n", "%cluster k=4"),
      ("A,B\n1,1\n1,1\n2,2\n2,2\n1,1\n2,2\n", "%cluster k=2 method=kmeans"),
      ("A,B\n1,1\n1,1\n2,2\n2,2\n1,1\n2,2\n", "%cluster k=2"), ("A,B\n1,\n,2\n,\n3,4\n", "%cluster k=2"),
      ("A,B\n1,1\n2,1\n3,1\n2,1\n1,1\n900,1\n", "%cluster k=2"),
    ])
  func odd(text: String, cluster: String) throws {
    let file = try CustomerFile(text)
    cohort.shown("%load \(file.path)\n\(cluster)")
    #expect(cohort.session.currentSegmentation != nil)
    #expect(cohort.notebook("%stability resamples=12").count == 3)
    #expect(cohort.session.currentStability?.segments.isEmpty == false)
  }

  @Test("many segments make pages of bounded size")
  func bounded() {
    cohort.shown("%config formats=html,svg\n%cluster k=100")
    for case .display(let data, _) in cohort.notebook("%stability resamples=150") {
      let bytes = data.forms.reduce(0) { sum, form in
        switch form {
        case .html(let text), .svg(let text), .plain(let text): sum + text.utf8.count
        default: sum
        }
      }
      #expect(bytes < 500_000)
    }
    #expect(cohort.session.lastFigure?.description.contains("Of 100 segments, the 20 largest are shown.") == true)
  }
}
