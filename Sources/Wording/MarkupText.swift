/// Text made safe for XML and HTML: element content and attribute values alike.
///
/// Characters that XML 1.0 forbids (most control characters) become U+FFFD, so that a document with
/// any column name in it stays well-formed.
public func escapedMarkup(_ text: String) -> String { escapedMarkup(text, keepsLines: false) }

/// The same, where line breaks and tabs may stay as they are: in content that is shown line by line. In attributes and everywhere
/// else they are blanks.
public func escapedMarkup(_ text: String, keepsLines: Bool) -> String {
  var out = ""
  out.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": out += "&amp;"
    case "<": out += "&lt;"
    case ">": out += "&gt;"
    case "\"": out += "&quot;"
    case "'": out += "&#39;"
    case "\t", "\n", "\r": out.unicodeScalars.append(keepsLines ? scalar : " ")
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
