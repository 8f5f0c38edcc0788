import Analysis

/// What the knee is looked for in: at c, what making c clusters cost; c = 1, 2, ….
///
/// `k=auto`, `%compare` and `%elbow` have their knees from here, so that one curve has one knee, whatever part of it is shown.
public enum KneeCurve: String, Sendable, Codable, CaseIterable {
  /// The height of the merge that left c clusters: high up to the number of groups less one, low from the number of groups on.
  case heights
  /// The within-cluster sum of squares.
  case squares

  /// As a sentence names it.
  var inWords: String {
    switch self {
    case .heights: "the knee of the merge heights"
    case .squares: "the knee of the sums of squares"
    }
  }

  /// The clusters up to which the curve goes where numbers up to `largest` are looked at: one beyond the last, since where a
  /// curve bends is told by what follows, and never fewer than `k=auto` looks at.
  static func length(upTo largest: Int) -> Int { max(KChoice.range.upperBound, largest) + 1 }

  /// The number of clusters at the knee; nil where the curve has none, or is infinite somewhere.
  static func knee(of curve: [Double]) -> Int? {
    guard curve.allSatisfy(\.isFinite) else { return nil }
    return Analysis.knee(x: curve.indices.map { Double($0 + 1) }, y: curve).map { $0.index + 1 }
  }

  /// The heights of the merges that left 1, 2, … clusters, as many as there are merges.
  static func heights(of tree: Dendrogram, upTo largest: Int) -> [Double] {
    let count = tree.merges.count
    return (0..<max(0, min(largest, count))).map { tree.merges[count - 1 - $0].height }
  }
}
