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

  /// Hints that `count` elements will be used from end to end, so that the system may hand them out in large pages: a fault for
  /// two mebibytes instead of 512 of them.
  static func expectUse<Element>(of base: UnsafeMutablePointer<Element>, count: Int) {
    #if os(Linux)
      let page = 1 << 12
      guard count * MemoryLayout<Element>.stride >= 4 << 20 else { return }
      let start = (Int(bitPattern: base) + page - 1) & -page
      let end = Int(bitPattern: base + count) & -page
      madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, MADV_HUGEPAGE)
    #endif
  }
}
