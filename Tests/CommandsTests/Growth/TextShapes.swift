@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// A kind of text that can be made in any length.
struct TextShape: Sendable {
  let name: String
  /// About so many characters of it.
  let text: @Sendable (_ length: Int) -> String
  /// How the work of running it grows, for a cell.
  private(set) var run = Growth.linear

  /// `unit` over and over between a beginning and an end.
  init(_ name: String, _ unit: String, after beginning: String = "", before end: String = "") {
    self.name = name
    text = { beginning + String(repeating: unit, count: max(1, $0 / unit.count)) + end }
  }

  /// Numbered units, for what must not come twice.
  init(
    _ name: String, after beginning: String = "", before end: String = "", _ unit: @escaping @Sendable (Int) -> String
  ) {
    self.name = name
    text = { beginning + (0..<max(1, $0 / unit(100).count)).map(unit).joined() + end }
  }

  func runsQuadratically(because reason: String) -> TextShape {
    var shape = self
    shape.run = .quadratic(because: reason)
    return shape
  }

  /// Cells of the command language: words, lists, lines, and what is wrong with them, each in the plural.
  static let cells = [
    TextShape("a bare word", "y", after: "%echo "), TextShape("a name", "y"),
    TextShape("the name of a command", "y", after: "%"),
    TextShape("a quoted word", "y", after: "%echo \"", before: "\""),
    TextShape("a quote left open", "y", after: "%echo '"),
    TextShape("protected quotes", "\\\"", after: "%echo \"", before: "\""),
    TextShape("apostrophes", "don't", after: "%echo "),
    TextShape("pieces of a word", "'a'\"b\"", after: "%echo "), TextShape("a list", "item,", after: "%describe "),
    TextShape("addresses", "x://a:b@c ", after: "%echo "),
    TextShape("a quoted list", "'an item',", after: "%describe "), TextShape("commas", ",", after: "%describe "),
    TextShape("a list behind a key", "1,", after: "%head n="), TextShape("equals signs", "=", after: "%head n"),
    TextShape("words", "word ", after: "%describe "), TextShape("keys", "n=1 ", after: "%head "),
    TextShape("blanks around =", "n = 4 ", after: "%head "), TextShape("a key as a word", "n ", after: "%head "),
    TextShape("nested commands", "%time "), TextShape("blanks", " ", after: "%head"),
    TextShape("blanks before a comment", " ", after: "%head", before: "# it"),
    TextShape("line breaks", "\r\n"), TextShape("lines", "%head 2\n"), TextShape("comments", "# a comment\n"),
    TextShape("continued lines", "a \\\n", after: "%echo "),
    TextShape("continued SQL", "1 + \\\n", after: "%filter ", before: "1"),
    TextShape("backslashes", "\\", after: "%echo "), TextShape("question marks", "?"),
    TextShape("dollars", "$", after: "%echo "),
    TextShape("parameters") { "name\($0) = \($0)\n" }
      .runsQuadratically(because: "before each line all parameters are kept, for %undo and for a line that fails"),
    TextShape("unset parameters", "name =\n"),
    TextShape("a shell's list", "A 'B c' ", after: "cols=(", before: ")"),
    TextShape("a list left open", "A ", after: "cols=("),
    TextShape("a call", "df.head(", before: ")"), TextShape("foreign lines", "df.head()\n"),
    TextShape("brackets", "[", after: "x = "),
    TextShape("an assigned text", "a b ", after: "x = "), TextShape("signs", "+-"),
    TextShape("combining marks", "e\u{301}", after: "%echo "),
    TextShape("a condition", "BALANCE > 1 AND ", after: "%filter ", before: "1"),
    TextShape("a text in SQL", "y", after: "%filter city = '", before: "'"),
    TextShape("a list in SQL", "'A', ", after: "%filter ID IN (", before: "'B')"),
    TextShape("parentheses", "(", after: "%filter "),
    TextShape("a cell of SQL", "SELECT 1 -- one\n", after: "%%sql\n"),
    TextShape("an unknown column", "y", after: "%sql SELECT "),
    TextShape("a pattern of a path", "a/", after: "%load "),
    TextShape("names that repeat", "1 AS a, ", after: "%sql SELECT ", before: "1"),
  ]

  static let csv = [
    TextShape("rows", "12.5,abc,true\n", after: "a,b,c\n"),
    TextShape("values of their own", after: "a,b\n") { "v\($0),\($0)\n" },
    TextShape("quoted fields", "\"a \"\"b\"\"\",2\n", after: "a,b\n"),
    TextShape("one long field", "y", after: "a,b\n1,", before: "\n"),
    TextShape("line breaks in a field", "y\n", after: "a,b\n1,\"", before: "\"\n"),
    TextShape("a quote left open", "y,\n", after: "a,b\n1,\""),
    TextShape("one long number", "1", after: "a,b\n1,", before: "\n2,3\n"),
    TextShape("decimals", "0.12345678901234567890123,1e-7\n", after: "a,b\n"),
    TextShape("blank lines", "\n", after: "a,b\n1,2\n"),
    TextShape("a wide header", before: "\n") { "column\($0)," }, TextShape("names that repeat", "a,", before: "\n"),
    TextShape("one column", "1\n", after: "a\n"), TextShape("semicolons", "1,5;2\n", after: "a;b\n"),
    TextShape("missing", ",\n", after: "a,b\n"),
    TextShape("numbers, then text", "1,1\n", after: "a,b\n", before: "x,x\n"),
    TextShape("dates", "2024-01-31,1\n", after: "a,b\n"),
  ]

  static let sql = [
    TextShape("a name", "y"), TextShape("a text", "y", after: "'", before: "'"),
    TextShape("doubled quotes", "''", after: "'", before: "'"),
    TextShape("words", "a "), TextShape("signs", "+"), TextShape("parentheses", "("),
    TextShape("closed parentheses", "()"),
    TextShape("comments", "/* */"), TextShape("a comment", "-", before: "\n1"), TextShape("parameters", "$a "),
    TextShape("numbers", "1.5 "),
    TextShape("an open comment", "* ", after: "/*"), TextShape("quoted names", "\"a\"."), TextShape("texts", "'a' "),
  ]

  static let json = [
    TextShape("numbers", "1.5, ", after: "[", before: "1]"),
    TextShape("objects", "{\"a\": [1, null]}, ", after: "[", before: "{}]"),
    TextShape("keys", after: "{", before: "\"z\": 1}") { "\"key\($0)\": 1, " },
    TextShape("a text", "y", after: "\"", before: "\""),
    TextShape("escapes", "\\u00e9\\n", after: "\"", before: "\""), TextShape("lines", "\n", before: "1"),
    TextShape("one number", "1"),
    TextShape("open brackets", "["), TextShape("a text left open", "y", after: "\""),
    TextShape("texts", "\"a\", ", after: "[", before: "1]"),
  ]

  static let yaml = [
    TextShape("a comment", "# a comment\n", after: "version: 1\n"),
    TextShape("a key", "y", after: "version: 1\n", before: ": 1\n"),
    TextShape("columns", after: "version: 1\ncolumns:\n") { "  word\($0): COLUMN\n" },
    TextShape("names", after: "version: 1\nnames:\n") { "  - {name: n\($0), when: tenure.ratio > 1}\n" },
    TextShape("names for columns", after: "version: 1\n") {
      $0 == 0 ? "columns:\n  w: C\ntotals:\n" : "  - w\n"
    },
    TextShape(
      "conditions", "tenure.ratio > 1, ", after: "version: 1\nnames:\n  - {name: n, when: [", before: "tenure > 1]}\n"),
    TextShape(
      "one condition", "tenure > 1 and ", after: "version: 1\nnames:\n  - {name: n, when: ", before: "tenure > 1}\n"),
    TextShape("parentheses", "(", after: "version: 1\nnames:\n  - {name: n, when: \"", before: "\"}\n"),
    TextShape(
      "signals", "    - {points: 1, because: \"{tenure:number} months\", when: tenure > 1}\n",
      after: "version: 1\nrisk:\n  levels: [{level: low}]\n  signals:\n"),
    TextShape(
      "braces", "{tenure:number} ",
      after: "version: 1\nadvice:\n  marketing:\n    - {do: it, because: \"", before: "\", when: tenure > 1}\n"),
    TextShape("an open list", "a, ", after: "version: 1\ntotals: ["),
    TextShape("a text", "y ", after: "version: 1\nnames: "),
  ]
}
