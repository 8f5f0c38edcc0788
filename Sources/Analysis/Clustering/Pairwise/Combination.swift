/// How the distances of two clusters to a third become the distance of the two together.
enum Combination: Sendable {
  /// The larger one (complete linkage).
  case largest
  /// The sum: for average linkage the sums of distances are carried along, and divided by the pairs when read.
  case sum

  // Distances are at least 0, so that combining with 0 changes nothing either way.

  @inline(__always)
  func callAsFunction(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .largest: a < b ? b : a
    case .sum: a + b
    }
  }

  @inline(__always)
  func callAsFunction(_ a: EightDoubles, _ b: EightDoubles) -> EightDoubles {
    switch self {
    case .largest: larger(a, b)
    case .sum: a + b
    }
  }
}
