/// The text of a cell as Unicode scalars, the unit in which every range of the language is counted.
package struct SourceText: Sendable, Equatable {
  package let scalars: [Unicode.Scalar]

  /// The longest cell that is read, in bytes of UTF-8: 1 MiB. Each of several passes over it takes some tens of milliseconds.
  package static let limit = 1 << 20

  package init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// The text of `range`; what lies outside the cell is left out.
  package subscript(range: Range<Int>) -> String {
    String(scalars: scalars[range.clamped(to: 0..<scalars.count)])
  }

  /// Where the next line starts, for an index at a line break; CR and LF together are one.
  package func index(afterBreakAt index: Int) -> Int {
    let isPair = scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
    return index + (isPair ? 2 : 1)
  }

  /// The number (from 1) and the extent, without its break, of the line that holds `offset`.
  package func line(at offset: Int) -> (number: Int, range: Range<Int>) {
    let offset = min(max(offset, 0), scalars.count)
    let breaks = scalars[..<offset].lazy.filter { $0 == "\n" }.count
    let start = scalars[..<offset].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    var end = scalars[offset...].firstIndex(of: "\n") ?? scalars.count
    if end > start, scalars[end - 1] == "\r" { end -= 1 }
    return (breaks + 1, start..<end)
  }
}

extension String {
  /// Puts bytes together before they become a text: a text that scalars are added to one by one checks itself each time.
  init(scalars: ArraySlice<Unicode.Scalar>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.count)
    for scalar in scalars {
      if scalar.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    self.init(decoding: bytes, as: UTF8.self)
  }
}

extension Unicode.Scalar {
  /// Line breaks: LF, and CR for text that comes from elsewhere.
  package var isLineBreak: Bool { self == "\n" || self == "\r" }

  /// What separates words within a line; no-break blanks and byte order marks come with pasted text.
  package var isBlank: Bool { self == " " || self == "\t" || self == "\u{A0}" || self == "\u{FEFF}" }

  /// Letters and `_`: what a parameter's name starts with.
  var startsName: Bool { self == "_" || properties.isAlphabetic }

  package var continuesName: Bool { startsName || properties.numericType != nil }
}

extension StringProtocol {
  /// True for what can name a parameter, a key or a command.
  package var isName: Bool {
    guard let first = unicodeScalars.first, first.startsName else { return false }
    return unicodeScalars.allSatisfy(\.continuesName)
  }
}
