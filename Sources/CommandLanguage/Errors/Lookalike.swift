/// A character that is not seen, or that looks like another one: pasted with a name, it makes one that looks right and is not.
struct Lookalike: Equatable {
  let scalar: Unicode.Scalar
  /// What it looks like; nil for one that is not seen.
  let plain: Unicode.Scalar?

  /// Nil for all other characters.
  init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    // Soft hyphen, joiners, marks of direction, word joiner, invisible signs, variation selectors, byte order mark.
    case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180E, 0x200B...0x200F, 0x202A...0x202E,
      0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xE0000...0xE007F:
      plain = nil
    // The full-width forms of ASCII, in its order.
    case 0xFF01...0xFF5E: plain = Unicode.Scalar(scalar.value - 0xFEE0)
    // Blanks of other widths.
    case 0x2000...0x200A, 0x202F, 0x205F, 0x3000: plain = " "
    case 0x2018, 0x2019: plain = "'"
    case 0x201C...0x201F, 0x2033: plain = "\""
    case 0x2010...0x2015, 0x2212: plain = "-"
    default: return nil
    }
    self.scalar = scalar
  }

  /// What is to be known of the characters in a part of a cell that is wrong; empty where there are none of these.
  static func remark(on scalars: ArraySlice<Unicode.Scalar>) -> String {
    var found: [Lookalike] = []
    for scalar in scalars where scalar.value > 0x7F && found.count < 3 {
      if let lookalike = Lookalike(scalar), !found.contains(lookalike) { found.append(lookalike) }
    }
    guard !found.isEmpty else { return "" }
    return "Here stands " + found.map(\.words).joined(separator: ", and ")
  }

  private var words: String {
    let name = scalar.properties.name.map { " \($0)" } ?? ""
    let code = String(scalar.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
    guard let plain else { return "U+\(padded)\(name), which is not seen" }
    return "‘\(scalar)’ (U+\(padded)\(name)), which is no \(plain == " " ? "blank" : String(plain))"
  }
}
