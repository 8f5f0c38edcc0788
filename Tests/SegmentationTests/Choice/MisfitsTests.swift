import Analysis
import Testing

@testable import Segmentation

@Suite("Who sits in the wrong segment")
struct MisfitsTests {
  @Test("counts and neighbours are those of the plain definition", arguments: 1...12 as ClosedRange<UInt64>)
  func oracle(seed: UInt64) throws {
    let preparation = try Recipe.standard.prepare(try noise(rows: 90, columns: 2, seed: seed))
    let segmentation = try CustomerSegmentation.make(
      of: preparation, options: ClusterOptions(k: .fixed(2 + Int(seed % 5)), linkage: .average))
    let misfits = try #require(Misfits(of: segmentation))
    let x = preparation.features
    func meanDistance(_ row: Int, _ segment: Int) -> Double {
      let others = segmentation.members(of: segment).filter { $0 != row }
      guard !others.isEmpty else { return .nan }
      return others.reduce(0) { sum, other in
        sum + zip(x.row(row), x.row(other)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
      } / Double(others.count)
    }
    var expected: [(row: Int, segment: Int, nearer: Int)] = []
    for (row, own) in segmentation.labels.enumerated() {
      let others = (1...segmentation.k).filter { $0 != own }
      let nearest = try #require(others.min { meanDistance(row, $0) < meanDistance(row, $1) })
      #expect(segmentation.silhouetteNeighbours?[row] == nearest)
      if meanDistance(row, nearest) < meanDistance(row, own) { expected.append((row, own, nearest)) }
    }
    #expect(misfits.rows.map(\.row).sorted() == expected.map { preparation.rows[$0.row] }.sorted())
    #expect(misfits.rows.map(\.value) == misfits.rows.map(\.value).sorted())
    for segment in misfits.segments {
      #expect(segment.count == expected.count { $0.segment == segment.segment })
      #expect(segment.nearer.reduce(0) { $0 + $1.count } == segment.count)
      for destination in segment.nearer {
        #expect(
          destination.count
            == expected.count { $0.segment == segment.segment && $0.nearer == destination.segment })
      }
    }
    #expect(abs(misfits.mean - (try #require(segmentation.silhouette))) < 1e-12)
  }

  @Test("clear groups have none; rows alone have no silhouette at all")
  func ends() throws {
    let clear = try Recipe.standard.prepare(try blobs([[0, 0], [40, 0], [0, 40]], each: 20, seed: 1))
    let misfits = try #require(
      Misfits(of: try CustomerSegmentation.make(of: clear, options: ClusterOptions(k: .fixed(3)))))
    #expect(misfits.rows.isEmpty)
    let words = misfits.sentences { "Segment \($0)" }
    #expect(words.count == 2 && words[0].hasSuffix("above 0.70 the structure is strong."))
    #expect(words[1] == "Nobody would sit better in another segment.")
    let few = try Recipe(log: .none).prepare(try table([("A", [0, 1, 5])]))
    #expect(Misfits(of: try CustomerSegmentation.make(of: few, options: ClusterOptions(k: .fixed(3)))) == nil)
  }

  @Test("rows are those of the table, where the recipe dropped some")
  func dropped() throws {
    let values = [Double.nan, 0, 0.1, 4.4, 9, 9.1, 9.2]
    let preparation = try Recipe(missing: .drop, log: .none).prepare(
      try table([("A", values), ("B", [1, 2, 1, 2, 1, 2, 1])]))
    let segmentation = try CustomerSegmentation.make(
      of: preparation, options: ClusterOptions(k: .fixed(3), linkage: .single))
    let misfits = try #require(Misfits(of: segmentation))
    #expect(misfits.rows.allSatisfy { preparation.rows.contains($0.row) })
    #expect(misfits.total == 6)
  }

  @Test("silhouettes of another recipe are told apart, those of another k are not")
  func recipes() throws {
    let source = try noise(rows: 60, columns: 3, seed: 4)
    let standard = try CustomerSegmentation.make(
      of: try Recipe.standard.prepare(source), options: ClusterOptions(k: .fixed(3)))
    let other = try CustomerSegmentation.make(
      of: try Recipe(scale: .minmax).prepare(source), options: ClusterOptions(k: .fixed(3)), previous: standard)
    let finer = try CustomerSegmentation.make(
      of: standard.preparation, options: ClusterOptions(k: .fixed(4)), previous: standard)
    let sentence = try #require(other.incomparability(with: standard))
    #expect(sentence.contains(decimals(try #require(standard.silhouette), 3)))
    #expect(finer.incomparability(with: standard) == nil)
  }
}
