import Analysis
import Foundation
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Silhouettes of more customers than are measured")
struct EstimatedSilhouetteTests {
  /// Three groups that touch, of 101,400 customers.
  private static let made = Result {
    let source = try blobs([[0, 0], [2.5, 0], [0, 3]], each: 33_800, seed: 1)
    return (source, try segmentation(source))
  }

  private static func segmentation(_ source: Table, isExact: Bool = false) throws -> CustomerSegmentation {
    return try CustomerSegmentation.make(
      of: Recipe.standard.prepare(source),
      options: ClusterOptions(k: .fixed(3), method: KMeansMethod(starts: 1), isExact: isExact),
      context: ComputeContext(threads: 2))
  }

  @Test("the estimate is near the exact one, says its error and from how many; exact=yes has neither")
  func caption() throws {
    let (source, estimated) = try Self.made.get()
    let exact = try Self.segmentation(source, isExact: true)
    let error = try #require(estimated.scores.silhouetteError)
    let (value, truth) = (try #require(estimated.silhouette), try #require(exact.silhouette))
    #expect(error > 0 && error < 0.002)
    #expect(abs(value - truth) < 4 * error, "\(value) ± \(error) for \(truth)")
    #expect(
      estimated.caption.contains("silhouette \(decimals(value, 4)) ± \(decimals(error, 4)) from 50,000 customers"))
    #expect(exact.scores.silhouetteError == nil && exact.silhouetteSample == nil)
    #expect(!exact.caption.contains("±"))
    #expect(exact.labels == estimated.labels)
    let (own, all) = (try #require(estimated.meanSilhouettes), try #require(exact.meanSilhouettes))
    let errors = try #require(estimated.silhouetteSample?.errors)
    for s in 0..<3 { #expect(abs(own[s] - all[s]) < 4 * errors[s]) }
  }

  @Test("rules and cautions show a segment's with its error, and the share that is misplaced as an estimate")
  func insights() throws {
    let (source, estimated) = try Self.made.get()
    let sample = try #require(estimated.silhouetteSample)
    let measures = try SegmentMeasures(
      of: estimated, table: source, subjects: [], columns: SubjectColumns(wordsOf: Rules(), in: source),
      context: .plain)
    func text(_ statistic: Statistic, _ format: FigureFormat) -> String? {
      measures.figure(Measure(Measure.segment, statistic), segment: 2, format)?.text
    }
    let mean = "\(decimals(sample.means[1], 4)) ± \(decimals(sample.errors[1], 4))"
    #expect(text(.silhouette, .score) == mean)
    #expect(text(.misplaced, .percent)?.hasSuffix("% (estimated)") == true)
    #expect(text(.size, .count) == grouped(estimated.sizes[1]))
    var rules = Rules.Cautions()
    rules.weakSilhouette = 1
    let cautions = Cautions(rules: rules, measures: measures, stability: nil).about(2).map(\.text)
    #expect(cautions.contains { $0.contains("the mean silhouette is \(mean), and ") })
  }

  @Test("who was not judged has no silhouette; one customer's, asked for alone, is exact")
  func rows() throws {
    let (source, estimated) = try Self.made.get()
    let values = try #require(estimated.silhouetteValues)
    #expect(values.count { !$0.isNaN } == 50_000)
    let misfits = try #require(Misfits(of: estimated))
    #expect(misfits.total == 50_000 && misfits.estimate?.customers == 101_400)
    let sentences = misfits.sentences { "Segment \($0)" }.joined(separator: " ")
    #expect(sentences.contains("Of 101,400 customers 50,000 were judged, drawn by chance"))
    #expect(sentences.contains("of 50,000 ("))
    let (mean, error) = (try #require(estimated.silhouette), try #require(estimated.scores.silhouetteError))
    #expect(sentences.contains("The mean silhouette is \(decimals(mean, 4)) ± \(decimals(error, 4)):"))
    let features = estimated.preparation.features
    for place in [0, 50_000, 101_399] {
      var sums = [0.0, 0.0, 0.0]
      for other in 0..<features.rowCount {
        let (x, y) = (features[place, 0] - features[other, 0], features[place, 1] - features[other, 1])
        sums[estimated.labels[other] - 1] += (x * x + y * y).squareRoot()
      }
      let own = estimated.labels[place] - 1
      let a = sums[own] / Double(estimated.sizes[own] - 1)
      let b = try #require((0..<3).filter { $0 != own }.map { sums[$0] / Double(estimated.sizes[$0]) }.min())
      let portrait = CustomerPortrait(row: estimated.preparation.rows[place], table: source, segmentation: estimated)
      #expect(abs(try #require(portrait.place?.silhouette) - (b - a) / max(a, b)) < 1e-9)
      if !values[place].isNaN { #expect(abs(values[place] - (b - a) / max(a, b)) < 0.02) }
    }
  }

  @Test("the order of the rows has no part in it")
  func order() throws {
    let (source, estimated) = try Self.made.get()
    let columns = source.columns.map { Column(name: $0.name, numbers: Array(($0.numbers ?? []).reversed())) }
    let reversed = try Self.segmentation(Table(name: "test", columns: columns))
    #expect(reversed.scores == estimated.scores && reversed.silhouetteSample == estimated.silhouetteSample)
    #expect(reversed.caption == estimated.caption)
  }

  @Test("kept, saved and restored it is the same")
  func kept() throws {
    let (source, estimated) = try Self.made.get()
    let again = try JSONDecoder().decode(CustomerSegmentation.self, from: JSONEncoder().encode(estimated))
    #expect(again == estimated)
    let model = try SavedModel(of: estimated, table: source, isImplied: false)
    let restored = try model.restore(on: source, context: ComputeContext(threads: 2)).segmentation
    #expect(restored.scores == estimated.scores && restored.silhouetteSample == estimated.silhouetteSample)
    #expect(restored.caption == estimated.caption)
    let fewer = try #require(estimated.keeping(rows: Array(0..<500), restriction: nil))
    #expect(fewer.silhouetteSample == nil && fewer.silhouette == nil)
  }

  @Test("numbers of segments are compared by estimates with their errors")
  func comparison() throws {
    let (source, _) = try Self.made.get()
    let comparison = try Comparison.make(
      of: Recipe.standard.prepare(source), ks: 2...3, options: ClusterOptions(method: KMeansMethod(starts: 1)),
      effort: Comparison.Effort(resamples: 0, references: 0), context: ComputeContext(threads: 2))
    #expect(comparison.candidates.allSatisfy { ($0.scores.silhouetteError ?? 0) > 0 })
  }
}
