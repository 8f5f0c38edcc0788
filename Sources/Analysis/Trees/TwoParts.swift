/// The rows of a node in two parts, counted by class, with what Gini's impurity needs kept up to date.
///
/// n·Gini of a part is n − Σ counts² / n, so a split is judged by sums of squares: whole numbers, exact in any order.
struct TwoParts {
  /// Rows of a class.
  private struct Counts {
    var left: Int
    var right: Int
    /// Without a value: they go with the larger part.
    let missing: Int
  }

  private let classes: UnsafeMutableBufferPointer<Counts>
  private let missingCount: Int
  private var leftCount = 0
  private var rightCount = 0
  private var leftSquares = 0
  private var rightSquares = 0
  /// The same with the missing rows in that part.
  private var leftSquaresFull = 0
  private var rightSquaresFull = 0

  private init(_ classes: UnsafeMutableBufferPointer<Counts>) {
    self.classes = classes
    missingCount = classes.reduce(0) { $0 + $1.missing }
    for own in classes {
      leftCount += own.left
      rightCount += own.right
      leftSquares += own.left * own.left
      rightSquares += own.right * own.right
      leftSquaresFull += (own.left + own.missing) * (own.left + own.missing)
      rightSquaresFull += (own.right + own.missing) * (own.right + own.missing)
    }
  }

  /// Calls `body` with the parts, which live as long as the call.
  /// - Parameters:
  ///   - left: rows by class, like the other two.
  @inline(__always)
  static func with(left: [Int], right: [Int], missing: [Int], _ body: (inout TwoParts) -> Void) {
    withUnsafeTemporaryAllocation(of: Counts.self, capacity: right.count) { classes in
      for label in right.indices {
        classes.initializeElement(
          at: label, to: Counts(left: left[label], right: right[label], missing: missing[label]))
      }
      var parts = TwoParts(classes)
      body(&parts)
    }
  }

  /// Moves a row of a class, which is below their number, from the right part to the left.
  @inline(__always)
  mutating func moveLeft(_ label: Int) {
    let own = classes[label]
    leftSquares += 2 * own.left + 1
    leftSquaresFull += 2 * (own.left + own.missing) + 1
    rightSquares -= 2 * own.right - 1
    rightSquaresFull -= 2 * (own.right + own.missing) - 1
    classes[label].left = own.left + 1
    classes[label].right = own.right - 1
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
