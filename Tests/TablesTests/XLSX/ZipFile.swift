import CZlib
import Foundation

/// Writes ZIP archives of a few parts, stored or deflated.
struct ZipFile {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// - Parameter size: what the directory says that comes out; nil says the truth.
  mutating func add(_ name: String, _ content: [UInt8], deflated: Bool = true, flags: Int = 0) {
    let packed = deflated ? Self.deflate(content) : content
    let checksum = Int(crc32(0, content, UInt32(content.count)))
    let fields =
      Self.little(20, 2) + Self.little(flags, 2) + Self.little(deflated ? 8 : 0, 2) + Self.little(0, 4)
      + Self.little(checksum, 4) + Self.little(packed.count, 4) + Self.little(content.count, 4)
      + Self.little(name.utf8.count, 2) + Self.little(0, 2)
    let offset = body.count
    body += Array("PK\u{3}\u{4}".utf8) + fields + Array(name.utf8) + packed
    directory +=
      Array("PK\u{1}\u{2}".utf8) + Self.little(20, 2) + fields + Self.little(0, 2 + 2 + 2 + 4)
      + Self.little(offset, 4) + Array(name.utf8)
    count += 1
  }

  var bytes: [UInt8] {
    body + directory + Array("PK\u{5}\u{6}".utf8) + Self.little(0, 4) + Self.little(count, 2) + Self.little(count, 2)
      + Self.little(directory.count, 4) + Self.little(body.count, 4) + Self.little(0, 2)
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }

  private static func deflate(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var packed = [UInt8](repeating: 0, count: content.count + 1024)
    var input = content
    let count = input.withUnsafeMutableBufferPointer { input in
      packed.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        CZlib.deflate(&stream, Z_FINISH)
        return output.count - Int(stream.avail_out)
      }
    }
    return Array(packed[..<count])
  }
}
