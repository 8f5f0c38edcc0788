import Synchronization

/// Which of the tokens that the user listed as missing were met, noted from several threads.
final class SeenTokens: Sendable {
  /// A bit for each of the first 64 tokens.
  private let seen = Atomic<UInt64>(0)

  static let most = 64

  @inline(__always)
  func note(_ token: Int) {
    guard token < Self.most else { return }
    let bit = UInt64(1) << token
    // Read alone, the memory stays shared: tokens come as often as there are rows.
    if seen.load(ordering: .relaxed) & bit == 0 { seen.bitwiseOr(bit, ordering: .relaxed) }
  }

  /// True of every token beyond those that are noted.
  func contains(_ token: Int) -> Bool {
    token >= Self.most || seen.load(ordering: .relaxed) & (1 << token) != 0
  }
}
