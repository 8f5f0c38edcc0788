import Tables
import Testing

@Suite("Values of a column, counted")
struct ColumnCountsTests {
  private func counts(_ column: Column) -> [String] { column.valueCounts().map { "\($0.value) \($0.count)" } }

  @Test("text stands by first appearance; of equals the first is the commonest")
  func text() {
    let column = Column(name: "city", text: ["Rome", nil, "Pisa", "Pisa", "Rome", "Bari"])
    #expect(column.distinctCount == 3)
    #expect(counts(column) == ["Rome 2", "Pisa 2", "Bari 1"])
    #expect(column.commonestValue() == ValueCount(value: "Rome", count: 2))
    #expect(column.valueRange() == nil)
  }

  @Test("numbers, a missing one aside")
  func numbers() throws {
    let column = Column(name: "n", numbers: [2, .nan, 10, 2, -1])
    #expect(column.distinctCount == 3)
    #expect(counts(column) == ["-1 1", "10 1", "2 2"])
    #expect(column.commonestValue() == ValueCount(value: "2", count: 2))
    let range = try #require(column.valueRange())
    #expect(range == ("-1", "10"))
  }

  @Test("booleans")
  func booleans() {
    let column = Column(name: "b", values: .booleans([true, nil, true, false]))
    #expect(column.distinctCount == 2)
    #expect(counts(column) == ["false 1", "true 2"])
    #expect(column.commonestValue()?.value == "true")
    #expect(column.valueRange() == nil)
  }

  @Test("dates have a first and a last")
  func dates() throws {
    let day: Int64 = 86_400_000_000
    let column = Column(
      name: "d", values: .dates(DateColumn(microseconds: [day, 0, DateColumn.missing, day], precision: .day)))
    #expect(column.distinctCount == 2)
    #expect(counts(column) == ["1970-01-01 1", "1970-01-02 2"])
    let range = try #require(column.valueRange())
    #expect(range == ("1970-01-01", "1970-01-02"))
  }

  @Test("where nothing is there, nothing is counted")
  func empty() {
    for column in [
      Column(name: "n", numbers: [.nan]), Column(name: "t", text: [nil]), Column(name: "b", values: .booleans([nil])),
      Column(name: "d", values: .dates(DateColumn(microseconds: [DateColumn.missing], precision: .time))),
    ] {
      #expect(column.distinctCount == 0 && column.valueCounts().isEmpty)
      #expect(column.commonestValue() == nil && column.valueRange() == nil)
    }
  }
}
