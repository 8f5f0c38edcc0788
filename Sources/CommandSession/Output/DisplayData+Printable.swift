import KernelInterface

extension DisplayData {
  /// The same, with a text that does nothing to the terminal that shows it.
  ///
  /// Values, names of columns and names of files come from elsewhere: an escape sequence among them would colour, move or retype
  /// what stands around it.
  var printable: DisplayData {
    guard !plainText.isPrintable else { return self }
    var data = self
    data.forms = forms.map { if case .plain(let text) = $0 { .plain(text.printable) } else { $0 } }
    return data
  }
}

extension String {
  /// The text with U+FFFD for each control character but the tab and the end of a line.
  var printable: String {
    isPrintable ? self : String(String.UnicodeScalarView(unicodeScalars.map { $0.isPrintable ? $0 : "\u{FFFD}" }))
  }

  fileprivate var isPrintable: Bool {
    // Of two bytes that begin with C2, those up to 9F are the control characters beyond ASCII.
    var previous: UInt8 = 0
    return utf8.allSatisfy { byte in
      defer { previous = byte }
      if byte < 0x20 { return byte == 0x09 || byte == 0x0A }
      return byte != 0x7F && (previous != 0xC2 || byte > 0x9F)
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isPrintable: Bool {
    self == "\t" || self == "\n" || !(value < 0x20 || (0x7F...0x9F).contains(value))
  }
}
