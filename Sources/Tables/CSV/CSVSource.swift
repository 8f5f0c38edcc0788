/// A file's text as UTF-8, decompressed, decoded and without byte order mark.
struct CSVSource {
  let file: String
  /// What keeps `text` alive.
  private let contents: FileContents
  let text: UnsafeBufferPointer<UInt8>
  /// What the text was decoded from; only UTF-8 is taken as it stands and still has to be checked.
  let encoding: TextEncoding

  /// - Throws: `LoadError` for files that cannot be opened, are empty, are no text, or are damaged.
  init(path: String, encoding: TextEncoding, isCancelled: () -> Bool) throws(LoadError) {
    file = path
    var contents = try FileContents(path: path)
    if Gzip.isCompressed(contents.bytes) {
      contents = FileContents(try Gzip.decompress(contents, file: path, isCancelled: isCancelled))
    }
    // What `bytes` points to lives as long as this object.
    defer { withExtendedLifetime(contents) {} }
    let bytes = contents.bytes
    guard !bytes.isEmpty else { throw .empty(file: path) }
    if let kind = FileSignature.kind(of: bytes) { throw .notText(file: path, kind: kind) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self.encoding = .utf16
      self.contents = try Self.fromUTF16(
        UnsafeBufferPointer(rebasing: bytes.dropFirst(2)), isBigEndian: bytes[0] == 0xFE, file: path,
        isCancelled: isCancelled)
      text = self.contents.bytes
    } else if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      self.encoding = .utf8
      self.contents = contents
      text = UnsafeBufferPointer(rebasing: bytes.dropFirst(3))
    } else {
      self.encoding = encoding
      switch encoding {
      case .utf8: self.contents = contents
      case .latin1: self.contents = FileContents(try Transcoding.utf8(latin1: bytes, isCancelled: isCancelled))
      case .utf16:
        self.contents =
          try Self.fromUTF16(bytes, isBigEndian: false, file: path, isCancelled: isCancelled)
      }
      text = self.contents.bytes
    }
    if let kind = FileSignature.binaryKind(of: text) { throw .notText(file: path, kind: kind.description) }
  }

  private static func fromUTF16(
    _ bytes: UnsafeBufferPointer<UInt8>, isBigEndian: Bool, file: String, isCancelled: () -> Bool
  ) throws(LoadError) -> FileContents {
    let (text, isWhole) = try Transcoding.utf8(
      utf16: bytes, isBigEndian: isBigEndian, isCancelled: isCancelled)
    guard isWhole else {
      let line = text.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
      let lineStart = text.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let token = String(decoding: text[lineStart...].suffix(20), as: UTF8.self)
      throw .wrongEncoding(file: file, line: line, column: "?", token: token, encoding: .utf16)
    }
    return FileContents(text)
  }

  /// The physical line of an offset, from 1.
  /// - Complexity: O(offset); for errors and notices only.
  func line(of offset: Int, terminator: UInt8) -> Int {
    text.occurrences(of: terminator, in: 0..<min(offset, text.count)) + 1
  }
}
