#if canImport(Glibc)
  import Glibc
#endif

/// Numbers for which a machine needs very many pages, without a value at first.
///
/// On Linux it asks for large pages: touching 200 MB for the first time page by page takes as long as filling it, and a pass
/// over it misses the table of pages at every step that is not the next.
final class LargeArray: Sendable {
  /// Valid as long as the array is held.
  let elements: DisjointSlots<Double>

  init(count: Int) {
    let bytes = max(1, count) * MemoryLayout<Double>.stride
    let isLarge = bytes >= 2 * largePage
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? largePage : 64)
    #if canImport(Glibc)
      // A wish: where it is not granted nothing is different but the time.
      if isLarge { _ = madvise(memory, bytes, MADV_HUGEPAGE) }
    #endif
    let base = memory.bindMemory(to: Double.self, capacity: max(1, count))
    elements = DisjointSlots(UnsafeMutableBufferPointer(start: base, count: max(1, count)))
  }

  deinit { UnsafeMutableRawPointer(elements.base).deallocate() }
}

private let largePage = 2 << 20
