/// Fixed memory that the chunks of a parallel loop write without copies, each its own part.
///
/// `@unchecked Sendable` because the compiler cannot see that the parts are disjoint. The invariant every user keeps:
/// within one parallel loop an element is written by at most one chunk, and read by others only if no chunk writes it.
/// Hot loops take `base` once; everything else goes through the subscript, which checks its index in debug builds.
final class SharedStorage<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating value: Element, count: Int) {
    base = .allocate(capacity: max(1, count))
    base.initialize(repeating: value, count: count)
    self.count = count
  }

  /// Memory whose contents are undefined until written: large arrays then cost their pages where they are filled.
  init(uninitialized count: Int) {
    base = .allocate(capacity: max(1, count))
    self.count = count
  }

  deinit { base.deallocate() }

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

  func fill(_ value: Element) {
    base.update(repeating: value, count: count)
  }
}
