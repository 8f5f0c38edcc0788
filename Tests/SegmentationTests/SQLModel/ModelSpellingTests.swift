import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("How a model's SQL is spelled")
struct ModelSpellingTests {
  @Test("what no quotes hold is refused")
  func refused() {
    for dialect in SQLDialect.allCases {
      #expect(throws: SQLModelError.name("a\0", dialect)) { try dialect.name("a\0") }
      #expect(throws: SQLModelError.name("", dialect)) { try dialect.name("") }
      #expect(throws: SQLModelError.text("a\0")) { try dialect.text("a\0") }
    }
    #expect(throws: SQLModelError.name("${env:HOME}", .spark)) { try SQLDialect.spark.name("${env:HOME}") }
  }

  @Test("numbers have seventeen digits and an exponent, and are read back to the bit")
  func numbers() {
    #expect(sqlNumber(0.1) == "1.0000000000000001e-01")
    #expect(sqlNumber(-2) == "(-2.0000000000000000e+00)")
    #expect(sqlNumber(-0.0) == "0.0000000000000000e+00")
    var draws = Xoshiro256(seed: 7)
    for _ in 0..<2_000 {
      let value = Double(bitPattern: draws.next())
      guard value.isFinite else { continue }
      let text = sqlNumber(value).filter { $0 != "(" && $0 != ")" }
      #expect(Double(text) == value && text.contains("e"))
    }
  }

  @Test("a comment stays one line of comment, whatever is in it")
  func comments() {
    let nasty = "a\nb\r\u{2028}\u{85}c\\; 'x' \"y\" `z` ${env:HOME} */ -- \u{202E}👩‍👧"
    var comment = SQLComment()
    comment.add(nasty)
    comment.add(String(repeating: "x", count: 5_000))
    let lines = comment.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 && lines[2].isEmpty)
    #expect(lines[0].hasPrefix("-- a b") && lines[1].hasSuffix("…") && lines[1].count < 2_100)
    for scalar in "\\'\"`;$\r\u{2028}\u{85}\u{202E}".unicodeScalars {
      #expect(!comment.text.unicodeScalars.contains(scalar))
    }
  }
}
