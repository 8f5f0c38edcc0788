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
  associatedtype Element: Sendable

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

/// Sorts runs and merges them two by two until one is left.
private func merged<Order: SortOrder>(
  _ count: Int, by order: Order, context: ComputeContext
) throws(CancellationError) -> [Order.Element] {
  var runs = try parallelMap(count: count, chunkSize: runLength, context: context) { range, _ in order.sorted(range) }
  while runs.count > 1 {
    let level = runs
    runs = try parallelMap(count: (level.count + 1) / 2, chunkSize: 1, context: context) { range, _ in
      let first = 2 * range.lowerBound
      return first + 1 < level.count ? merge(level[first], level[first + 1], by: order) : level[first]
    }
  }
  return runs.first ?? []
}

/// Both in one; between equals those of `a` come first.
private func merge<Order: SortOrder>(
  _ a: [Order.Element], _ b: [Order.Element], by order: Order
) -> [Order.Element] {
  [Order.Element](unsafeUninitializedCapacity: a.count + b.count) { merged, count in
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        guard var next = merged.baseAddress else { return }
        var (i, j) = (0, 0)
        // Which of two is the less is a matter of chance: what is taken is chosen without a branch. Invariant: `next` is i + j behind the
        // beginning, and i + j stays below the capacity while both have one left.
        while i < a.count && j < b.count {
          let takesSecond = order.isLess(b[j], a[i])
          next.initialize(to: takesSecond ? b[j] : a[i])
          next += 1
          i += takesSecond ? 0 : 1
          j += takesSecond ? 1 : 0
        }
        for place in i..<a.count { (next + place - i).initialize(to: a[place]) }
        for place in j..<b.count { (next + place - j).initialize(to: b[place]) }
      }
    }
    count = a.count + b.count
  }
}
