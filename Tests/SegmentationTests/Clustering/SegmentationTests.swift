import Analysis
import Tables
import Testing

@testable import Segmentation

@Suite("Putting rows into segments")
struct SegmentationTests {
  private func prepared(_ table: Table) throws -> Preparation {
    try Recipe(log: .none, scale: .none).prepare(table)
  }

  private func four() throws -> Preparation {
    try prepared(try blobs([[0, 0], [20, 0], [0, 20], [20, 20]], each: 40, seed: 11))
  }

  @Test("finds separate groups by every method", arguments: Linkage.allCases.map { $0.rawValue } + ["kmeans"])
  func separate(word: String) throws {
    let linkage = Linkage(rawValue: word)
    let segmentation = try CustomerSegmentation.make(
      of: try four(), options: ClusterOptions(k: .fixed(4), method: method(word)))
    #expect(segmentation.sizes == [40, 40, 40, 40])
    let numbers = try (0..<4).map { blob in try #require(segmentation.labelsByTableRow()[blob]) }
    #expect(Set(numbers) == [1, 2, 3, 4])
    #expect(segmentation.labelsOfTable == (0..<160).map { numbers[$0 % 4] })
    #expect((segmentation.dendrogram == nil) == (linkage == nil))
    #expect(try #require(segmentation.silhouette) > 0.8)
  }

  @Test("without scores all else is the same, names and colours that stay included", arguments: 2...8)
  func unscored(k: Int) throws {
    let preparation = try four()
    var before = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(4)))
    before.names = [1: "VIP", 3: "Careful"]
    func made(isScored: Bool) throws -> CustomerSegmentation {
      try .make(of: preparation, options: ClusterOptions(k: .fixed(k)), previous: before, isScored: isScored)
    }
    let (scored, unscored) = (try made(isScored: true), try made(isScored: false))
    #expect(unscored.labels == scored.labels && unscored.colours == scored.colours)
    #expect(unscored.names == scored.names && unscored.sizes == scored.sizes && unscored.caption == scored.caption)
    #expect(scored.silhouette != nil && unscored.silhouette == nil && unscored.silhouetteValues == nil)
  }

  @Test("centroids are means, distances are to them")
  func centroids() throws {
    let source = try table([("A", [0, 2, 10, 14]), ("B", [0, 0, 0, 0.5])])
    let segmentation = try CustomerSegmentation.make(of: try prepared(source), options: ClusterOptions(k: .fixed(2)))
    #expect(segmentation.labels == [1, 1, 2, 2])
    #expect(segmentation.centroids == Matrix(rowCount: 2, columnCount: 2, elements: [1, 0, 12, 0.25]))
    #expect(segmentation.distancesToCentroids()[0] == 1)
    #expect(abs(segmentation.distancesToCentroids()[3] - (4 + 0.0625).squareRoot()) < 1e-15)
  }

  @Test("as many segments as rows: each row its own, and no score is defined")
  func everyRow() throws {
    let source = try table([("A", [1, 2, 4, 8])])
    let segmentation = try CustomerSegmentation.make(of: try prepared(source), options: ClusterOptions(k: .fixed(4)))
    #expect(segmentation.labels == [1, 2, 3, 4])
    #expect(segmentation.silhouette == nil && segmentation.daviesBouldin == nil && segmentation.silhouetteValues == nil)
  }

  @Test("k outside of 2…n is refused with the range", arguments: [-1, 0, 1, 161])
  func range(k: Int) throws {
    let preparation = try four()
    let error = #expect(throws: SegmentationError.self) {
      try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(k)))
    }
    #expect(error?.message == "k=\(k) is not possible: 160 rows go into 2 to 160 segments")
  }

  @Test("k-means without a start is refused")
  func starts() throws {
    let preparation = try four()
    let error = #expect(throws: SegmentationError.self) {
      try CustomerSegmentation.make(
        of: preparation, options: ClusterOptions(k: .fixed(2), method: KMeansMethod(starts: 0)))
    }
    #expect(error?.message == "starts=0 is not possible: there is at least one start")
  }

  @Test(
    "more segments than different rows are refused with their number, by every method, and auto stays below",
    arguments: Linkage.allCases.map { HierarchicalMethod(linkage: $0) } + [KMeansMethod()] as [any Method])
  func fewDistinct(method: any Method) throws {
    let preparation = try prepared(try table([("A", [0, 0, 0, 5, 5, 9, 9, 9])]))
    let error = #expect(throws: SegmentationError.self) {
      try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(4), method: method))
    }
    #expect(error?.message == "k=4 is not possible: there are only 3 different rows")
    let found = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(method: method))
    #expect(found.k == 3 && found.sizes == [3, 3, 2])
    // Segments without any spread: all of the variance lies between them.
    #expect(found.calinskiHarabasz == .infinity && found.daviesBouldin == 0 && found.silhouette == 1)
    let elbow = try Elbow.make(of: preparation, ks: 1...8, options: ClusterOptions(method: method))
    #expect(elbow.ks == [1, 2, 3] && elbow.notes == ["There are only 3 different rows, so k ends there."])
  }

  @Test("an interrupt is one")
  func cancelled() throws {
    let preparation = try four()
    #expect(throws: SegmentationError.cancelled) {
      try CustomerSegmentation.make(of: preparation, context: ComputeContext(threads: 1, isCancelled: { true }))
    }
  }

  @Test("cutting anew uses the same tree, and colours stay with the customers")
  func recut() throws {
    let preparation = try prepared(try blobs([[0, 0], [20, 0], [40, 60]], each: 30, seed: 5))
    let two = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(2)))
    let three = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(3)), previous: two)
    #expect(three.dendrogram == two.dendrogram)
    // The blob far away was segment 2 of two and is 3 of three by its values: its colour is the one it had.
    let (far, before) = (try #require(three.labelsByTableRow()[2]), try #require(two.labelsByTableRow()[2]))
    #expect(far == 3 && before == 2)
    #expect(three.colours[far - 1] == two.colours[before - 1])
    #expect(Set(three.colours) == [0, 1, 2])
    let again = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(2)), previous: three)
    #expect(again.labels == two.labels && again.colours == two.colours)
  }

  @Test("a name follows its customers through another k")
  func names() throws {
    let preparation = try prepared(try blobs([[0, 0], [20, 0], [40, 60]], each: 30, seed: 5))
    var two = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(2)))
    two.names = [1: "Near", 2: "Far"]
    let three = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(3)), previous: two)
    #expect(three.names == [try #require(three.labelsByTableRow()[2]): "Far"])
    #expect(three.notes.count == 2)
  }

  @Test("a cut between merges of one height says so")
  func tie() throws {
    let source = try table([("A", [0, 1, 10, 11, 20, 21])])
    let segmentation = try CustomerSegmentation.make(
      of: try prepared(source), options: ClusterOptions(k: .fixed(4), linkage: .single))
    #expect(segmentation.splitTie)
    #expect(
      segmentation.notes == [
        "the cut lies between merges of the same height: the order of the customers' values decided",
        "1 of the 5 merges was tied: an equally good tree exists",
      ])
  }

  @Test("rows that a recipe dropped have no segment")
  func droppedRows() throws {
    let preparation = try Recipe(missing: .drop, log: .none).prepare(
      try table([("A", [0, .nan, 1, 50, 51]), ("B", [1, 2, 3, 4, 5])]))
    let segmentation = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(2)))
    #expect(segmentation.labelsByTableRow() == [1, nil, 1, 2, 2])
    #expect(segmentation.caption.hasPrefix("k = 2 · Ward linkage · standard recipe · 2 features"))
  }

  @Test("threads change nothing")
  func threads() throws {
    let preparation = try four()
    let one = try CustomerSegmentation.make(of: preparation, context: ComputeContext(threads: 1))
    #expect(try CustomerSegmentation.make(of: preparation, context: ComputeContext(threads: 2)) == one)
  }
}
