/// An SVG document as the value of an attribute: a `data:` address that holds it as text.
///
/// Only what an address or an attribute would take for something else is written as `%` and two digits, so that it is
/// little longer than the document (RFC 2397, RFC 3986). The document has no line break that means anything.
func svgDataURI(_ document: String) -> String {
  var bytes = Array("data:image/svg+xml,".utf8)
  bytes.reserveCapacity(document.utf8.count + document.utf8.count / 8)
  let digits = Array("0123456789ABCDEF".utf8)
  func append(percentEncoded byte: UInt8) {
    bytes.append(UInt8(ascii: "%"))
    bytes.append(digits[Int(byte >> 4)])
    bytes.append(digits[Int(byte & 15)])
  }
  for byte in document.utf8 {
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): bytes.append(UInt8(ascii: " "))
    // Inside the document quotes are either markup's own or escaped, so that one kind serves as well as the other.
    case UInt8(ascii: "\""): bytes.append(UInt8(ascii: "'"))
    case UInt8(ascii: "'"), UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "<"),
      UInt8(ascii: ">"):
      append(percentEncoded: byte)
    case 0x20...0x7E: bytes.append(byte)
    default: append(percentEncoded: byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
