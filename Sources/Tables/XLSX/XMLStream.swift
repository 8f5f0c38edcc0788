import CExpat

/// What is done with the elements of an XML document as they come.
class XMLHandler {
  /// Why the rest of the document need not be read; looked at from time to time.
  final var failure: LoadError?
  /// Whether the document declares a type; such declarations may name entities, which no workbook does.
  fileprivate(set) final var declaresType = false

  func start(_ name: XMLName, _ attributes: XMLAttributes) {}
  func end(_ name: XMLName) {}
  /// Text, in pieces of any size.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The name of an element or an attribute without the prefix of its namespace; valid while its handler is called.
struct XMLName {
  let start: UnsafePointer<CChar>

  init(_ qualified: UnsafePointer<CChar>) {
    var (start, place) = (qualified, qualified)
    while place.pointee != 0 {
      if place.pointee == 0x3A { start = place + 1 }
      place += 1
    }
    self.start = start
  }

  /// Whether it is one letter.
  @inline(__always)
  func isLetter(_ letter: Unicode.Scalar) -> Bool { start[0] == CChar(letter.value) && start[1] == 0 }

  func isCalled(_ name: StaticString) -> Bool {
    name.withUTF8Buffer { name in
      for (place, byte) in name.enumerated() where UInt8(bitPattern: start[place]) != byte { return false }
      return start[name.count] == 0
    }
  }
}

/// The attributes of an element; valid while its handler is called.
struct XMLAttributes {
  /// Names and values in turn, nil behind the last.
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

  @inline(__always)
  func visit(_ body: (XMLName, UnsafePointer<CChar>) -> Void) {
    var pair = pairs
    while let name = pair[0], let value = pair[1] {
      body(XMLName(name), value)
      pair += 2
    }
  }

  subscript(name: StaticString) -> String? {
    var found: String?
    visit { if $0.isCalled(name) { found = String(cString: $1) } }
    return found
  }
}

/// Reads XML piece by piece by expat.
final class XMLStream {
  private let parser: XML_Parser
  private let handler: XMLHandler

  /// Nil where there is no memory.
  init?(_ handler: XMLHandler) {
    guard let parser = XML_ParserCreate(nil) else { return nil }
    self.parser = parser
    self.handler = handler
    XML_SetUserData(parser, Unmanaged.passUnretained(handler).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let data, let name, let attributes else { return }
        Unmanaged<XMLHandler>.fromOpaque(data)._withUnsafeGuaranteedRef {
          $0.start(XMLName(name), XMLAttributes(pairs: attributes))
        }
      },
      { data, name in
        guard let data, let name else { return }
        Unmanaged<XMLHandler>.fromOpaque(data)._withUnsafeGuaranteedRef { $0.end(XMLName(name)) }
      })
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      guard let data else { return }
      Unmanaged<XMLHandler>.fromOpaque(data)._withUnsafeGuaranteedRef { $0.declaresType = true }
    }
    XML_SetCharacterDataHandler(parser) { data, text, count in
      guard let data, let text else { return }
      text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { text in
        Unmanaged<XMLHandler>.fromOpaque(data)._withUnsafeGuaranteedRef {
          $0.text(UnsafeBufferPointer(start: text, count: Int(count)))
        }
      }
    }
  }

  deinit { XML_ParserFree(parser) }

  /// Reads a piece; an empty last one ends the document.
  /// - Returns: what is wrong, in words; nil when nothing is.
  func mistake(in piece: UnsafeBufferPointer<UInt8>, isLast: Bool) -> String? {
    let status = piece.withMemoryRebound(to: CChar.self) {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
    }
    guard status != XML_STATUS_OK else { return nil }
    let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "no XML"
    return "line \(XML_GetCurrentLineNumber(parser)): \(reason)"
  }
}

extension ZipArchive {
  /// Reads the XML of an entry.
  /// - Parameter report: told the share done from time to time; what it throws ends the reading.
  /// - Throws: `LoadError.damagedArchive` where it is no XML; the handler's failure.
  func read(
    _ entry: Entry, by handler: XMLHandler, report: (Double) throws(LoadError) -> Void
  ) throws(LoadError) {
    guard let stream = XMLStream(handler) else {
      throw .unreadable(file: file, reason: "there is no memory to read it")
    }
    func check(_ piece: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(LoadError) {
      let mistake = stream.mistake(in: piece, isLast: isLast)
      if let failure = handler.failure { throw failure }
      guard !handler.declaresType else {
        throw Self.damaged(file, "its part \(entry.name) declares a document type, as no workbook does")
      }
      if let mistake { throw Self.damaged(file, "its part \(entry.name), \(mistake)") }
    }
    try forEachPiece(of: entry) { (piece, share) throws(LoadError) in
      try report(share)
      try check(piece, isLast: false)
    }
    try check(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
  }
}
