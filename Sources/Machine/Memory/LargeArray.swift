/// Numbers for which a machine needs very many pages, without a value at first.
///
/// On Linux it asks for large pages: touching 200 MB for the first time page by page takes as long as filling it, and a pass
/// over it misses the table of pages at every step that is not the next.
public final class LargeArray: Sendable {
  /// Valid as long as the array is held.
  public let elements: DisjointSlots<Double>

  public init(count: Int) {
    let bytes = max(1, count) * MemoryLayout<Double>.stride
    let isLarge = bytes >= 2 * LargePages.size
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? LargePages.size : 64)
    if isLarge { LargePages.wish(for: memory, bytes: bytes) }
    let base = memory.bindMemory(to: Double.self, capacity: max(1, count))
    elements = DisjointSlots(UnsafeMutableBufferPointer(start: base, count: max(1, count)))
  }

  deinit { UnsafeMutableRawPointer(elements.base).deallocate() }
}
