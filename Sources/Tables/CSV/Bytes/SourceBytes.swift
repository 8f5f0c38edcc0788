import Synchronization

/// Bytes that are looked at piece by piece: in memory, or left in their file and read each time.
///
/// A large file so costs a buffer for each thread, however long it is; reading it twice from the system's cache takes less time
/// than one page fault for every page of a mapping.
final class SourceBytes: Sendable {
  private enum Place {
    case memory([UInt8], from: Int)
    case file(InputFile, from: Int)
  }

  let count: Int
  private let place: Place
  /// Buffers that no thread is using.
  private let spare = Mutex<[[UInt8]]>([])

  /// Larger buffers are given back at once.
  private static let keptBuffer = 2 << 20

  /// Bytes made elsewhere: decompressed or transcoded.
  init(_ bytes: [UInt8]) {
    place = .memory(bytes, from: 0)
    count = bytes.count
  }

  /// The bytes of `file`, read at once when there are fewer than `limit`: then nobody can change them meanwhile.
  init(_ file: InputFile, inMemoryBelow limit: Int) throws(ReadFailure) {
    count = file.size
    if file.size < limit {
      place = .memory(try Self.bytes(of: file, in: 0..<file.size), from: 0)
    } else {
      place = .file(file, from: 0)
    }
  }

  private init(_ place: Place, count: Int) {
    self.place = place
    self.count = count
  }

  /// Whether what was read may be of two states of the file.
  var isOverwritten: Bool {
    switch place {
    case .memory: false
    case .file(let file, _): file.isOverwritten
    }
  }

  /// The same without the first `size` bytes.
  func dropping(first size: Int) -> SourceBytes {
    switch place {
    case .memory(let bytes, let start): SourceBytes(.memory(bytes, from: start + size), count: count - size)
    case .file(let file, let start): SourceBytes(.file(file, from: start + size), count: count - size)
    }
  }

  /// The same up to `size` bytes.
  func keeping(first size: Int) -> SourceBytes { SourceBytes(place, count: min(size, count)) }

  /// Calls `body` with the bytes in `range`, which it must not keep.
  /// - Throws: `ReadFailure` when the file no longer has them.
  func withBytes<Result>(
    in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) throws(ReadFailure) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes that the source does not have")
    switch place {
    case .memory(let bytes, let start):
      return bytes.withUnsafeBufferPointer { all in
        body(UnsafeBufferPointer(rebasing: all[start + range.lowerBound..<start + range.upperBound]))
      }
    case .file(let file, let start):
      var buffer = spare.withLock { $0.popLast() } ?? []
      // Pieces end where lines do, so a buffer that is a little longer fits the next one too.
      if buffer.count < range.count { buffer = [UInt8](repeating: 0, count: range.count + range.count / 8) }
      defer { if buffer.count <= Self.keptBuffer { spare.withLock { $0.append(buffer) } } }
      return try buffer.withUnsafeMutableBufferPointer { all throws(ReadFailure) in
        let piece = UnsafeMutableBufferPointer(rebasing: all[..<range.count])
        try file.read(from: start + range.lowerBound, into: UnsafeMutableRawBufferPointer(piece))
        return body(UnsafeBufferPointer(piece))
      }
    }
  }

  /// At most the first `size` bytes.
  func prefix(_ size: Int) throws(ReadFailure) -> [UInt8] {
    try withBytes(in: 0..<min(size, count)) { Array($0) }
  }

  /// Calls `body` with one stretch of at most `size` bytes of `range` after the other and the offset of its first, until it
  /// returns false.
  func forEachPiece(
    of size: Int, in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>, Int) -> Bool
  ) throws(ReadFailure) {
    var start = range.lowerBound
    while start < range.upperBound {
      let piece = start..<min(start + size, range.upperBound)
      guard try withBytes(in: piece, { body($0, start) }) else { return }
      start = piece.upperBound
    }
  }

  /// Offset of the first `byte` from `start` on, nil when there is none or `isCancelled` says so.
  func firstOffset(
    of byte: UInt8, from start: Int, isCancelled: () -> Bool = { false }
  ) throws(ReadFailure) -> Int? {
    var found: Int?
    // Lines are short: a small look first.
    for (range, size) in [(start..<min(start + 4096, count), 4096), (min(start + 4096, count)..<count, 1 << 18)] {
      try forEachPiece(of: size, in: range) { piece, offset in
        found = piece.firstOffset(of: byte, in: 0..<piece.count).map { $0 + offset }
        return found == nil && !isCancelled()
      }
      if found != nil { break }
    }
    return found
  }

  private static func bytes(of file: InputFile, in range: Range<Int>) throws(ReadFailure) -> [UInt8] {
    var failure: ReadFailure?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      do throws(ReadFailure) {
        try file.read(from: range.lowerBound, into: UnsafeMutableRawBufferPointer(buffer))
        count = buffer.count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
