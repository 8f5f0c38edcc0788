/// An SVG document as the value of an attribute: a `data:` address that holds it as text.
///
/// Only what an address or an attribute would take for something else is written as `%` and two digits, so that it is
/// little longer than the document (RFC 2397, RFC 3986). The document has no line break that means anything.
func svgDataURI(_ document: String) -> String {
  var bytes = Array("data:image/svg+xml,".utf8)
  bytes.reserveCapacity(document.utf8.count + document.utf8.count / 8)
  for byte in document.utf8 {
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): bytes.append(UInt8(ascii: " "))
    // Inside the document quotes are either markup's own or escaped, so that one kind serves as well as the other.
    case UInt8(ascii: "\""): bytes.append(UInt8(ascii: "'"))
    case UInt8(ascii: "'"): bytes += Array("%27".utf8)
    case UInt8(ascii: "%"): bytes += Array("%25".utf8)
    case UInt8(ascii: "#"): bytes += Array("%23".utf8)
    case UInt8(ascii: "&"): bytes += Array("%26".utf8)
    case UInt8(ascii: "<"): bytes += Array("%3C".utf8)
    case UInt8(ascii: ">"): bytes += Array("%3E".utf8)
    case 0x20...0x7E: bytes.append(byte)
    default: bytes += percentEncoded(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func percentEncoded(_ byte: UInt8) -> [UInt8] {
  let digits = Array("0123456789ABCDEF".utf8)
  return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
}
