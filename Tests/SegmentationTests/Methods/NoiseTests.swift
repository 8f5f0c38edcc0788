import Analysis
import Tables
import Testing

@testable import Segmentation

@Suite("Customers in no segment")
struct NoiseTests {
  private let segmentation: CustomerSegmentation
  private let source: Table

  /// Two dense groups and five customers far from everyone.
  init() throws {
    let groups = try blobs([[0, 0], [20, 0]], each: 40, seed: 3)
    let far: [(Double, Double)] = [(300, 300), (-300, 80), (90, -300), (-200, -200), (400, 0)]
    source = try Table(
      name: "customers",
      columns: groups.columns.enumerated().map { place, column in
        let values = (column.numbers ?? []) + far.map { place == 0 ? $0.0 : $0.1 }
        return Column(name: column.name, numbers: values)
      })
    segmentation = try CustomerSegmentation.make(
      of: try Recipe(log: .none, scale: .none).prepare(source),
      options: ClusterOptions(method: HDBSCANMethod(size: 10)))
  }

  @Test("have the number 0, no silhouette, no distance, and a note says how many they are")
  func labels() throws {
    #expect(segmentation.k == 2 && segmentation.noiseCount == 5)
    let labels = segmentation.labelsByTableRow()
    #expect(labels.suffix(5).allSatisfy { $0 == 0 } && labels.prefix(80).allSatisfy { $0 == 1 || $0 == 2 })
    #expect(segmentation.segmentsByTableRow().suffix(5).allSatisfy { $0 == nil })
    #expect(segmentation.notes.contains { $0.hasPrefix("5 customers (") && $0.contains("in no segment") })
    let noise = segmentation.labels.indices.filter { segmentation.labels[$0] == 0 }
    #expect(noise.allSatisfy { segmentation.silhouetteValues?[$0].isNaN == true })
    #expect(noise.allSatisfy { segmentation.silhouetteNeighbours?[$0] == 0 })
    #expect(segmentation.title(of: 0) == "no segment")
  }

  @Test("have no part in the scores")
  func scores() throws {
    let (places, labels) = segmentation.placed()
    let members = segmentation.preparation.features.selecting(rows: places)
    let expected = try silhouette(of: members, labels: labels.map { $0 - 1 }, context: .plain)
    #expect(segmentation.silhouette == expected.mean)
    #expect(places.map { segmentation.silhouetteValues?[$0] } == expected.values.map { $0 })
  }

  @Test("count among everyone, and in no segment of a profile")
  func profile() throws {
    let profile = try Profile(of: segmentation, table: source)
    #expect(profile.rowCount == 85 && profile.sizes.reduce(0, +) == 80)
    #expect(abs(segmentation.share(of: 1) - Double(segmentation.sizes[0]) / 85) < 1e-15)
  }

  @Test("are explained by no rule, and no rule counts them")
  func explanation() throws {
    let explanation = try SegmentExplanation(of: segmentation, table: source, seed: 1)
    #expect(explanation.rowCount == 80 && explanation.explained == 80)
  }

  @Test("stay out when customers are drawn anew, and lower no segment's stability but by those it loses")
  func stability() throws {
    let stability = try Stability.measure(segmentation, resamples: 10, seed: 1)
    #expect(stability.segments.count == 2 && stability.segments.allSatisfy { $0.jaccard > 0.7 })
    #expect(stability.shortResamples == 0)
  }

  @Test("are told so when they are looked at")
  func portrait() {
    let portrait = CustomerPortrait(row: 80, table: source, segmentation: segmentation)
    #expect(portrait.isNoise && portrait.place == nil)
    #expect(portrait.sentences(title: segmentation.title).first?.hasPrefix("It belongs to no segment") == true)
  }

  @Test("a number that the method does not find is refused with the one it does")
  func ownCount() throws {
    let options = ClusterOptions(k: .fixed(4), method: HDBSCANMethod(size: 10))
    #expect(throws: SegmentationError.ownCount(asked: 4, found: 2, method: "HDBSCAN")) {
      try CustomerSegmentation.make(of: segmentation.preparation, options: options)
    }
    #expect(throws: SegmentationError.notComparable(method: "HDBSCAN")) {
      try Elbow.make(of: segmentation.preparation, ks: 1...5, options: options)
    }
  }
}
