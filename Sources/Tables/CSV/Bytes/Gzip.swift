import CZlib
import Machine

/// Decompression of gzip files (RFC 1952), several members one after the other included.
enum Gzip {
  static func isCompressed(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// Bytes that are read at once, and that are made between two looks at whether to stop.
  private static let (inputSize, outputSize) = (1 << 18, 1 << 18)

  /// What a compressed file expands to.
  /// - Parameter memory: counts what comes out.
  /// - Throws: `LoadError.damagedArchive`, `.tooLarge` once the result outgrows free memory, `.unreadable`, `.cancelled`.
  static func decompress(
    _ bytes: SourceBytes, file: String, memory: MemoryMeter = MemoryMeter(), isCancelled: () -> Bool
  ) throws(LoadError) -> [UInt8] {
    var stream = z_stream()
    // 16 asks for the gzip header, 15 allows its largest window.
    guard inflateInit2_(&stream, 15 + 16, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .unreadable(file: file, reason: "there is no memory to decompress it")
    }
    defer { inflateEnd(&stream) }
    var memory = memory
    var result: [UInt8] = []
    result.reserveCapacity(try LoadError.reading(file) { () throws(ReadFailure) in try expectedSize(of: bytes) })
    var block = [UInt8](repeating: 0, count: outputSize)
    var consumed = 0
    while true {
      if isCancelled() { throw .cancelled }
      let input = consumed..<min(consumed + inputSize, bytes.count)
      let (status, used, produced) = try LoadError.reading(file) { () throws(ReadFailure) in
        try bytes.withBytes(in: input) { step(&stream, $0, into: &block) }
      }
      consumed += used
      try LoadError.fitting(file) { () throws(MemoryShortage) in try memory.grow(by: produced) }
      result.append(contentsOf: block[..<produced])
      switch status {
      case Z_OK: continue
      case Z_STREAM_END:
        // Another member may follow; anything else behind the last one is padding, as gzip itself sees it.
        let next = consumed..<min(consumed + 2, bytes.count)
        let goesOn = try LoadError.reading(file) { () throws(ReadFailure) in
          try bytes.withBytes(in: next) { isCompressed($0) }
        }
        guard goesOn else { return result }
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

  /// Inflates as much of `input` as fits into `block`.
  private static func step(
    _ stream: inout z_stream, _ input: UnsafeBufferPointer<UInt8>, into block: inout [UInt8]
  ) -> (status: Int32, used: Int, produced: Int) {
    block.withUnsafeMutableBufferPointer { output in
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      let status = inflate(&stream, Z_NO_FLUSH)
      return (status, input.count - Int(stream.avail_in), output.count - Int(stream.avail_out))
    }
  }

  /// The size that the last four bytes promise, as far as it is plausible: deflate shrinks at most 1032 : 1.
  private static func expectedSize(of bytes: SourceBytes) throws(ReadFailure) -> Int {
    guard bytes.count >= 18 else { return 0 }
    let promised = try bytes.withBytes(in: bytes.count - 4..<bytes.count) { last in
      last.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    return min(promised, bytes.count * 20)
  }
}
