/// A row in the order of a column.
///
/// Whether two rows' values differ is told by the ranks, which stand where the rows stand; to look the values up would miss the
/// cache for nearly every row.
struct RankedRow: Sendable {
  let row: Int32
  /// Rises with the value, and is the same for equal values; of categories 0.
  let rank: Int32

  /// The rank of rows without a value, which come last.
  static let missing = Int32.max

  @inline(__always)
  var isMissing: Bool { rank == Self.missing }
}
