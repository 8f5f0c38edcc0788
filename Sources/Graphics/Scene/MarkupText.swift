/// Text made safe for XML and HTML: element content and attribute values alike.
///
/// Characters that XML 1.0 forbids (most control characters) become U+FFFD, so that a document with
/// any column name in it stays well-formed.
public func escapedMarkup(_ text: String) -> String {
  var out = ""
  out.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": out += "&amp;"
    case "<": out += "&lt;"
    case ">": out += "&gt;"
    case "\"": out += "&quot;"
    case "'": out += "&#39;"
    case "\t", "\n", "\r": out += " "
    default: out.unicodeScalars.append(isAllowedInXML(scalar) ? scalar : "\u{FFFD}")
    }
  }
  return out
}

/// XML 1.0, production [2] Char, less the discouraged C1 controls.
private func isAllowedInXML(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
  default: false
  }
}

/// A coordinate with two decimals at most; never `-0`, and 0 for what is no number.
package func coordinate(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "0" }
  let hundredths = Int((value * 100).rounded())
  let whole = abs(hundredths) / 100
  let rest = abs(hundredths) % 100
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
  return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}

/// 64-bit FNV-1a (Fowler, Noll, Vo): the same content, the same identifier, on every machine.
package struct ContentHash: Sendable {
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  /// Takes the next part of the content.
  package mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
  }
}

/// The identifier of a content that is one text.
package func contentHash(_ text: String) -> UInt64 {
  var hash = ContentHash()
  hash.add(text)
  return hash.value
}
