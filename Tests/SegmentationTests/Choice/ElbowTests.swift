import Analysis
import Testing

@testable import Segmentation

@Suite("The elbow")
struct ElbowTests {
  @Test("its sums of squares are those of the segments, for every method", arguments: [1, 2, 3] as [UInt64])
  func sums(seed: UInt64) throws {
    let preparation = try Recipe.standard.prepare(try noise(rows: 80, columns: 3, seed: seed))
    var all = Linkage.allCases.map { ClusterOptions(linkage: $0) }
    all.append(ClusterOptions(method: KMeansMethod(starts: 2)))
    for options in all {
      let elbow = try Elbow.make(of: preparation, ks: 1...9, options: options)
      #expect(elbow.ks == Array(1...9))
      // Features of mean 0 and deviation 1.
      #expect(abs(elbow.total - 240) < 1e-9 && elbow.inertias[0] == elbow.total)
      for k in 2...9 {
        var single = options
        single.k = .fixed(k)
        let labels = try CustomerSegmentation.make(of: preparation, options: single).labels
        #expect(abs(elbow.inertias[k - 1] - (try withinSquares(of: preparation.features, labels: labels))) < 1e-9)
      }
    }
  }

  @Test("the knee is at the number of clear groups, and the words say what it explains")
  func knee() throws {
    let corners: [[Double]] = [[0, 0], [30, 0], [0, 30], [30, 30]]
    let preparation = try Recipe.standard.prepare(try blobs(corners, each: 30, seed: 3))
    let elbow = try Elbow.make(of: preparation, ks: 1...10, options: ClusterOptions())
    #expect(elbow.knee == 4 && elbow.kneeOfHeights == 4)
    let share = try #require(elbow.explained(4))
    #expect(abs(share - (1 - elbow.inertias[3] / elbow.total)) < 1e-15 && share > 0.98)
    let next = try #require(elbow.explained(5)) - share
    let sentences = elbow.sentences(used: 4)
    #expect(
      sentences == [
        "The knee of the sums of squares is at k = 4: 4 segments explain \(percent(share)) of the spread, and one more would add "
          + "\(decimals(next * 100, 1)) percentage points.",
        "That is the number in use.",
      ])
    #expect(elbow.sentences(used: 3)[1].hasPrefix("k = 3, in use, explains "))
    #expect(elbow.sentences(used: nil).count == 1)
  }

  @Test("few points have no knee, few rows bound the curve")
  func bounds() throws {
    let few = try Recipe(log: .none).prepare(try table([("A", [0, 1, 10])]))
    let elbow = try Elbow.make(of: few, ks: 1...10, options: ClusterOptions())
    #expect(elbow.ks == [1, 2, 3] && elbow.inertias[2] == 0)
    #expect(elbow.notes == ["There are 3 rows, so k ends at 3."])
    let two = try Recipe(log: .none).prepare(try table([("A", [0, 1])]))
    let single = try Elbow.make(of: two, ks: 2...2, options: ClusterOptions())
    #expect(single.knee == nil && single.sentences(used: nil) == ["A knee takes at least three points."])
    let repeated = try Recipe(log: .none).prepare(try table([("A", [0, 0, 1, 1])]))
    let kmeans = ClusterOptions(method: KMeansMethod(starts: 1))
    #expect(try Elbow.make(of: repeated, ks: 1...4, options: kmeans).ks == [1, 2])
    #expect(throws: SegmentationError.clustering(.clusterCount(3, allowed: 1...2))) {
      try Elbow.make(of: repeated, ks: 3...4, options: kmeans)
    }
    #expect(throws: SegmentationError.segmentCount(4, rows: 3)) {
      try Elbow.make(of: few, ks: 4...5, options: ClusterOptions())
    }
  }
}
