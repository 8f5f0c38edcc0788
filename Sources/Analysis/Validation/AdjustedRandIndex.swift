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
  let together = Double(pairs(cells))
  let inA = Double(pairs(rows))
  let inB = Double(pairs(columns))
  let all = Double(a.count * (a.count - 1) / 2)
  guard all > 0 else { return 1 }
  let expected = inA / all * inB
  let maximum = (inA + inB) / 2
  return maximum == expected ? 1 : (together - expected) / (maximum - expected)
}
