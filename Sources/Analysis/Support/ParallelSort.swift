import Machine

/// Values that are sorted at a time before they are merged: about two milliseconds of work.
private let runLength = 32_768

/// The values in rising order, as `sorted()` gives them to the bit, sorted on several threads and soon interrupted.
///
/// Runs of a fixed length are sorted and then merged two by two, so the result does not depend on the threads.
/// - Parameter values: in any order, without NaN.
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(n log n).
public func rising(_ values: [Double], context: ComputeContext) throws(CancellationError) -> [Double] {
  try merged(values.count, context: context) { range in
    values[range].sorted()
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
    range.map { Placed(value: values[$0], place: Int32($0)) }.sorted { $0.value < $1.value }
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
  var result: [Element] = []
  result.reserveCapacity(a.count + b.count)
  var (i, j) = (0, 0)
  while i < a.count && j < b.count {
    if isLess(b[j], a[i]) {
      result.append(b[j])
      j += 1
    } else {
      result.append(a[i])
      i += 1
    }
  }
  result.append(contentsOf: a[i...])
  result.append(contentsOf: b[j...])
  return result
}
