import Dispatch

/// Fixed memory that the chunks of a parallel loop write without copies, each its own part.
///
/// `@unchecked Sendable` because the compiler cannot see that the parts are disjoint. The invariant every user keeps:
/// within one parallel loop an element is written by at most one chunk, and read by others only if no chunk writes it.
/// Hot loops take `base` once; everything else goes through the subscript, which checks its index in debug builds.
public final class SharedStorage<Element: BitwiseCopyable>: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Element>
  public let count: Int

  @inlinable
  public convenience init(repeating value: Element, count: Int) {
    self.init(uninitialized: count)
    base.initialize(repeating: value, count: count)
  }

  /// Memory whose contents are undefined until written: large arrays then cost their pages where they are filled.
  ///
  /// It begins at a cache line, so that whole vectors lie in one; what fills large pages begins at one.
  public init(uninitialized count: Int) {
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    let isLarge = bytes >= 2 * LargePages.size
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? LargePages.size : 64)
    if isLarge { LargePages.wish(for: memory, bytes: bytes) }
    base = memory.bindMemory(to: Element.self, capacity: count)
    self.count = count
  }

  deinit { giveBack(base, bytes: count * MemoryLayout<Element>.stride) }

  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    @inline(__always) set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  @inlinable
  public var elements: [Element] {
    Array(UnsafeBufferPointer(start: base, count: count))
  }
}

/// Giving back a gigabyte takes a tenth of a second, which nobody who interrupted should wait for.
private func giveBack(_ memory: UnsafeMutableRawPointer, bytes: Int) {
  guard bytes > 1 << 24 else { return memory.deallocate() }
  let address = UInt(bitPattern: memory)
  DispatchQueue.global().async { UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }
}
