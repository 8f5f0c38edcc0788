/// An order of points in which any eight, 64, 512, … that follow each other (counted from the start) lie close together.
///
/// The points are halved at the widest coordinate, again and again, as in a k-d tree (J. L. Bentley 1975,
/// doi:10.1145/361002.361007), each time at a multiple of the largest power of eight that fits.
/// - Parameters:
///   - coordinates: `panels` vectors a point.
/// - Throws: `CancellationError`.
/// - Complexity: O(n·d·log n).
func spatialOrder(
  of coordinates: [FloatOctet], panels: Int, context: ComputeContext
) throws(CancellationError) -> [Int] {
  var sorting = SpatialSorting(coordinates: coordinates, panels: panels)
  var pending = [0..<sorting.order.count]
  while let range = pending.popLast() {
    guard range.count > 8 else { continue }
    if range.count > 256 { try context.checkCancellation() }
    let middle = sorting.split(range)
    pending.append(range.lowerBound..<middle)
    pending.append(middle..<range.upperBound)
  }
  return sorting.order
}

private struct SpatialSorting {
  let coordinates: [FloatOctet]
  let panels: Int
  private(set) var order: [Int]
  private var keys: [Float]

  init(coordinates: [FloatOctet], panels: Int) {
    self.coordinates = coordinates
    self.panels = panels
    order = Array(0..<coordinates.count / panels)
    keys = [Float](repeating: 0, count: order.count)
  }

  /// Puts the lower part of the points in `range`, by their widest coordinate, before the upper part.
  mutating func split(_ range: Range<Int>) -> Int {
    var unit = 8
    while unit * 8 < range.count { unit *= 8 }
    let units = (range.count + unit - 1) / unit
    let middle = range.lowerBound + max(1, units / 2) * unit
    let widest = widestCoordinate(of: range)
    for place in range { keys[place] = coordinates[order[place] * panels + widest / 8][widest % 8] }
    partition(range, at: middle)
    return middle
  }

  private func widestCoordinate(of range: Range<Int>) -> Int {
    var widest = 0
    var width: Float = -1
    for p in 0..<panels {
      var low = FloatOctet(repeating: .infinity)
      var high = FloatOctet(repeating: -.infinity)
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
  private mutating func partition(_ range: Range<Int>, at middle: Int) {
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
}

extension Matrix {
  /// Some of the rows, in the given order.
  func rows(_ order: [Int]) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(order.count * columnCount)
    for i in order { elements += row(i) }
    return Matrix(rowCount: order.count, columnCount: columnCount, elements: elements)
  }
}
