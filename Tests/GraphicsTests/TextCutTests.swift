import Testing

@testable import Graphics

@Suite("Texts that are too long")
struct TextCutTests {
  private func cut(_ text: String, to count: Int) -> String { TextCut.inMiddle(text) { $0.count <= count } }

  @Test("a text that fits stays, one that does not is cut in its middle, to the length that fits")
  func middle() {
    #expect(cut("BALANCE", to: 7) == "BALANCE")
    #expect(cut("average_monthly_balance_2023", to: 13) == "averag…e_2023")
    for length in 2...27 {
      let short = cut("average_monthly_balance_2023", to: length)
      #expect(short.count == length)
      #expect(short.first == "a" && short.contains("…"))
    }
  }

  @Test("of a text of megabytes a table has both ends, and lays out no more", .timeLimit(.minutes(1)))
  func megabytes() {
    let text = "begin" + String(repeating: "x", count: 20_000_000) + "end"
    let table = HTMLTable(columns: [HTMLTable.Column("name")], rows: [[HTMLTable.Cell(text, tooltip: text)]])
    #expect(table.plain.contains("begin") && table.plain.contains("end"))
    #expect(table.html.utf8.count < 10_000)
    #expect(TextCut.readable("as it is") == "as it is")
  }

  @Test("names that differ only at their ends stay different", arguments: 4...30)
  func different(length: Int) {
    let names = (0..<10).map { "the_average_of_the_monthly_balance_in_year_\($0)" }
    #expect(Set(names.map { cut($0, to: length) }).count == 10)
  }

  @Test(
    "operator and value of a condition stay",
    arguments: [
      ("average_monthly_balance_2023 > 1,250.5", " > 1,250.5"),
      ("average_monthly_balance_2023 from 10 to 20", " from 10 to 20"),
      ("average_monthly_balance_2023 neither Rome nor Bern", " neither Rome nor Bern"),
      ("average_monthly_balance_2023 ≤ 3 or missing", " ≤ 3 or missing"),
      ("0 < average_monthly_balance_2023 ≤ 500", " ≤ 500"),
      ("−1,250.5 < average_monthly_balance_2023 ≤ 500", " ≤ 500"),
      ("average monthly balance of 2023 = 0", " = 0"),
    ])
  func conditions(text: String, tail: String) {
    let head = text.firstRange(of: " < ").map { String(text[..<$0.upperBound]) } ?? ""
    for length in head.count + tail.count + 4...text.count {
      let short = cut(text, to: length)
      #expect(short.count <= length && short.hasSuffix(tail), "\(short)")
      #expect(short.hasPrefix(head), "\(short)")
    }
  }

  @Test("where the value alone is too long, the whole is cut, and nothing is too wide")
  func longValue() {
    let text = "town = Llanfairpwllgwyngyllgogerychwyrndrobwll"
    #expect(cut(text, to: 12).count == 12)
    #expect(cut(text, to: 0) == "…")
  }

  @Test("labels of figures and cells of tables are cut so")
  func places() {
    let names = (1...9).map { "share_of_all_installment_purchases_in_quarter_\($0)" }
    #expect(Set(names.map { TextMeasure.truncated($0, to: 90, size: 11) }).count == 9)
    for name in names {
      #expect(TextMeasure.width(TextMeasure.truncated(name, to: 90, size: 11), size: 11) <= 90)
    }
    let table = HTMLTable(columns: [.init("column", alignment: .left)], rows: names.map { [HTMLTable.Cell($0)] })
    #expect(names.allSatisfy { table.plain.contains($0.suffix(8)) })
  }
}
