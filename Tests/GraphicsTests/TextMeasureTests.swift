import Testing

@testable import Graphics

@Suite("Text measured and cut")
struct TextMeasureTests {
  @Test("widths are those of the font's tables")
  func widths() {
    // 7 letters of BALANCE: 1366 + 1366 + 1139 + 1366 + 1479 + 1479 + 1366 units of 2048 to the em.
    #expect(abs(TextMeasure.width("BALANCE", size: 2048) - 9561) < 1e-9)
    #expect(TextMeasure.width("0", size: 10) == TextMeasure.width("9", size: 10))
    #expect(TextMeasure.width("Wide", size: 10, weight: .bold) > TextMeasure.width("Wide", size: 10))
    #expect(TextMeasure.width("客户", size: 10) == 20)
    #expect(TextMeasure.width("e\u{301}", size: 10) == TextMeasure.width("e", size: 10))
  }

  @Test("cut text fits and says that it was cut", arguments: 0..<50)
  func truncated(seed: UInt64) {
    var random = Fixtures(seed: seed)
    let letters = Array("ABCDEFG_hijkl mno<&>ÄÖé客户👩‍👩‍👧🎉")
    let text = String((0..<40).map { _ in letters[Int(random.unit() * Double(letters.count))] })
    let width = 20 + random.unit() * 300
    let cut = TextMeasure.truncated(text, to: width, size: 11)
    #expect(TextMeasure.width(cut, size: 11) <= width)
    #expect(cut == text || cut.contains("…"))
  }

  @Test("lines fit, and nothing is lost where their number is free", arguments: 0..<50)
  func wrapped(seed: UInt64) {
    var random = Fixtures(seed: seed)
    let words = (0..<30).map { _ in String(repeating: "ab", count: 1 + Int(random.unit() * 4)) }
    let lines = TextMeasure.wrapped(words.joined(separator: " "), to: 150, size: 12)
    #expect(lines.allSatisfy { TextMeasure.width($0, size: 12) <= 150 })
    #expect(lines.joined(separator: " ").split(separator: " ").map(String.init) == words)
  }

  @Test("a column's long name breaks after an underscore")
  func underscores() {
    let lines = TextMeasure.wrapped("PURCHASES_INSTALLMENTS_FREQUENCY", to: 120, size: 12)
    #expect(lines == ["PURCHASES_", "INSTALLMENTS_", "FREQUENCY"])
  }

  @Test("the last line allowed is cut")
  func limit() {
    let lines = TextMeasure.wrapped("one two three four five six seven", to: 60, size: 12, limit: 2)
    #expect(lines.count == 2)
    #expect(lines.last?.hasSuffix("…") == true)
  }
}
