import Foundation

/// How much memory this machine has left.
enum SystemMemory {
  /// Bytes that can be taken without swapping, `Int.max` where the system does not tell.
  static var available: Int {
    let descriptor = open("/proc/meminfo", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .max }
    defer { close(descriptor) }
    // The line wanted is the third.
    var text = [UInt8](repeating: 0, count: 1024)
    let count = text.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard
      let line = text.prefix(max(0, count)).split(separator: UInt8(ascii: "\n")).first(where: {
        $0.starts(with: "MemAvailable:".utf8)
      })
    else { return .max }
    return line.lazy.filter { $0 &- 0x30 < 10 }.reduce(0) { $0 * 10 + Int($1 - 0x30) } << 10
  }

  /// A capacity for arrays of `count` elements whose memory the system can hand out in large pages; not less than `count`.
  ///
  /// Linux puts a mapping where large pages begin only when it is as long as some of them, and the C library maps what is large:
  /// an array, its header of 32 bytes, and 16 bytes of its own. What is never written to takes no memory.
  static func roomyCapacity<Element>(of type: Element.Type, _ count: Int) -> Int {
    let (stride, header) = (MemoryLayout<Element>.stride, 48)
    let size = count * stride + header
    guard size >= 2 * largePage else { return count }
    return ((size + largePage - 1) & -largePage - header) / stride
  }

  /// Hints that `count` elements will be written from end to end.
  ///
  /// A page fault for every four kibibytes takes longer than filling them. What is large comes in large pages, a fault for two
  /// mebibytes; what is not has all of its pages at once. Systems that know neither refuse, and nothing is lost.
  static func expectUse<Element>(of base: UnsafeMutablePointer<Element>, count: Int) {
    #if os(Linux)
      let (page, size) = (1 << 12, count * MemoryLayout<Element>.stride)
      // Advice wants whole pages; the last one may be somebody else's.
      let start = Int(bitPattern: base) & -page
      if size >= 2 * largePage {
        let end = Int(bitPattern: base + count) & -largePage
        madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_HUGEPAGE)
      } else if size >= 8 * page {
        let end = Int(bitPattern: base + count) & -page
        madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, populateForWriting)
      }
    #endif
  }

  /// `MADV_POPULATE_WRITE` of Linux 5.14, which not every C library names yet.
  private static let populateForWriting: Int32 = 23

  private static let largePage = 2 << 20
}
