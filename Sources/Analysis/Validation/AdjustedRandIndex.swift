/// How far two partitions of the same rows agree, corrected for chance: 1 for equal ones, 0 on average for unrelated
/// ones, below 0 for less than chance.
///
/// L. Hubert and P. Arabie (1985), doi:10.1007/BF01908075. Labels are only told apart, so numbering does not matter.
/// Two partitions that both put all rows together, or both every row alone, agree: 1.
/// - Precondition: as many labels in one as in the other.
/// - Complexity: O(n).
public func adjustedRandIndex(_ a: [Int], _ b: [Int]) -> Double {
  precondition(a.count == b.count, "partitions of the same rows have as many labels")
  struct Cell: Hashable { let a, b: Int }
  var cells: [Cell: Int] = [:]
  var rows: [Int: Int] = [:]
  var columns: [Int: Int] = [:]
  for (x, y) in zip(a, b) {
    cells[Cell(a: x, b: y), default: 0] += 1
    rows[x, default: 0] += 1
    columns[y, default: 0] += 1
  }
  // Whole numbers of pairs: exact up to billions of rows, and the order of a dictionary does not matter.
  func pairs<Key: Hashable>(_ counts: [Key: Int]) -> Int { counts.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
  return adjustedRandIndex(together: pairs(cells), inFirst: pairs(rows), inSecond: pairs(columns), rows: a.count)
}

/// The index from numbers of pairs of rows: together in both partitions, in the first, in the second.
func adjustedRandIndex(together: Int, inFirst: Int, inSecond: Int, rows: Int) -> Double {
  let all = Double(rows * (rows - 1) / 2)
  guard all > 0 else { return 1 }
  let expected = Double(inFirst) / all * Double(inSecond)
  let maximum = (Double(inFirst) + Double(inSecond)) / 2
  return maximum == expected ? 1 : (Double(together) - expected) / (maximum - expected)
}
