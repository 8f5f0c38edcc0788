import CZlib
import Foundation

/// Decompression of gzip files (RFC 1952), several members one after the other included.
enum Gzip {
  static func isCompressed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
  }

  /// What a compressed file expands to.
  /// - Throws: `LoadError.damagedArchive`, `.tooLarge` once the result outgrows free memory, `.cancelled`.
  static func decompress(
    _ contents: FileContents, file: String, isCancelled: () -> Bool
  ) throws(LoadError) -> [UInt8] {
    let bytes = contents.bytes
    var stream = z_stream()
    // 16 asks for the gzip header, 15 allows its largest window.
    guard inflateInit2_(&stream, 15 + 16, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .unreadable(file: file, reason: "there is no memory to decompress it")
    }
    defer { inflateEnd(&stream) }
    var result: [UInt8] = []
    result.reserveCapacity(expectedSize(of: bytes))
    var block = [UInt8](repeating: 0, count: 1 << 18)
    var consumed = 0
    while true {
      if isCancelled() { throw .cancelled }
      let (status, used, produced) = step(&stream, bytes, from: consumed, into: &block)
      consumed += used
      if result.count + produced > result.capacity, result.count + produced > SystemMemory.available / 2 {
        throw .tooLarge(file: file, needed: 2 * (result.count + produced), available: SystemMemory.available)
      }
      result.append(contentsOf: block[..<produced])
      switch status {
      case Z_OK: continue
      case Z_STREAM_END:
        // Another member may follow; anything else behind the last one is padding, as gzip itself sees it.
        guard isCompressed(UnsafeBufferPointer(rebasing: bytes[consumed...])) else { return result }
        inflateReset(&stream)
      case Z_BUF_ERROR where consumed == bytes.count:
        throw .damagedArchive(
          file: file, reason: "the compressed data ends in the middle; \(result.count) bytes came out")
      default:
        let reason = stream.msg.map { String(cString: $0) } ?? "it is not gzip data"
        throw .damagedArchive(file: file, reason: "\(reason), \(result.count) bytes in")
      }
    }
  }

  /// Inflates as much as fits into `block`.
  private static func step(
    _ stream: inout z_stream, _ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, into block: inout [UInt8]
  ) -> (status: Int32, used: Int, produced: Int) {
    let available = min(bytes.count - offset, 1 << 20)
    return block.withUnsafeMutableBufferPointer { output in
      stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress.map { $0 + offset })
      stream.avail_in = UInt32(available)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      let status = inflate(&stream, Z_NO_FLUSH)
      return (status, available - Int(stream.avail_in), output.count - Int(stream.avail_out))
    }
  }

  /// The size that the last four bytes promise, as far as it is plausible: deflate shrinks at most 1032 : 1.
  private static func expectedSize(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard bytes.count >= 18 else { return 0 }
    let promised = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return min(promised, bytes.count * 20)
  }
}

/// How much memory this machine has left.
enum SystemMemory {
  /// Bytes that can be taken without swapping, `Int.max` where the system does not tell.
  static var available: Int {
    guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
      let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return .max }
    return kibibytes << 10
  }
}
