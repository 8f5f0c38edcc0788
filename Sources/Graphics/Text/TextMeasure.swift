package enum FontWeight: String, Sendable, Hashable {
  case regular = "normal"
  case bold = "bold"
}

/// Widths of set text, and what follows from them: cutting and breaking lines.
package enum TextMeasure {
  /// Drawn where it is installed, in this order; all have the widths of the bundled table.
  static let fontFamily = "Liberation Sans, Arial, Helvetica, sans-serif"

  /// The height of capitals and digits as a share of the font size.
  static let capHeight = 0.69

  /// The width of a line in pixels, without kerning.
  package static func width(_ text: String, size: Double, weight: FontWeight = .regular) -> Double {
    let table = weight == .bold ? FontWidths.bold : FontWidths.regular
    var units = 0.0
    for scalar in text.unicodeScalars { units += table.width(of: scalar).map(Double.init) ?? fallback(scalar) }
    return units / FontWidths.unitsPerEm * size
  }

  /// What a browser's substitute font takes for characters outside the table, on the generous side.
  private static func fallback(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: 0
    default: scalar.value >= 0x1F000 ? 2700 : scalar.value >= 0x1100 ? 2048 : 1300
    }
  }

  /// The text with an ellipsis in its middle so that it fits, or as it is when it does; operator and value of a condition stay.
  package static func truncated(
    _ text: String, to width: Double, size: Double, weight: FontWeight = .regular
  ) -> String {
    TextCut.inMiddle(text) { self.width($0, size: size, weight: weight) <= width }
  }

  /// The text with an ellipsis at its end so that it fits: for the last line of a paragraph, which is read from its start.
  private static func cutAtEnd(_ text: String, to width: Double, size: Double, weight: FontWeight) -> String {
    if self.width(text, size: size, weight: weight) <= width { return text }
    let room = width - self.width("…", size: size, weight: weight)
    var used = 0.0
    var kept = ""
    for character in text {
      used += self.width(String(character), size: size, weight: weight)
      if used > room { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// The text broken at blanks (and after `_` in a word too long for a line) into lines that fit.
  ///
  /// - Parameter limit: the most lines; the last one is cut where more would follow.
  package static func wrapped(
    _ text: String, to width: Double, size: Double, weight: FontWeight = .regular, limit: Int = .max
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces(of: text) {
      let glue = line.isEmpty || !piece.followsBlank ? "" : " "
      if !line.isEmpty, self.width(line + glue + piece.text, size: size, weight: weight) > width {
        lines.append(line)
        line = piece.text
      } else {
        line += glue + piece.text
      }
    }
    if !line.isEmpty { lines.append(line) }
    guard lines.count > limit, limit > 0 else {
      return lines.map { truncated($0, to: width, size: size, weight: weight) }
    }
    let rest = lines[(limit - 1)...].joined(separator: " ")
    return lines[..<(limit - 1)].map { truncated($0, to: width, size: size, weight: weight) }
      + [cutAtEnd(rest, to: width, size: size, weight: weight)]
  }

  private static func pieces(of text: String) -> [(text: String, followsBlank: Bool)] {
    text.split(whereSeparator: \.isWhitespace).flatMap { word -> [(text: String, followsBlank: Bool)] in
      var parts: [(text: String, followsBlank: Bool)] = []
      var part = ""
      for character in word {
        part.append(character)
        if character == "_" {
          parts.append((part, parts.isEmpty))
          part = ""
        }
      }
      if !part.isEmpty { parts.append((part, parts.isEmpty)) }
      return parts
    }
  }
}
