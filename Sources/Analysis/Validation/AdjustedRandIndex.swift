/// How far two partitions of the same rows agree, corrected for chance: 1 for equal ones, 0 on average for unrelated
/// ones, below 0 for less than chance.
///
/// L. Hubert and P. Arabie (1985), doi:10.1007/BF01908075. Labels are only told apart, so numbering does not matter.
/// Two partitions that both put all rows together, or both every row alone, agree: 1.
/// - Precondition: as many labels in one as in the other.
/// - Complexity: O(n).
public func adjustedRandIndex(_ a: [Int], _ b: [Int]) -> Double {
  precondition(a.count == b.count, "partitions of the same rows have as many labels")
  return ContingencyTable(LabelNumbers(a), LabelNumbers(b)).adjustedRandIndex
}

extension ContingencyTable {
  /// The adjusted Rand index of the two partitions; see `adjustedRandIndex(_:_:)`.
  /// - Complexity: O(cells).
  public var adjustedRandIndex: Double {
    // Whole numbers of pairs: exact up to billions of rows.
    func pairs(_ counts: some Sequence<Int>) -> Int { counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
    let together = Double(pairs(cells.lazy.map(\.count)))
    let inFirst = Double(pairs(firstSizes))
    let inSecond = Double(pairs(secondSizes))
    let all = Double(pairs([rowCount]))
    guard all > 0 else { return 1 }
    let expected = inFirst / all * inSecond
    let maximum = (inFirst + inSecond) / 2
    return maximum == expected ? 1 : (together - expected) / (maximum - expected)
  }
}
