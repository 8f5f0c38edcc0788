import CZlib
import Machine

extension ZipArchive {
  /// Bytes that are read at once, and that are made at once.
  private static let (inputSize, outputSize) = (1 << 18, 1 << 16)
  /// No table is written so that it expands more; what does was made to fill memory. Small parts may.
  private static let (mostGrowth, growthFloor) = (400, 64 << 20)

  /// Calls `body` with the bytes of an entry, one piece after the other, and the share that has been read.
  ///
  /// Memory is that of a piece, however large the entry.
  /// - Throws: `LoadError.damagedArchive` where the entry cannot be had or is not what its checksum says; what `body` throws.
  func forEachPiece(
    of entry: Entry, _ body: (UnsafeBufferPointer<UInt8>, Double) throws(LoadError) -> Void
  ) throws(LoadError) {
    guard !entry.isEncrypted else { throw Self.damaged(file, "its part \(entry.name) is encrypted") }
    let start = try dataStart(of: entry)
    guard start + entry.compressedSize <= bytes.count else {
      throw Self.damaged(file, "its part \(entry.name) lies beyond its end, as when a download was cut")
    }
    var (checksum, size) = (crc32(0, nil, 0), 0)
    func take(_ piece: UnsafeBufferPointer<UInt8>, _ share: Double) throws(LoadError) {
      checksum = crc32(checksum, piece.baseAddress, UInt32(piece.count))
      size += piece.count
      try body(piece, share)
    }
    switch entry.method {
    case 0: try forEachStored(start, entry.compressedSize, take)
    case 8: try forEachInflated(start, entry, take)
    default: throw Self.damaged(file, "its part \(entry.name) is compressed in another way than Excel does")
    }
    guard size == entry.size, UInt32(truncatingIfNeeded: checksum) == entry.checksum else {
      throw Self.damaged(file, "what its part \(entry.name) holds does not agree with its checksum")
    }
  }

  private func dataStart(of entry: Entry) throws(LoadError) -> Int {
    guard entry.header + 30 <= bytes.count else { throw Self.damaged(file, "it ends within \(entry.name)") }
    let header = entry.header..<entry.header + 30
    let size = try LoadError.reading(file) { () throws(ReadFailure) in
      try bytes.withBytes(in: header) { header -> Int? in
        header.little(0, 4) == 0x0403_4B50 ? 30 + header.little(26, 2) + header.little(28, 2) : nil
      }
    }
    guard let size, entry.header + size <= bytes.count else {
      throw Self.damaged(file, "its part \(entry.name) is not where its directory says")
    }
    return entry.header + size
  }

  private func forEachStored(
    _ start: Int, _ count: Int, _ body: (UnsafeBufferPointer<UInt8>, Double) throws(LoadError) -> Void
  ) throws(LoadError) {
    var position = 0
    while position < count {
      let piece = position..<min(position + Self.outputSize, count)
      try withInput(start + piece.lowerBound..<start + piece.upperBound) { (input) throws(LoadError) in
        try body(input, Double(piece.upperBound) / Double(count))
      }
      position = piece.upperBound
    }
  }

  private func forEachInflated(
    _ start: Int, _ entry: Entry, _ body: (UnsafeBufferPointer<UInt8>, Double) throws(LoadError) -> Void
  ) throws(LoadError) {
    var stream = z_stream()
    // Below 0: deflate alone, without a header around it; 15 is its largest window.
    guard inflateInit2_(&stream, -15, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .unreadable(file: file, reason: "there is no memory to decompress it")
    }
    defer { inflateEnd(&stream) }
    var block = [UInt8](repeating: 0, count: Self.outputSize)
    var (consumed, produced, status) = (0, 0, Z_OK)
    while status != Z_STREAM_END {
      let input = start + consumed..<start + min(consumed + Self.inputSize, entry.compressedSize)
      guard !input.isEmpty else { throw Self.damaged(file, "its part \(entry.name) ends in the middle") }
      try withInput(input) { (input) throws(LoadError) in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        repeat {
          let made = block.withUnsafeMutableBufferPointer { block in
            stream.next_out = block.baseAddress
            stream.avail_out = UInt32(block.count)
            status = inflate(&stream, Z_NO_FLUSH)
            return block.count - Int(stream.avail_out)
          }
          guard status == Z_OK || status == Z_STREAM_END || (status == Z_BUF_ERROR && made == 0) else {
            throw Self.damaged(
              file, "its part \(entry.name): \(stream.msg.map { String(cString: $0) } ?? "no deflate")")
          }
          produced += made
          let read = consumed + input.count - Int(stream.avail_in)
          guard produced <= max(Self.growthFloor, Self.mostGrowth * read) else {
            throw Self.damaged(
              file, "its part \(entry.name) expands more than \(Self.mostGrowth)-fold, as no table does")
          }
          let share = Double(read) / Double(max(1, entry.compressedSize))
          try Self.call(body, block, made, share)
        } while status == Z_OK && (stream.avail_in > 0 || stream.avail_out == 0)
      }
      consumed = input.upperBound - start - Int(stream.avail_in)
    }
  }

  private static func call(
    _ body: (UnsafeBufferPointer<UInt8>, Double) throws(LoadError) -> Void, _ block: [UInt8], _ count: Int,
    _ share: Double
  ) throws(LoadError) {
    let result = block.withUnsafeBufferPointer { block in
      Result { () throws(LoadError) in try body(UnsafeBufferPointer(rebasing: block[..<count]), share) }
    }
    try result.get()
  }

  private func withInput(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(LoadError) -> Void
  ) throws(LoadError) {
    let result = try LoadError.reading(file) { () throws(ReadFailure) in
      try bytes.withBytes(in: range) { input in Result { () throws(LoadError) in try body(input) } }
    }
    try result.get()
  }
}
