import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%compare, %elbow and %silhouette")
struct ChoosingTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile.groups(4)
    cohort.shown("%config formats=html,svg\n%load \(file.path)")
  }

  @Test("%compare recommends what %cluster takes, and marks what is in use")
  func compare() {
    cohort.shown("%cluster k=3")
    let text = cohort.shown("%compare k=2..6 resamples=3 references=5")
    let automatic = cohort.shown("%cluster")
    let k = cohort.session.currentSegmentation?.k ?? 0
    let lines = text.split(separator: "\n")
    #expect(lines.first { $0.contains("◄ recommended") }?.hasPrefix("       \(k) ") == true, "\(text)")
    let explanation = cohort.session.currentSegmentation?.choice?.explanation ?? "none"
    #expect(automatic.contains(explanation))
    cohort.shown("%cluster k=3")
    let marked = cohort.shown("%compare k=2..6 resamples=0 references=0").split(separator: "\n")
    #expect(marked.first { $0.contains("in use") }?.hasPrefix("       3 ") == true)
    #expect(text.contains("The gap statistic names") && text.contains("adjusted Rand index"))
    #expect(
      text.contains("gap against 5 uniform sets") && text.contains("adjusted Rand index over 3 resamples · seed 42"))
  }

  @Test("%compare says what votes and what does not: stability votes, without resamples too, the Rand index does not")
  func votes() {
    #expect(Compare.details.contains("the knee and stability vote"))
    let explanation = { (text: String) in text.split(separator: "\n").first { $0.contains("is taken") } }
    let with = cohort.shown("%compare k=2..6 resamples=3 references=0")
    let without = cohort.shown("%compare k=2..6 resamples=0 references=0")
    #expect(explanation(with) != nil && explanation(with) == explanation(without))
    #expect(without.contains("stability (least Jaccard "))
    // What is measured in two ways goes by two names.
    #expect(with.contains("adjusted Rand") && !without.contains("adjusted Rand"))
    let head = with.split(separator: "\n").first { $0.contains("inertia") }
    #expect(head.map { !$0.contains("stability") } == true)
  }

  @Test("%compare leaves the segments alone, and says when another method made them")
  func untouched() {
    cohort.shown("%cluster k=3")
    let stamp = cohort.session.madeSegmentation?.stamp
    let text = cohort.shown("%compare k=2..4 method=kmeans starts=2 resamples=0 references=0")
    #expect(cohort.session.madeSegmentation?.stamp == stamp)
    #expect(text.contains("in use, made otherwise"))
    #expect(text.contains("The segments in use are k = 3 by Ward linkage; this table shows k-means, best of 2 starts"))
    #expect(!text.contains("adjusted Rand") && !text.contains("gap"))
  }

  @Test("%compare of one number gives its measures and no recommendation")
  func single() {
    let text = cohort.shown("%compare k=3 resamples=0 references=0")
    #expect(text.contains("Only k = 3 was compared") && !text.contains("★") && !text.contains("recommended"))
    #expect(text.contains("k = 3 · Ward linkage"))
  }

  @Test("%elbow marks the knee and what is in use, and keeps the figure")
  func elbow() {
    cohort.shown("%cluster k=3")
    let svg = { cohort.session.lastFigure?.svg ?? "" }
    cohort.shown("%elbow")
    #expect(cohort.session.lastFigure?.kind == "elbow")
    #expect(svg().contains("in use: k = 3") && svg().contains("The knee of the sums of squares is at k = "))
    cohort.shown("%elbow k=4..9")
    #expect(!svg().contains("in use: k = 3"))
    #expect(cohort.shown("%elbow method=kmeans starts=2").contains("within-cluster sum of squares"))
  }

  @Test("%silhouette draws the segments and lists whom it should")
  func silhouette() throws {
    // The built-in sample: its groups overlap.
    cohort.shown("%load\n%cluster k=7")
    let table = try #require(cohort.session.current?.value)
    let segmentation = try #require(cohort.session.currentSegmentation)
    let values = try #require(segmentation.silhouetteValues)
    let wrong = values.indices.filter { values[$0] < 0 }.sorted { values[$0] < values[$1] }
    try #require(wrong.count > 2)
    let rows = cohort.tableCells("%silhouette n=2")
    #expect(rows.count == 3)
    #expect(
      rows.dropFirst().map { $0[0] }
        == wrong.prefix(2).map { table.identifierText(row: segmentation.preparation.rows[$0]) })
    let text = cohort.shown("%silhouette 0")
    #expect(!text.contains("most misplaced") && text.contains("Who would sit better elsewhere"))
    #expect(cohort.session.lastFigure?.kind == "silhouette")
  }

  @Test("%silhouette before %cluster, and with segments of one each, says what to run")
  func refusals() {
    #expect(cohort.error("%silhouette").contains { $0.contains("%cluster") })
    cohort.shown("%cluster k=160")
    let lines = cohort.error("%silhouette")
    #expect(lines[0] == "NoSilhouette: no silhouette is defined where every customer is a segment of one")
  }

  @Test(
    "segments of identical customers: infinite is written as such, and more than there are is refused by every method")
  func identical() throws {
    let file = try CustomerFile(
      "ID,A\n" + (0..<30).map { "C\($0),\([0, 5, 9][$0 % 3])" }.joined(separator: "\n") + "\n")
    for method in ["hierarchical", "hierarchical linkage=complete", "kmeans"] {
      let other = CohortInterpreter.test()
      let text = other.shown("%config formats=html\n%load \(file.path)\n%compare method=\(method) references=0")
      #expect(text.contains("∞"), "\(method)")
      #expect(text.contains("There are only 3 different rows, so k ends there."))
      #expect(other.shown("%cluster method=\(method)").contains("Calinski-Harabasz ∞"))
      #expect(
        other.error("%cluster k=4 method=\(method)")[0].contains("k=4 is not possible: there are only 3 different rows")
      )
    }
  }

  @Test("%cluster says once that silhouettes of two recipes cannot be compared")
  func recipes() {
    cohort.shown("%cluster k=3")
    #expect(!cohort.shown("%cluster k=4").contains("cannot be set beside"))
    #expect(cohort.shown("%prepare scale=robust\n%cluster k=4").contains("cannot be set beside the "))
    #expect(!cohort.shown("%cluster k=3").contains("cannot be set beside"))
  }

  @Test(
    "the three recipes on the real customers: REFERENCE's scores side by side, and the choice in words", .needsRealData)
  func real() {
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load \"\(RealData.path)\"\n%prepare recipe=classic")
    let classic = cohort.shown("%compare k=2..5 resamples=0 references=0")
    for score in ["0.447", "7,830.8", "0.992", "0.492", "9,364.9", "0.879", "0.501", "9,787.6", "0.771"] {
      #expect(classic.contains(score), "\(score)")
    }
    #expect(classic.contains("★ 0.523") && classic.contains("★ 10,595.8") && classic.contains("★ 0.769"))
    #expect(classic.contains("They agree, so k = 5 is taken."))
    cohort.shown("%prepare")
    let standard = cohort.shown("%compare k=2..5 resamples=0 references=0")
    #expect(standard.contains("★ 0.220") && standard.contains("2,350.1") && standard.contains("1.850"))
    #expect(standard.contains("There is no clear structure here: the best silhouette, 0.220 at k = 2, does not pass"))
    cohort.shown("%prepare log=all")
    let logged = cohort.shown("%compare k=2..5 method=kmeans resamples=0 references=0")
    // Inertias of scikit-learn's k-means, best of 20.
    for inertia in [112_353.72, 94_668.94, 85_335.04, 76_441.53] {
      let found = logged.split(whereSeparator: { " ★\n".contains($0) }).compactMap {
        Double($0.replacing(",", with: ""))
      }
      #expect(found.contains { abs($0 / inertia - 1) < 0.001 }, "\(inertia)")
    }
  }
}
