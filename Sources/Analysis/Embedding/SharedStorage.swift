import Dispatch

/// Fixed memory that the chunks of a parallel loop write without copies, each its own part.
///
/// `@unchecked Sendable` because the compiler cannot see that the parts are disjoint. The invariant every user keeps:
/// within one parallel loop an element is written by at most one chunk, and read by others only if no chunk writes it.
/// Hot loops take `base` once; everything else goes through the subscript, which checks its index in debug builds.
final class SharedStorage<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  convenience init(repeating value: Element, count: Int) {
    self.init(uninitialized: count)
    base.initialize(repeating: value, count: count)
  }

  /// Memory whose contents are undefined until written: large arrays then cost their pages where they are filled.
  ///
  /// It begins at a cache line, so that whole vectors lie in one.
  init(uninitialized count: Int) {
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).bindMemory(
      to: Element.self, capacity: count)
    self.count = count
  }

  /// Giving back a gigabyte takes a tenth of a second, which nobody who interrupted should wait for.
  deinit {
    guard count * MemoryLayout<Element>.stride > 1 << 24 else { return UnsafeMutableRawPointer(base).deallocate() }
    let address = UInt(bitPattern: base)
    DispatchQueue.global().async { UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }
  }

  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  var elements: [Element] {
    Array(UnsafeBufferPointer(start: base, count: count))
  }
}
