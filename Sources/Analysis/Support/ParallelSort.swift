import Machine

/// The values in rising order, as `sorted()` gives them to the bit, sorted on several threads and soon interrupted.
///
/// Runs of a fixed length are sorted and then merged two by two, so the result does not depend on the threads.
/// - Parameter values: in any order, without NaN.
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(n log n).
public func rising(_ values: [Double], context: ComputeContext) throws(CancellationError) -> [Double] {
  // A merge takes as long as a pass over the digits, so that long runs are the faster ones.
  try rising(values, runLength: 1 << 20, context: context)
}

func rising(_ values: [Double], runLength: Int, context: ComputeContext) throws(CancellationError) -> [Double] {
  try merged(values.count, by: RisingValues(values: values), runLength: runLength, context: context)
}

/// The places of the values from the lowest value to the highest, equal ones in their order.
/// - Parameter values: without NaN, fewer than 2³¹.
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(n log n).
public func risingOrder(of values: [Double], context: ComputeContext) throws(CancellationError) -> [Int32] {
  try risingOrder(of: values, runLength: 1 << 19, context: context)
}

func risingOrder(
  of values: [Double], runLength: Int, context: ComputeContext
) throws(CancellationError) -> [Int32] {
  try merged(values.count, by: RisingPlaces(values: values), runLength: runLength, context: context).map(\.place)
}

/// The numbers 0 ..< `count` in the order that `isLess` gives them, equal ones rising.
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(n log n).
func sortedOrder(
  of count: Int, context: ComputeContext, by isLess: @escaping @Sendable (Int, Int) -> Bool
) throws(CancellationError) -> [Int] {
  try merged(count, by: AnyOrder(isLess: isLess), runLength: 1 << 17, context: context)
}

/// What is sorted, and how: a type of its own for each, so that comparing is no call.
private protocol SortOrder: Sendable {
  associatedtype Element: Sendable, BitwiseCopyable

  func element(at place: Int) -> Element
  func isLess(_ a: Element, _ b: Element) -> Bool
  /// Sorts elements, equal ones as they stand.
  func sort(_ run: UnsafeMutableBufferPointer<Element>, scratch: UnsafeMutableBufferPointer<Element>)
}

private struct RisingValues: SortOrder {
  let values: [Double]

  func element(at place: Int) -> Double { values[place] }
  func isLess(_ a: Double, _ b: Double) -> Bool { a < b }
  func sort(_ run: UnsafeMutableBufferPointer<Double>, scratch: UnsafeMutableBufferPointer<Double>) {
    radixSort(run, scratch: scratch) { $0 }
  }
}

private struct RisingPlaces: SortOrder {
  /// Values travel with their places: looking each up would miss the cache at every comparison.
  struct Placed {
    let value: Double
    let place: Int32
  }

  let values: [Double]

  func element(at place: Int) -> Placed { Placed(value: values[place], place: Int32(place)) }
  func isLess(_ a: Placed, _ b: Placed) -> Bool { a.value < b.value }
  func sort(_ run: UnsafeMutableBufferPointer<Placed>, scratch: UnsafeMutableBufferPointer<Placed>) {
    radixSort(run, scratch: scratch) { $0.value }
  }
}

private struct AnyOrder: SortOrder {
  let isLess: @Sendable (Int, Int) -> Bool

  func element(at place: Int) -> Int { place }
  func isLess(_ a: Int, _ b: Int) -> Bool { isLess(a, b) }
  func sort(_ run: UnsafeMutableBufferPointer<Int>, scratch: UnsafeMutableBufferPointer<Int>) {
    var run = run
    run.sort(by: isLess)
  }
}

/// Sorts runs and merges them two by two, to and fro between two arrays, until one is left.
/// - Parameter runLength: elements that are sorted at a time before they are merged: some milliseconds of work.
private func merged<Order: SortOrder>(
  _ count: Int, by order: Order, runLength: Int, context: ComputeContext
) throws(CancellationError) -> [Order.Element] {
  var from = try [Order.Element](items: count, chunkSize: runLength, context: context) { range, slots in
    let run = UnsafeMutableBufferPointer(start: slots.base + range.lowerBound, count: range.count)
    for place in range { run[place - range.lowerBound] = order.element(at: place) }
    withUnsafeTemporaryAllocation(of: Order.Element.self, capacity: run.count) { scratch in
      if let base = scratch.baseAddress { LargePages.expectUse(of: base, count: scratch.count) }
      order.sort(run, scratch: scratch)
    }
  }
  guard count > runLength else { return from }
  var to: [Order.Element] = []
  for length in sequence(first: runLength, next: { $0 * 2 }).prefix(while: { $0 < count }) {
    let runs = from
    @Sendable func mergePair(_ range: Range<Int>, _ slots: DisjointSlots<Order.Element>) {
      let middle = min(range.lowerBound + length, range.upperBound)
      merge(runs, range.lowerBound..<middle, middle..<range.upperBound, into: slots.base + range.lowerBound, by: order)
    }
    if to.isEmpty {
      to = try [Order.Element](items: count, chunkSize: 2 * length, context: context, fill: mergePair)
    } else {
      try to.withDisjointSlots { (slots) throws(CancellationError) in
        try parallelChunks(count: count, chunkSize: 2 * length, context: context) { range, _ in mergePair(range, slots)
        }
      }
    }
    swap(&from, &to)
  }
  return from
}

/// Both runs in one; between equals those of the first come first.
///
/// From both ends at once, as far as the shorter run goes: two steps that do not wait for each other.
private func merge<Order: SortOrder>(
  _ elements: [Order.Element], _ first: Range<Int>, _ second: Range<Int>,
  into merged: UnsafeMutablePointer<Order.Element>, by order: Order
) {
  elements.withUnsafeBufferPointer { elements in
    var (next, last) = (merged, merged + (first.count + second.count - 1))
    var (i, j) = (first.lowerBound, second.lowerBound)
    var (x, y) = (first.upperBound - 1, second.upperBound - 1)
    // Which of two is the less is a matter of chance: what is taken is chosen without a branch. Invariants: before each step fewer elements
    // are taken from either end than a run has, so that all four places lie within their runs; no element is among those taken from both ends.
    for _ in 0..<min(first.count, second.count) {
      let takesSecond = order.isLess(elements[j], elements[i])
      next.pointee = takesSecond ? elements[j] : elements[i]
      next += 1
      i += takesSecond ? 0 : 1
      j += takesSecond ? 1 : 0
      let takesFirst = order.isLess(elements[y], elements[x])
      last.pointee = takesFirst ? elements[x] : elements[y]
      last -= 1
      x -= takesFirst ? 1 : 0
      y -= takesFirst ? 0 : 1
    }
    // What is left of the longer run, and between it what is left of the other. Invariant: `next` has room for both.
    while i <= x && j <= y {
      let takesSecond = order.isLess(elements[j], elements[i])
      next.pointee = takesSecond ? elements[j] : elements[i]
      next += 1
      i += takesSecond ? 0 : 1
      j += takesSecond ? 1 : 0
    }
    for rest in [i..<max(i, x + 1), j..<max(j, y + 1)] {
      for place in rest {
        next.pointee = elements[place]
        next += 1
      }
    }
  }
}
