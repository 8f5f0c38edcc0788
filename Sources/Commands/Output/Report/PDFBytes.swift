/// What is to be known of a PDF without reading it whole.
struct PDFBytes: Sendable {
  private(set) var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The same where every moment that the document names is the first of 1970: as long as before, so that all offsets hold.
  var withoutTime: PDFBytes {
    var result = self
    for name in ["/CreationDate", "/ModDate"] {
      for start in places(of: name) {
        var place = start + name.utf8.count
        let end = min(bytes.count, place + 40)
        guard let open = bytes[place..<end].firstIndex(of: UInt8(ascii: "(")) else { continue }
        place = open + 1
        var kept = Array("19700101000000".utf8)[...]
        while place < end, bytes[place] != UInt8(ascii: ")") {
          if isDigit(bytes[place]) { result.bytes[place] = kept.popFirst() ?? UInt8(ascii: "0") }
          place += 1
        }
      }
    }
    return result
  }

  /// 0 where pages are packed away.
  var pageCount: Int {
    places(of: "/Type /Page").count { place in
      let next = place + "/Type /Page".utf8.count
      return next >= bytes.count || !isLetter(bytes[next])
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

  private func places(of text: String) -> [Int] {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return [] }
    return bytes.withUnsafeBufferPointer { bytes in
      (0...bytes.count - wanted.count).filter { start in
        bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted)
      }
    }
  }
}
