/// An order of points in which any eight, 64, 512, … that follow each other (counted from the start) lie close together.
///
/// The points are halved at the widest feature, again and again, as in a k-d tree (J. L. Bentley 1975,
/// doi:10.1145/361002.361007), each time at a multiple of the largest power of eight that fits.
/// - Throws: `CancellationError`.
/// - Complexity: O(n·d·log n).
func spatialOrder(of points: Matrix, context: ComputeContext) throws(CancellationError) -> [Int] {
  let d = points.columnCount
  var order = Array(0..<points.rowCount)
  var keys = [Double](repeating: 0, count: points.rowCount)
  var pending = [0..<points.rowCount]
  while let range = pending.popLast() {
    guard range.count > 8 else { continue }
    if range.count > 256 { try context.checkCancellation() }
    var unit = 8
    while unit * 8 < range.count { unit *= 8 }
    let units = (range.count + unit - 1) / unit
    let middle = range.lowerBound + max(1, units / 2) * unit
    let feature = widestFeature(of: points.elements, dimension: d, order[range])
    for place in range { keys[place] = points.elements[order[place] * d + feature] }
    partition(&order, by: &keys, in: range, at: middle)
    pending.append(range.lowerBound..<middle)
    pending.append(middle..<range.upperBound)
  }
  return order
}

private func widestFeature(of elements: [Double], dimension d: Int, _ rows: ArraySlice<Int>) -> Int {
  var low = [Double](repeating: .infinity, count: d)
  var high = [Double](repeating: -.infinity, count: d)
  for row in rows {
    for f in 0..<d {
      let value = elements[row * d + f]
      low[f] = min(low[f], value)
      high[f] = max(high[f], value)
    }
  }
  return (0..<d).max { high[$0] - low[$0] < high[$1] - low[$1] } ?? 0
}

/// Reorders `range` so that no key before `middle` is above a key from there on (quickselect, C. A. R. Hoare 1961,
/// doi:10.1145/366622.366647, with the median of three as pivot).
private func partition(_ order: inout [Int], by keys: inout [Double], in range: Range<Int>, at middle: Int) {
  var (low, high) = (range.lowerBound, range.upperBound - 1)
  while low < high {
    let (a, b, c) = (keys[low], keys[(low + high) / 2], keys[high])
    let pivot = max(min(a, b), min(max(a, b), c))
    var (i, j) = (low, high)
    while i <= j {
      while keys[i] < pivot { i += 1 }
      while keys[j] > pivot { j -= 1 }
      if i <= j {
        keys.swapAt(i, j)
        order.swapAt(i, j)
        i += 1
        j -= 1
      }
    }
    if middle <= j {
      high = j
    } else if middle >= i {
      low = i
    } else {
      return
    }
  }
}
