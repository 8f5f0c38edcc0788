/// What is measured of a subject's values in a segment.
public enum Statistic: Sendable, Hashable {
  case median, mean
  /// The share of the values above, below, at least at, at most at a bound, 0…1.
  case shareAbove(Double)
  case shareBelow(Double)
  case shareFrom(Double)
  case shareTo(Double)
  /// The segment's share of everyone's total; values below zero count as nothing, 0…1.
  case totalShare
  /// The chance that a customer of the segment has more than one of the others, ties counting half, 0…1.
  case superiority
  /// Customers of the segment, and their share of everyone.
  case size, share
  /// The mean silhouette, and the share of customers whose silhouette is negative.
  case silhouette, misplaced

  /// Those that speak of values, as rules spell them; `(` stands where a bound follows.
  static let ofValues = [
    "median", "mean", "share_above(", "share_below(", "share_from(", "share_to(", "total_share", "superiority",
  ]
  /// Those that speak of the segment itself.
  static let ofSegments = ["size", "share", "silhouette", "misplaced"]

  /// True for `share_above` and its like, which need a bound.
  static func needsBound(_ word: String) -> Bool { ofValues.contains(word + "(") }

  /// - Parameter bound: what stands in parentheses.
  init?(_ word: String, bound: Double?) {
    switch (word, bound) {
    case ("median", nil): self = .median
    case ("mean", nil): self = .mean
    case ("total_share", nil): self = .totalShare
    case ("superiority", nil): self = .superiority
    case ("size", nil): self = .size
    case ("share", nil): self = .share
    case ("silhouette", nil): self = .silhouette
    case ("misplaced", nil): self = .misplaced
    case ("share_above", let bound?): self = .shareAbove(bound)
    case ("share_below", let bound?): self = .shareBelow(bound)
    case ("share_from", let bound?): self = .shareFrom(bound)
    case ("share_to", let bound?): self = .shareTo(bound)
    default: return nil
    }
  }

  /// As rules spell it.
  public var text: String {
    switch self {
    case .median: "median"
    case .mean: "mean"
    case .shareAbove(let bound): "share_above(\(shortest(bound)))"
    case .shareBelow(let bound): "share_below(\(shortest(bound)))"
    case .shareFrom(let bound): "share_from(\(shortest(bound)))"
    case .shareTo(let bound): "share_to(\(shortest(bound)))"
    case .totalShare: "total_share"
    case .superiority: "superiority"
    case .size: "size"
    case .share: "share"
    case .silhouette: "silhouette"
    case .misplaced: "misplaced"
    }
  }
}
