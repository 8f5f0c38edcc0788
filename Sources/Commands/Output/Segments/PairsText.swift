import Graphics

/// The chance that one customer has more than another, as people count it: of 100 pairs.
enum PairsText {
  /// `89`; never none and never all, unless it is.
  /// - Parameter superiority: 0…1, ties counting half.
  static func wins(_ superiority: Double) -> String {
    let wins = 100 * superiority
    if wins < 100, wins > 99 { return "more than 99" }
    if wins > 0, wins < 1 { return "fewer than 1" }
    return NumberText.decimals(wins, 0)
  }
}
