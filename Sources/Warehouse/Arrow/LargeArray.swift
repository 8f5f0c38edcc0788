import Glibc

extension Array where Element: BitwiseCopyable {
  /// Makes room for many values at once, in large pages where the system has them: of the time that a column takes to be filled,
  /// half was spent in being given small ones.
  mutating func reserveLarge(_ count: Int) {
    reserveCapacity(count)
    withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress.map({ Int(bitPattern: UnsafeRawPointer($0)) }) else { return }
      let page = 2 << 20
      let start = (base + page - 1) / page * page
      let end = (base + count * MemoryLayout<Element>.stride) / page * page
      // Advice that is not taken changes nothing.
      if start < end { madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_HUGEPAGE) }
    }
  }
}
