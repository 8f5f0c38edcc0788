/// The rows of a node in two parts, counted by class, with what Gini's impurity needs kept up to date.
///
/// n·Gini of a part is n − Σ counts² / n, so a split is judged by sums of squares: whole numbers, exact in any order.
struct TwoParts {
  private var left: [Int]
  private var right: [Int]
  /// Rows without a value, which go with the larger part.
  private let missing: [Int]
  private let missingCount: Int
  private var leftCount: Int
  private var rightCount: Int
  private var leftSquares: Int
  private var rightSquares: Int
  /// The same with the missing rows in that part.
  private var leftSquaresFull: Int
  private var rightSquaresFull: Int

  init(left: [Int]? = nil, right: [Int], missing: [Int]) {
    let left = left ?? [Int](repeating: 0, count: right.count)
    self.left = left
    self.right = right
    self.missing = missing
    missingCount = missing.reduce(0, +)
    leftCount = left.reduce(0, +)
    rightCount = right.reduce(0, +)
    leftSquares = SplitSearch.squares(left)
    rightSquares = SplitSearch.squares(right)
    leftSquaresFull = SplitSearch.squares(zip(left, missing).map { $0 + $1 })
    rightSquaresFull = SplitSearch.squares(zip(right, missing).map { $0 + $1 })
  }

  /// Moves a row of a class from the right part to the left.
  @inline(__always)
  mutating func moveLeft(_ label: Int) {
    let (l, r, m) = (left[label], right[label], missing[label])
    leftSquares += 2 * l + 1
    leftSquaresFull += 2 * (l + m) + 1
    rightSquares -= 2 * r - 1
    rightSquaresFull -= 2 * (r + m) - 1
    left[label] = l + 1
    right[label] = r - 1
    leftCount += 1
    rightCount -= 1
  }

  /// How much the split lowers n·Gini; nil where a part has fewer than `minimum` rows.
  /// - Parameter purity: Σ counts² / n of all rows.
  @inline(__always)
  func gain(over purity: Double, minimum: Int) -> Double? {
    let fillsLeft = leftCount >= rightCount
    let l = leftCount + (fillsLeft ? missingCount : 0)
    let r = rightCount + (fillsLeft ? 0 : missingCount)
    guard l >= minimum, r >= minimum else { return nil }
    let a = Double(fillsLeft ? leftSquaresFull : leftSquares) / Double(l)
    let b = Double(fillsLeft ? rightSquares : rightSquaresFull) / Double(r)
    return a + b - purity
  }
}
