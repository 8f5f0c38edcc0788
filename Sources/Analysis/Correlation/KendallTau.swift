/// Kendall's τ-b of two columns, by sorting.
///
/// W. R. Knight (1966), doi:10.1080/01621459.1966.10480879: the pairs of rows in opposite order are the exchanges that a
/// merge sort by the second column makes on rows sorted by the first. All counts are whole numbers, so they are exact.
enum KendallTau {
  /// - Parameter context: asked between the passes whether to stop; what is returned then means nothing.
  /// - Returns: NaN when one of the columns is constant among the rows that have both values, and those rows.
  /// - Complexity: O(n log n).
  static func measure(
    _ x: CorrelatedColumn, _ y: CorrelatedColumn, context: ComputeContext
  ) -> (coefficient: Double, count: Int) {
    let byX = x.order.filter { !y.values[Int($0)].isNaN }
    let byY = y.order.filter { !x.values[Int($0)].isNaN }
    let n = byX.count
    guard n >= 2, !context.cancelled else { return (.nan, n) }
    let (levelX, sizesX) = levels(of: x.values, in: byX)
    if context.cancelled { return (.nan, n) }
    let (levelY, sizesY) = levels(of: y.values, in: byY)
    if context.cancelled { return (.nan, n) }
    // Rows by x and, where that is equal, by y: those in order of y, dealt out by x.
    var next = [Int](repeating: 0, count: sizesX.count)
    for level in 1..<max(1, sizesX.count) { next[level] = next[level - 1] + sizesX[level - 1] }
    var sorted = [Int32](repeating: 0, count: n)
    for row in byY {
      let level = Int(levelX[Int(row)])
      sorted[next[level]] = levelY[Int(row)]
      next[level] += 1
    }
    if context.cancelled { return (.nan, n) }
    let tiedInBoth = pairsTiedInBoth(sorted, sizesX)
    let exchanges = inversions(&sorted, context)
    let (all, tiedX, tiedY) = (pairs(n), sizesX.reduce(0) { $0 + pairs($1) }, sizesY.reduce(0) { $0 + pairs($1) })
    let difference = all - tiedX - tiedY + tiedInBoth - 2 * exchanges
    let tau = Double(difference) / (Double(all - tiedX).squareRoot() * Double(all - tiedY).squareRoot())
    return (tau.isNaN ? tau : min(1, max(-1, tau)), n)
  }

  private static func pairs(_ n: Int) -> Int { n * (n - 1) / 2 }

  /// The place of each row's value among the distinct ones, and the rows of each.
  private static func levels(of values: [Double], in order: [Int32]) -> (levels: [Int32], sizes: [Int]) {
    var levels = [Int32](repeating: -1, count: values.count)
    var sizes: [Int] = []
    for (place, row) in order.enumerated() {
      if place == 0 || values[Int(order[place - 1])] != values[Int(row)] { sizes.append(0) }
      levels[Int(row)] = Int32(sizes.count - 1)
      sizes[sizes.count - 1] += 1
    }
    return (levels, sizes)
  }

  /// Pairs of rows that are equal in both columns; `sorted` has runs of equal x of the given sizes, rising within.
  private static func pairsTiedInBoth(_ sorted: [Int32], _ sizes: [Int]) -> Int {
    var total = 0
    var start = 0
    for size in sizes {
      var run = 1
      for i in start + 1..<max(start + 1, start + size) {
        run = sorted[i] == sorted[i - 1] ? run + 1 : 1
        total += run - 1
      }
      start += size
    }
    return total
  }

  /// Sorts, and counts the pairs that stood in falling order.
  private static func inversions(_ values: inout [Int32], _ context: ComputeContext) -> Int {
    var spare = values
    var count = 0
    var width = 1
    while width < values.count && !context.cancelled {
      for low in stride(from: 0, to: values.count, by: 2 * width) {
        let (middle, high) = (min(low + width, values.count), min(low + 2 * width, values.count))
        var (left, right) = (low, middle)
        for place in low..<high {
          if right >= high || (left < middle && values[left] <= values[right]) {
            spare[place] = values[left]
            left += 1
          } else {
            spare[place] = values[right]
            right += 1
            count += middle - left
          }
        }
      }
      swap(&values, &spare)
      width *= 2
    }
    return count
  }
}
