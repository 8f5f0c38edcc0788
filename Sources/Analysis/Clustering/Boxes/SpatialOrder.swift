import Machine

/// An order of points in which any eight, 64, 512, … that follow each other (counted from the start) lie close together.
///
/// The points are halved at the widest coordinate, again and again, as in a k-d tree (J. L. Bentley 1975,
/// doi:10.1145/361002.361007), each time at a multiple of the largest power of eight that fits.
/// - Parameters:
///   - coordinates: `panels` vectors a point.
/// - Throws: `CancellationError`.
/// - Complexity: O(n·d·log n).
func spatialOrder(
  of coordinates: [EightFloats], panels: Int, context: ComputeContext
) throws(CancellationError) -> [Int] {
  var order = Array(0..<coordinates.count / panels)
  var keys = [Float](repeating: 0, count: order.count)
  try order.withDisjointSlots { (order) throws(CancellationError) in
    try keys.withDisjointSlots { (keys) throws(CancellationError) in
      let sorting = SpatialSorting(coordinates: coordinates, panels: panels, order: order, keys: keys)
      // Halves are sorted apart: once there are enough of them, in parallel.
      var ranges = [0..<order.count]
      while ranges.count < 16 && ranges[0].count > 512 {
        let whole = ranges
        ranges = try parallelMap(count: whole.count, chunkSize: 1, context: context) { range, _ in
          sorting.halves(of: whole[range.lowerBound], context)
        }.flatMap { $0 }
      }
      let parts = ranges
      try parallelChunks(count: parts.count, chunkSize: 1, context: context) { part, _ in
        sorting.sort(parts[part.lowerBound], context)
      }
    }
  }
  return order
}

/// A range that takes milliseconds to walk over.
private let longRange = 1 << 15

/// Sorts ranges of places; those sorted at one time do not overlap.
private struct SpatialSorting: Sendable {
  let coordinates: [EightFloats]
  let panels: Int
  let order: DisjointSlots<Int>
  let keys: DisjointSlots<Float>

  func sort(_ range: Range<Int>, _ context: ComputeContext) {
    var pending = [range]
    while let range = pending.popLast() {
      if range.count > 256 && context.cancelled { return }
      if range.count > 8 { pending += halves(of: range, context) }
    }
  }

  /// A range that is a block stays whole.
  func halves(of range: Range<Int>, _ context: ComputeContext) -> [Range<Int>] {
    guard range.count > 8 else { return [range] }
    let middle = split(range, context)
    return [range.lowerBound..<middle, middle..<range.upperBound]
  }

  /// Puts the lower part of the points in `range`, by their widest coordinate, before the upper part.
  ///
  /// Every step over the range looks for a cancellation first; what it leaves is then of no use to anybody.
  private func split(_ range: Range<Int>, _ context: ComputeContext) -> Int {
    var unit = 8
    while unit * 8 < range.count { unit *= 8 }
    let units = (range.count + unit - 1) / unit
    let middle = range.lowerBound + max(1, units / 2) * unit
    if range.count > longRange && context.cancelled { return middle }
    let widest = widestCoordinate(of: range)
    if range.count > longRange && context.cancelled { return middle }
    for place in range { keys[place] = coordinates[order[place] * panels + widest / 8][widest % 8] }
    partition(range, at: middle, context)
    return middle
  }

  private func widestCoordinate(of range: Range<Int>) -> Int {
    var widest = 0
    var width: Float = -1
    for p in 0..<panels {
      var low = EightFloats(repeating: .infinity)
      var high = EightFloats(repeating: -.infinity)
      for place in range {
        let point = coordinates[order[place] * panels + p]
        low = smaller(low, point)
        high = larger(high, point)
      }
      let widths = high - low
      for lane in 0..<8 where widths[lane] > width { (widest, width) = (p * 8 + lane, widths[lane]) }
    }
    return widest
  }

  /// Reorders `range` so that no key before `middle` is above a key from there on (quickselect, C. A. R. Hoare 1961,
  /// doi:10.1145/366622.366647, with the median of three as pivot).
  private func partition(_ range: Range<Int>, at middle: Int, _ context: ComputeContext) {
    var (low, high) = (range.lowerBound, range.upperBound - 1)
    while low < high {
      if high - low > longRange && context.cancelled { return }
      let (a, b, c) = (keys[low], keys[(low + high) / 2], keys[high])
      let pivot = max(min(a, b), min(max(a, b), c))
      var (i, j) = (low, high)
      while i <= j {
        while keys[i] < pivot { i += 1 }
        while keys[j] > pivot { j -= 1 }
        if i <= j {
          (keys[i], keys[j]) = (keys[j], keys[i])
          (order[i], order[j]) = (order[j], order[i])
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
}
