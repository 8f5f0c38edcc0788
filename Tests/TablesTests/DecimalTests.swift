import Foundation
import Testing

@testable import Tables

/// The number that `text` spells from end to end.
private func number(_ text: String) -> ScannedNumber? {
  Array(text.utf8).withUnsafeBufferPointer { NumberFormat().number(in: $0, 0..<$0.count) }
}

/// The cases on which the scanner and the C library disagree.
private func disagreements(_ texts: some Sequence<String>) -> [String] {
  texts.filter { number($0)?.value.bitPattern != strtod($0, nil).bitPattern }
}

@Suite("Decimals are exact to the last bit")
struct DecimalTests {
  @Test("digits of any length, a point anywhere, ordinary exponents", arguments: 0..<8)
  func randomDecimals(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let wrong = disagreements((0..<10_000).lazy.map { _ in randomDecimal(&random) })
    #expect(wrong.isEmpty)
  }

  @Test("the shortest spelling of random doubles", arguments: 0..<4)
  func shortestSpellings(seed: UInt64) {
    var random = SeededGenerator(seed: 100 + seed)
    let wrong = (0..<10_000).lazy.map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
      .filter { number($0.description)?.value.bitPattern != $0.bitPattern }
    #expect(Array(wrong) == [])
  }

  @Test("halfway cases and their neighbours", arguments: 0..<4)
  func halfways(seed: UInt64) {
    var random = SeededGenerator(seed: 200 + seed)
    // Between two doubles of magnitude 2^53...2^63 lies an integer; all of its digits decide.
    let texts = (0..<2_000).flatMap { _ -> [String] in
      let size = UInt64.random(in: 1 << 53...(1 << 63), using: &random)
      let spacing = Double(size).ulp
      let middle = UInt64(Double(size).nextDown) + UInt64(spacing / 2)
      return [middle - 1, middle, middle + 1].flatMap { ["\($0)", "\($0).0000", "\($0).00000000001", "\($0)e-7"] }
    }
    #expect(disagreements(texts) == [])
  }

  @Test(
    "written in every allowed way",
    arguments: [
      "0", "-0", "+1", "1.", ".5", "-.5", "1e5", "1E+5", "1e-5", "0.1", "1e22", "1e23", "9007199254740993",
      "123456789012345678901234567890", "0.00000000000000000000000000000000000001", "1e308", "1.7976931348623157e308",
      "5e-324", "2.2250738585072011e-308", "1e-400", "1e999999999999", "-1e400", "8.98846567431158e307",
      "000000000000000000000000000000000001.5", "2.4703282292062327208e-324",
    ])
  func spellings(text: String) {
    #expect(disagreements([text]) == [])
  }

  @Test(
    "everything else is no number",
    arguments: ["", "-", "+", ".", "-.", "e5", "1e", "1e+", "1x", "0x10", "1_0", "--1", "1.2.3", " 1", "1 ", "١"])
  func refused(text: String) {
    #expect(number(text) == nil)
  }

  @Test("infinities in any case", arguments: ["inf", "INF", "Infinity", "iNfInItY"])
  func infinities(text: String) {
    #expect(number(text)?.value == .infinity)
    #expect(number("-" + text)?.value == -.infinity)
  }

  @Test("notes integers that no double equals")
  func inexact() {
    #expect(number("9007199254740992")?.traits == [])
    #expect(number("9007199254740993")?.traits == .inexactInteger)
    #expect(number("18446744073709551617")?.traits == .inexactInteger)
  }

  private func randomDecimal(_ random: inout SeededGenerator) -> String {
    func digits(_ count: Int) -> String {
      String((0..<count).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
    }
    var text = Bool.random(using: &random) ? "" : "-"
    text += digits(Int.random(in: 1...(Int.random(in: 0..<4, using: &random) == 0 ? 30 : 10), using: &random))
    if Int.random(in: 0..<4, using: &random) > 0 { text += "." + digits(Int.random(in: 0...22, using: &random)) }
    if Int.random(in: 0..<4, using: &random) == 0 {
      let limit = Bool.random(using: &random) ? 60 : 330
      text += "e\(Int.random(in: -limit...limit, using: &random))"
    }
    return text
  }
}

@Suite("Numbers with separators")
struct NumberFormatTests {
  private func value(_ text: String, _ format: NumberFormat) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { format.number(in: $0, 0..<$0.count)?.value }
  }

  @Test("decimal comma")
  func decimalComma() {
    #expect(value("-1,5", NumberFormat(decimal: ",")) == -1.5)
    #expect(value("1.5", NumberFormat(decimal: ",")) == nil)
    #expect(value("1.234.567,25", NumberFormat(decimal: ",", thousands: ".")) == 1_234_567.25)
  }

  @Test("groups of three, and Indian groups")
  func groups() {
    let format = NumberFormat(thousands: ",")
    #expect(value("1,234,567.5", format) == 1_234_567.5)
    #expect(value("12,34,567", format) == 1_234_567)
    #expect(value("1234567", format) == 1_234_567)
  }

  @Test(
    "a separator elsewhere makes no number",
    arguments: ["12,5", "1,2345", ",123", "123,", "1,,234", "0,123", "1234,567"])
  func misplaced(text: String) {
    #expect(value(text, NumberFormat(thousands: ",")) == nil)
  }

  @Test(
    "a blank stands for unbreakable and narrow ones",
    arguments: ["1 234", "1\u{A0}234", "1\u{202F}234", "1\u{2009}234"])
  func blanks(text: String) {
    #expect(value(text, NumberFormat(thousands: " ")) == 1234)
  }
}
