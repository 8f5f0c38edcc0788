import Machine

/// Values that are sorted at a time before they are merged: about two milliseconds of work, in memory that is near.
private let runLength = 131_072

/// The values in rising order, as `sorted()` gives them to the bit, sorted on several threads and soon interrupted.
///
/// Runs of a fixed length are sorted and then merged two by two, so the result does not depend on the threads.
/// - Parameter values: in any order, without NaN.
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(n log n).
public func rising(_ values: [Double], context: ComputeContext) throws(CancellationError) -> [Double] {
  try merged(values.count, by: RisingValues(values: values), context: context)
}

/// The places of the values from the lowest value to the highest, equal ones in their order.
/// - Parameter values: without NaN, fewer than 2³¹.
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(n log n).
public func risingOrder(of values: [Double], context: ComputeContext) throws(CancellationError) -> [Int32] {
  try merged(values.count, by: RisingPlaces(values: values), context: context).map(\.place)
}

/// The numbers 0 ..< `count` in the order that `isLess` gives them, equal ones rising.
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(n log n).
func sortedOrder(
  of count: Int, context: ComputeContext, by isLess: @escaping @Sendable (Int, Int) -> Bool
) throws(CancellationError) -> [Int] {
  try merged(count, by: AnyOrder(isLess: isLess), context: context)
}

/// What is sorted, and how: a type of its own for each, so that comparing is no call.
private protocol SortOrder: Sendable {
  associatedtype Element: Sendable, BitwiseCopyable

  func isLess(_ a: Element, _ b: Element) -> Bool
  /// Those of a range of places in order, equal ones as they stand.
  func sorted(_ range: Range<Int>) -> [Element]
}

private struct RisingValues: SortOrder {
  let values: [Double]

  func isLess(_ a: Double, _ b: Double) -> Bool { a < b }
  func sorted(_ range: Range<Int>) -> [Double] { radixSorted(Array(values[range])) { $0 } }
}

private struct RisingPlaces: SortOrder {
  /// Values travel with their places: looking each up would miss the cache at every comparison.
  struct Placed {
    let value: Double
    let place: Int32
  }

  let values: [Double]

  func isLess(_ a: Placed, _ b: Placed) -> Bool { a.value < b.value }
  func sorted(_ range: Range<Int>) -> [Placed] {
    radixSorted(range.map { Placed(value: values[$0], place: Int32($0)) }) { $0.value }
  }
}

private struct AnyOrder: SortOrder {
  let isLess: @Sendable (Int, Int) -> Bool

  func isLess(_ a: Int, _ b: Int) -> Bool { isLess(a, b) }
  func sorted(_ range: Range<Int>) -> [Int] { Array(range).sorted(by: isLess) }
}

/// Sorts runs and merges them two by two, to and fro between two arrays, until one is left.
private func merged<Order: SortOrder>(
  _ count: Int, by order: Order, context: ComputeContext
) throws(CancellationError) -> [Order.Element] {
  var from = try [Order.Element](items: count, width: 1, chunkSize: runLength, context: context) { range, slots in
    for (place, element) in zip(range, order.sorted(range)) { slots[place] = element }
  }
  guard count > runLength else { return from }
  var to = from
  for length in sequence(first: runLength, next: { $0 * 2 }).prefix(while: { $0 < count }) {
    let runs = from
    try to.withDisjointSlots { (merged) throws(CancellationError) in
      try parallelChunks(count: count, chunkSize: 2 * length, context: context) { range, _ in
        let middle = min(range.lowerBound + length, range.upperBound)
        merge(
          runs, range.lowerBound..<middle, middle..<range.upperBound, into: merged.base + range.lowerBound, by: order)
      }
    }
    swap(&from, &to)
  }
  return from
}

/// Both runs in one; between equals those of the first come first.
private func merge<Order: SortOrder>(
  _ elements: [Order.Element], _ first: Range<Int>, _ second: Range<Int>,
  into merged: UnsafeMutablePointer<Order.Element>, by order: Order
) {
  elements.withUnsafeBufferPointer { elements in
    var next = merged
    var (i, j) = (first.lowerBound, second.lowerBound)
    // Which of two is the less is a matter of chance: what is taken is chosen without a branch. Invariant: `next` has room for what both
    // have left.
    while i < first.upperBound && j < second.upperBound {
      let takesSecond = order.isLess(elements[j], elements[i])
      next.pointee = takesSecond ? elements[j] : elements[i]
      next += 1
      i += takesSecond ? 0 : 1
      j += takesSecond ? 1 : 0
    }
    for rest in [i..<first.upperBound, j..<second.upperBound] {
      for place in rest {
        next.pointee = elements[place]
        next += 1
      }
    }
  }
}
