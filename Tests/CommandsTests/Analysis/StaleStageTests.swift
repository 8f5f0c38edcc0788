import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("What was made from something that has changed")
struct StaleStageTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile
  private let other: CustomerFile

  init() throws {
    file = try CustomerFile.groups()
    other = try CustomerFile.groups(seed: 2)
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  private static let readers = [
    "%profile", "%silhouette", "%hist BALANCE by=segment", "%export segments nowhere.csv",
    "%tsne color=segment perplexity=5 iterations=1",
  ]

  @Test("segments are refused after the table was loaded again, naming the command to run", arguments: readers)
  func afterLoad(command: String) {
    cohort.shown("%cluster k=2\n%load \(file.path)")
    let lines = cohort.error(command)
    #expect(lines[0] == "StaleSegmentation: the segmentation was made from what has changed since")
    #expect(lines.last == "Run %cluster again")
  }

  @Test("segments are refused after %prepare, and %prepare is named first where it is stale itself", arguments: readers)
  func afterPrepare(command: String) {
    cohort.shown("%cluster k=2\n%prepare scale=robust")
    #expect(cohort.error(command).last == "Run %cluster again")
    cohort.shown("%load \(file.path)")
    #expect(cohort.error(command).last?.hasPrefix("Run %prepare") == true)
  }

  @Test("another table under the same name begins with nothing made of it, and %undo brings back what there was")
  func anotherTable() {
    cohort.shown("%prepare scale=robust\n%cluster k=2\n%tsne perplexity=5 iterations=1\n%stability resamples=2")
    cohort.shown("%load \(other.path) as=customers")
    #expect(cohort.error("%profile").last == "%cluster makes one")
    #expect(cohort.session.madeMap == nil && cohort.session.currentStability == nil)
    #expect(cohort.shown("%cluster k=3").contains("3 segments"), "with the standard recipe")
    cohort.shown("%undo\n%undo")
    #expect(cohort.session.currentSegmentation?.k == 2)
  }

  @Test("a map is drawn anew after %prepare, and not exported before")
  func map() {
    cohort.shown("%tsne perplexity=5 iterations=20\n%prepare scale=robust")
    #expect(cohort.error("%export embedding nowhere.csv").last == "Run %tsne again")
    #expect(cohort.shown("%status").contains("map                out of date; run %tsne again"))
    let stamp = cohort.session.madeMap?.stamp
    cohort.shown("%tsne perplexity=5 iterations=20")
    #expect(cohort.session.madeMap?.stamp != stamp)
  }

  @Test("another colour keeps the map; another seed does not")
  func recolouring() {
    cohort.shown("%tsne perplexity=5 iterations=20")
    let stamp = cohort.session.madeMap?.stamp
    #expect(cohort.shown("%tsne perplexity=5 iterations=20 color=BALANCE").contains("120 points coloured by BALANCE\n"))
    cohort.shown("%cluster k=2\n%tsne perplexity=5 iterations=20")
    #expect(cohort.session.madeMap?.stamp == stamp)
    cohort.shown("%tsne color=none\n%cluster k=2\n%tsne color=segment\n%tsne color=BALANCE")
    #expect(cohort.session.madeMap?.stamp == stamp, "a colour alone")
    cohort.shown("%tsne perplexity=5 iterations=20 seed=7")
    #expect(cohort.session.madeMap?.stamp != stamp)
  }

  @Test("a map is drawn live: HTML alone, at most ten times a second, and all forms at the end")
  func live() throws {
    let cohort = CohortInterpreter.test(patience: .zero)
    let file = try CustomerFile.groups()
    cohort.shown("%load \(file.path)\n%prepare")
    let context = RecordingContext()
    let start = ContinuousClock.now
    _ = cohort.execute("%tsne perplexity=10 iterations=3000", in: context)
    let tenths = (ContinuousClock.now - start) / .milliseconds(100)
    let frames = context.shown.dropLast()
    #expect(Double(frames.count) <= tenths + 2)
    let pictures = frames.filter {
      $0.forms.contains { if case .html(let html) = $0 { html.contains("<svg") } else { false } }
    }
    #expect(!pictures.isEmpty)
    for frame in frames {
      #expect(frame.forms.count == 2)
      for form in frame.forms {
        if case .html(let html) = form { #expect(!html.contains("<img")) }
      }
      // A terminal sees no picture, and is told as much by every one of them.
      #expect(frame.plainText.contains(/^[a-z ]+: \d+%/), "\(frame.plainText)")
    }
    let last = try #require(context.shown.last)
    #expect(last.forms.count >= 3 && context.notebook == [.display(last, id: nil)])
  }

  @Test("%undo brings back what each command replaced")
  func undo() {
    let commands = ["%prepare scale=robust", "%cluster k=3", "%cluster k=4", "%tsne perplexity=5 iterations=20"]
    var states = [cohort.shown("%status")]
    for command in commands {
      cohort.shown(command)
      states.append(cohort.shown("%status"))
    }
    for (command, state) in zip(commands, states).reversed() {
      #expect(cohort.shown("%undo") == "Took back: \(command)\n")
      #expect(cohort.shown("%status") == state)
    }
  }

  @Test("showing changes nothing that could be taken back")
  func showing() {
    cohort.shown("%cluster k=3")
    let revision = cohort.session.revision
    cohort.shown("%profile\n%hist BALANCE\n%dendrogram\n%dendrogram linkage=single\n%hist BALANCE by=segment\n%status")
    #expect(cohort.session.revision == revision)
    #expect(cohort.shown("%undo") == "Took back: %cluster k=3\n")
  }

  @Test("a segment keeps its colour when the tree is cut finer or coarser, and on another table begins anew")
  func colours() throws {
    func places() -> [Int: Int] {
      let segmentation = cohort.session.currentSegmentation
      let pairs = (segmentation?.keys ?? []).map { ($0.size, $0.paletteIndex) }
      return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
    let uneven = try CustomerFile(
      "A\n"
        + [(0.0, 20), (100, 9), (200, 16), (215, 5)].flatMap { center, count in
          (0..<count).map { "\(center + Double($0 % 4))" }
        }.joined(separator: "\n") + "\n")
    let load = "%load \(uneven.path) as=uneven"
    cohort.shown("\(load)\n%cluster k=3")
    #expect(places() == [21: 1, 20: 2, 9: 3])
    cohort.shown("%cluster k=4")
    #expect(places() == [20: 2, 16: 1, 9: 3, 5: 4], "the larger part keeps the colour")
    #expect(cohort.html("%profile").lowercased().contains("background:#d55e00"))
    cohort.shown("%cluster k=3")
    #expect(places() == [21: 1, 20: 2, 9: 3])
    let again = "\(load)\n%cluster k=4\n%profile"
    #expect(cohort.notebook(again) == CohortInterpreter.test().prepared().notebook(again))
  }

  @Test("another linkage's tree is shown beside the segments, which stay")
  func otherLinkage() {
    cohort.shown("%cluster k=3")
    let stamp = cohort.session.madeSegmentation?.stamp
    let text = cohort.html("%dendrogram linkage=average")
    #expect(text.contains("the colours are the segments in use, which another linkage made"))
    #expect(!text.contains("cut: k"))
    #expect(cohort.html("%dendrogram").contains("cut: k = 3"))
    #expect(cohort.session.madeSegmentation?.stamp == stamp)
  }
}

extension CohortInterpreter {
  /// With pages only, which is quicker.
  fileprivate func prepared() -> CohortInterpreter {
    shown("%config formats=html")
    return self
  }
}
