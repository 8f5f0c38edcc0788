import Machine

/// A file's text as UTF-8, decompressed, decoded and without byte order mark.
struct DecodedFile {
  let file: String
  let text: SourceBytes
  /// What the text was decoded from; only UTF-8 is taken as it stands and still has to be checked.
  let encoding: TextEncoding

  /// Files below are read at once; to a longer one, buffers that are used again and again take less than a copy in memory.
  static let standardMemoryLimit = 1 << 18
  private static let headSize = 1 << 16

  /// - Parameter memoryLimit: files of as many bytes or more stay where they are and are read in pieces.
  /// - Throws: `LoadError` for files that cannot be opened, are empty, are no text, or are damaged.
  init(
    path: String, encoding: TextEncoding, memoryLimit: Int = standardMemoryLimit, isCancelled: () -> Bool
  ) throws(LoadError) {
    file = path
    let input = try InputFile(path: path)
    func head(_ bytes: SourceBytes) throws(LoadError) -> [UInt8] {
      try LoadError.reading(path) { () throws(ReadFailure) in try bytes.prefix(Self.headSize) }
    }
    var bytes = try LoadError.reading(path) { () throws(ReadFailure) in
      try SourceBytes(input, inMemoryBelow: memoryLimit)
    }
    var start = try head(bytes)
    if Gzip.isCompressed(start) {
      bytes = SourceBytes(try Gzip.decompress(bytes, file: path, isCancelled: isCancelled))
      start = try head(bytes)
    }
    guard !start.isEmpty else { throw .empty(file: path) }
    if let kind = FileSignature.kind(of: start) { throw .notText(file: path, kind: kind) }

    let isCopied = encoding != .utf8 || start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF])
    if isCopied { try Self.requireCopy(of: bytes, file: path) }
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      self.encoding = .utf16
      text = try Transcoding.utf8(
        utf16: bytes.dropping(first: 2), isBigEndian: start[0] == 0xFE, file: path, isCancelled: isCancelled)
      start = try head(text)
    } else if start.starts(with: [0xEF, 0xBB, 0xBF]) {
      self.encoding = .utf8
      text = bytes.dropping(first: 3)
      start.removeFirst(3)
    } else {
      self.encoding = encoding
      switch encoding {
      case .utf8: text = bytes
      case .latin1:
        text = try Transcoding.utf8(bytes, as: Transcoding.latin1, file: path, isCancelled: isCancelled)
      case .latin9:
        text = try Transcoding.utf8(bytes, as: Transcoding.latin9, file: path, isCancelled: isCancelled)
      case .utf16:
        text = try Transcoding.utf8(
          utf16: bytes, isBigEndian: Self.isBigEndian(start), file: path, isCancelled: isCancelled)
      }
      if encoding != .utf8 { start = try head(text) }
    }
    if let kind = FileSignature.binaryKind(of: start) { throw .notText(file: path, kind: kind.description) }
  }

  /// A file of JSON lines: UTF-8, perhaps compressed; whether it is text, the reader of JSON says.
  /// - Throws: `LoadError` for files that cannot be opened, are empty or damaged.
  init(jsonLines path: String, isCancelled: () -> Bool) throws(LoadError) {
    let input = try InputFile(path: path)
    try LoadError.fitting(path) { () throws(MemoryShortage) in try FreeMemory.require(2 * input.size) }
    var bytes = try LoadError.reading(path) { () throws(ReadFailure) in
      try SourceBytes(input, inMemoryBelow: .max)
    }
    func start(_ bytes: SourceBytes) throws(LoadError) -> [UInt8] {
      try LoadError.reading(path) { () throws(ReadFailure) in try bytes.prefix(3) }
    }
    if Gzip.isCompressed(try start(bytes)) {
      bytes = SourceBytes(try Gzip.decompress(bytes, file: path, isCancelled: isCancelled))
    }
    if try start(bytes) == [0xEF, 0xBB, 0xBF] { bytes = bytes.dropping(first: 3) }
    guard bytes.count > 0 else { throw .empty(file: path) }
    self.init(file: path, text: bytes, encoding: .utf8)
  }

  /// Text that was made of a file.
  init(file: String, text: SourceBytes, encoding: TextEncoding) {
    (self.file, self.text, self.encoding) = (file, text, encoding)
  }

  /// Whether there is room for the same text once more in UTF-8, where most letters take as much or less.
  private static func requireCopy(of bytes: SourceBytes, file: String) throws(LoadError) {
    try LoadError.fitting(file) { () throws(MemoryShortage) in try FreeMemory.require(2 * bytes.count) }
  }

  /// Whether UTF-16 without a byte order mark has the high byte first: of most text that is the one that is 0.
  private static func isBigEndian(_ start: [UInt8]) -> Bool {
    let zeros = start.indices.filter { start[$0] == 0 }
    return 2 * zeros.count { $0.isMultiple(of: 2) } > zeros.count
  }

  /// The same file with a text in which something was mended.
  func with(_ text: SourceBytes) -> DecodedFile { DecodedFile(file: file, text: text, encoding: encoding) }

  /// Calls `body` with a stretch of the text.
  /// - Throws: `LoadError.unreadable` when the file no longer has it.
  func withText<Result>(
    in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) throws(LoadError) -> Result {
    try LoadError.reading(file) { () throws(ReadFailure) in try text.withBytes(in: range, body) }
  }

  /// The physical line of an offset, from 1; as far as the file can still be read.
  /// - Complexity: O(offset); for errors and notices only.
  func line(of offset: Int, terminator: UInt8, isCancelled: () -> Bool = { false }) -> Int {
    var line = 1
    try? text.forEachPiece(of: 1 << 18, in: 0..<min(offset, text.count)) { piece, _ in
      line += piece.occurrences(of: terminator, in: 0..<piece.count)
      return !isCancelled()
    }
    return line
  }
}

extension LoadError {
  /// What `body` finds memory for; where there is none, a file that is too large.
  static func fitting<Value>(_ file: String, _ body: () throws(MemoryShortage) -> Value) throws(LoadError) -> Value {
    do throws(MemoryShortage) {
      return try body()
    } catch {
      throw .tooLarge(file: file, needed: error.needed, available: error.available)
    }
  }

  /// What `body` reads of `file`; its failure in terms of the file.
  static func reading<Value>(_ file: String, _ body: () throws(ReadFailure) -> Value) throws(LoadError) -> Value {
    do throws(ReadFailure) {
      return try body()
    } catch {
      throw .unreadable(file: file, reason: error.reason)
    }
  }
}
