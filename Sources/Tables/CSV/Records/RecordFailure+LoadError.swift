extension RecordFailure {
  /// The failure in terms of the file: line and column name.
  func loadError(source: DecodedFile, delimiter: UInt8, terminator: UInt8, names: [String]) -> LoadError {
    func line(_ offset: Int) -> Int { source.line(of: offset, terminator: terminator) }
    func token() -> String { self.token(source.text, ends: [delimiter, terminator, UInt8(ascii: "\r")]) }
    let name = names.indices.contains(column) ? names[column] : String(column + 1)
    switch kind {
    case .ragged(let found):
      return .raggedRow(file: source.file, line: line(offset), expected: names.count, found: found)
    case .unclosedQuote:
      return .unclosedQuote(file: source.file, line: line(offset), column: name)
    case .textAfterQuote(let opened):
      return .textAfterQuote(
        file: source.file, line: line(offset), column: name, opened: line(opened), token: token())
    case .invalidUTF8:
      return .wrongEncoding(
        file: source.file, line: line(offset), column: name, token: token(), encoding: .utf8)
    case .tooLong: return .longRecord(file: source.file, line: line(offset))
    case .tooManyFields: return .tooManyColumns(file: source.file, line: line(offset))
    case .unreadable(let reason):
      return .unreadable(file: source.file, reason: reason)
    }
  }

  /// The field around the failure, at most twenty bytes of it, bytes that are no text as `\xE9`; empty when it is gone.
  private func token(_ text: SourceBytes, ends: [UInt8]) -> String {
    let window = max(0, offset - 16)..<min(text.count, offset + 32)
    return (try? text.withBytes(in: window) { spelling(in: $0, at: offset - window.lowerBound, ends: ends) }) ?? ""
  }

  private func spelling(in text: UnsafeBufferPointer<UInt8>, at offset: Int, ends: [UInt8]) -> String {
    var start = offset
    if kind == .invalidUTF8 {
      while start > 0, offset - start < 12, !ends.contains(text[start - 1]) { start -= 1 }
      while start < offset, text[start] & 0xC0 == 0x80 { start += 1 }
    }
    var end = offset
    while end < text.count, end - start < 20, !ends.contains(text[end]) { end += 1 }
    var token = ""
    var i = start
    while i < end {
      if let invalid = text.firstInvalidUTF8(in: i..<end) {
        token += String(decoding: text[i..<invalid], as: UTF8.self)
        let hexadecimal = String(text[invalid], radix: 16, uppercase: true)
        token += "\\x" + (hexadecimal.count == 1 ? "0" : "") + hexadecimal
        i = invalid + 1
      } else {
        token += String(decoding: text[i..<end], as: UTF8.self)
        i = end
      }
    }
    return token
  }
}
