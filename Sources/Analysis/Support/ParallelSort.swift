import Machine

/// Values that are sorted at a time before they are merged: less than a millisecond of work, in memory that is near.
private let runLength = 32_768

/// The values in rising order, as `sorted()` gives them to the bit, sorted on several threads and soon interrupted.
///
/// Runs of a fixed length are sorted and then merged two by two, so the result does not depend on the threads.
/// - Parameter values: in any order, without NaN.
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(n log n).
public func rising(_ values: [Double], context: ComputeContext) throws(CancellationError) -> [Double] {
  try merged(values.count, context: context) { range in
    radixSorted(Array(values[range])) { $0 }
  } isLess: {
    $0 < $1
  }
}

/// The places of the values from the lowest value to the highest, equal ones in their order.
/// - Parameter values: without NaN, fewer than 2³¹.
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(n log n).
public func risingOrder(of values: [Double], context: ComputeContext) throws(CancellationError) -> [Int32] {
  // Values travel with their places: looking each up would miss the cache at every comparison.
  let placed = try merged(values.count, context: context) { range in
    radixSorted(range.map { Placed(value: values[$0], place: Int32($0)) }) { $0.value }
  } isLess: {
    $0.value < $1.value
  }
  return placed.map(\.place)
}

/// The numbers 0 ..< `count` in the order that `isLess` gives them, equal ones rising.
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(n log n).
func sortedOrder(
  of count: Int, context: ComputeContext, by isLess: @Sendable (Int, Int) -> Bool
) throws(CancellationError) -> [Int] {
  try merged(count, context: context, run: { Array($0).sorted(by: isLess) }, isLess: isLess)
}

private struct Placed {
  let value: Double
  let place: Int32
}

/// Sorts runs and merges them two by two until one is left.
@inline(__always)
private func merged<Element: Sendable>(
  _ count: Int, context: ComputeContext, run: @Sendable (Range<Int>) -> [Element],
  isLess: @Sendable (Element, Element) -> Bool
) throws(CancellationError) -> [Element] {
  var runs = try parallelMap(count: count, chunkSize: runLength, context: context) { range, _ in run(range) }
  while runs.count > 1 {
    let level = runs
    runs = try parallelMap(count: (level.count + 1) / 2, chunkSize: 1, context: context) { range, _ in
      let first = 2 * range.lowerBound
      return first + 1 < level.count ? merge(level[first], level[first + 1], isLess) : level[first]
    }
  }
  return runs.first ?? []
}

/// Both in one; between equals those of `a` come first.
@inline(__always)
private func merge<Element>(_ a: [Element], _ b: [Element], _ isLess: (Element, Element) -> Bool) -> [Element] {
  [Element](unsafeUninitializedCapacity: a.count + b.count) { merged, count in
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        guard var next = merged.baseAddress else { return }
        var (i, j) = (0, 0)
        // Which of two is the less is a matter of chance: what is taken is chosen without a branch. Invariant: `next` is i + j behind the
        // beginning, and i + j stays below the capacity while both have one left.
        while i < a.count && j < b.count {
          let takesSecond = isLess(b[j], a[i])
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
