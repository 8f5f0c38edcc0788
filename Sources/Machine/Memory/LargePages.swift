#if canImport(Glibc)
  import Glibc
#endif

/// Memory in pages of two mebibytes, which the first touch of large arrays and passes over them are faster with.
///
/// All of it is advice: where it is not taken nothing is different but the time.
@usableFromInline
package enum LargePages {
  /// Bytes of a large page.
  static let size = 2 << 20

  /// `MADV_POPULATE_WRITE` of Linux 5.14, which not every C library names yet.
  private static let populateForWriting: Int32 = 23

  /// Asks for large pages where `memory` lies, which begins at one.
  static func wish(for memory: UnsafeMutableRawPointer, bytes: Int) {
    #if os(Linux) && canImport(Glibc)
      _ = madvise(memory, bytes, MADV_HUGEPAGE)
    #endif
  }

  /// A capacity for arrays of `count` elements whose memory the system can hand out in large pages; not less than `count`.
  ///
  /// Linux puts a mapping where large pages begin only when it is as long as some of them, and the C library maps what is large:
  /// an array, its header of 32 bytes, and 16 bytes of its own. What is never written to takes no memory.
  @usableFromInline
  package static func roomyCapacity<Element>(of type: Element.Type, _ count: Int) -> Int {
    let (stride, header) = (MemoryLayout<Element>.stride, 48)
    let bytes = count * stride + header
    guard bytes >= 2 * size else { return count }
    return ((bytes + size - 1) & -size - header) / stride
  }

  /// Whether so many elements fill large pages.
  @usableFromInline
  static func areFilled<Element>(by count: Int, of type: Element.Type) -> Bool {
    count * MemoryLayout<Element>.stride >= 2 * size
  }

  /// Hints that `count` elements will be written from end to end.
  ///
  /// A page fault for every four kibibytes takes longer than filling them. What is large comes in large pages, a fault for two
  /// mebibytes; what is not has all of its pages at once.
  @usableFromInline
  package static func expectUse<Element>(of base: UnsafeMutablePointer<Element>, count: Int) {
    #if os(Linux) && canImport(Glibc)
      let (page, bytes) = (1 << 12, count * MemoryLayout<Element>.stride)
      // Advice wants whole pages; the last one may be somebody else's.
      let start = Int(bitPattern: base) & -page
      if bytes >= 2 * size {
        let end = (Int(bitPattern: base) + bytes) & -size
        madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_HUGEPAGE)
      } else if bytes >= 8 * page {
        let end = (Int(bitPattern: base) + bytes) & -page
        madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, populateForWriting)
      }
    #endif
  }
}
