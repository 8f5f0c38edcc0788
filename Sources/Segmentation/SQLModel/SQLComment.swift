/// Lines of a comment in which names and captions can do no harm.
///
/// Nothing that ends a line stays; nor a quote or a semicolon, at which simple clients cut a file into statements; nor a backslash,
/// which makes Spark take the next line for comment as well; nor the sign of a variable, in whose place Spark puts a value.
struct SQLComment {
  private(set) var text = ""

  /// Characters of a line, beyond which it is cut.
  static let longest = 2_000

  mutating func add(_ line: String) {
    var scalars = String.UnicodeScalarView()
    for scalar in line.unicodeScalars.prefix(Self.longest) { scalars.append(Self.harmless(scalar)) }
    if line.unicodeScalars.count > Self.longest { scalars.append("…") }
    text += "-- \(String(scalars))\n"
  }

  private static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\\": return "/"
    case "'", "`": return "’"
    case "\"": return "”"
    case ";": return ","
    case "$": return "＄"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: return " "
    default: return scalar
    }
  }
}
