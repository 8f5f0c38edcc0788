/// Elements that the chunks of a parallel loop write, each element by one chunk only.
///
/// The compiler cannot see that the chunks' places do not meet, hence `@unchecked`. The invariants: it lives
/// inside the `withUnsafeMutableBufferPointer` or the `LargeArray` that made it; an element that one chunk writes is
/// neither read nor written by another chunk of the same loop; a subscript is within the buffer (checked in debug builds).
@frozen
public struct DisjointSlots<Element>: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Element>
  public let count: Int

  /// - Precondition: the buffer is not empty.
  @inlinable
  public init(_ buffer: UnsafeMutableBufferPointer<Element>) {
    base = buffer.baseAddress!
    count = buffer.count
  }

  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    @inline(__always) nonmutating set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }
}

extension Array {
  /// Lets the chunks of a parallel loop write into this array; does nothing when it is empty.
  @inlinable
  public mutating func withDisjointSlots<Failure: Error>(
    _ body: (DisjointSlots<Element>) throws(Failure) -> Void
  ) throws(Failure) {
    try withUnsafeMutableBufferPointer { (buffer) throws(Failure) in
      if buffer.baseAddress != nil && !buffer.isEmpty { try body(DisjointSlots(buffer)) }
    }
  }
}

extension Array where Element: BitwiseCopyable {
  /// An array that the chunks of a parallel loop fill, each with the elements of its items; no pass before gives them values.
  /// - Parameters:
  ///   - items: their number; each takes `width` elements, item i those from i·width on.
  ///   - fill: writes all elements of some items, and no others.
  /// - Throws: `CancellationError`.
  @inlinable
  public init(
    items: Int, width: Int = 1, chunkSize: Int, context: ComputeContext,
    fill: @Sendable (Range<Int>, DisjointSlots<Element>) -> Void
  ) throws(CancellationError) {
    var failure: CancellationError?
    let count = items * width
    let capacity = LargePages.roomyCapacity(of: Element.self, count)
    self.init(unsafeUninitializedCapacity: capacity) { buffer, initialized in
      guard count > 0, let base = buffer.baseAddress else { return }
      if LargePages.areFilled(by: count, of: Element.self) { LargePages.expectUse(of: base, count: count) }
      let slots = DisjointSlots(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      do throws(CancellationError) {
        try parallelChunks(count: items, chunkSize: chunkSize, context: context) { range, _ in fill(range, slots) }
        initialized = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}
