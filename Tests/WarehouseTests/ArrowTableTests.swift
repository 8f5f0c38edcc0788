import Machine
import Tables
import Testing

@testable import Warehouse

@Suite("Columns out of Arrow's arrays")
struct ArrowTableTests {
  private func values(_ batches: FakeArray...) throws -> ColumnValues {
    let table = try ArrowTable(reading: FakeStream(batches.map { .rows([$0.named("x")]) }).stream)
    return try #require(table.columns.first).values
  }

  // MARK: Numbers

  @Test("floating numbers of every width are numbers; NaN and what is not there are missing")
  func floats() throws {
    let doubles: [Double?] = [1.5, nil, -0.0, .infinity, .nan, 0.1]
    #expect(try values(.of(doubles, "g", zero: 9, padding: 3)) == .numbers(doubles.map { $0 ?? .nan }))
    #expect(try values(.of([Float(0.1), nil], "f", zero: 9)) == .numbers([Double(Float(0.1)), .nan]))
    let halves: [UInt16?] = [0x3C00, 0xC000, 0x7BFF, 0x0001, 0x7C00, nil]
    #expect(
      try values(.of(halves, "e", zero: 0, padding: 1)) == .numbers([1, -2, 65_504, 0x1p-24, .infinity, .nan]))
  }

  @Test("infinities are said")
  func infinities() throws {
    let stream = FakeStream([.rows([FakeArray.of([1, .infinity, -.infinity], "g", zero: 0.0).named("x")])]).stream
    #expect(
      try ArrowTable(reading: stream).notices == [.inRows(.infinities(column: "x", count: 2, line: 2))])
  }

  @Test("whole numbers of every width are numbers")
  func integers() throws {
    #expect(try values(.of([Int8.min, nil, .max], "c", zero: 0, padding: 9)) == .numbers([-128, .nan, 127]))
    #expect(try values(.of([UInt8.max], "C", zero: 0)) == .numbers([255]))
    #expect(try values(.of([Int16.min], "s", zero: 0)) == .numbers([-32_768]))
    #expect(try values(.of([UInt16.max], "S", zero: 0)) == .numbers([65_535]))
    #expect(try values(.of([Int32.min], "i", zero: 0)) == .numbers([-2_147_483_648]))
    #expect(try values(.of([UInt32.max], "I", zero: 0)) == .numbers([4_294_967_295]))
    #expect(try values(.of([1 << 53, nil, -7] as [Int64?], "l", zero: 0)) == .numbers([0x1p53, .nan, -7]))
    #expect(try values(.of([UInt64(1) << 60], "L", zero: 0)) == .numbers([0x1p60]))
  }

  @Test("whole numbers with more digits than a number keeps are text, whatever batch they come in, and that is said")
  func longIntegers() throws {
    let first = FakeArray.of([5, nil] as [Int64?], "l", zero: 0).named("id")
    let second = FakeArray.of([9_007_199_254_740_993, -1, nil] as [Int64?], "l", zero: 0, padding: 2).named("id")
    let table = try ArrowTable(reading: FakeStream([.rows([first]), .rows([second])]).stream)
    #expect(table.columns[0] == Column(name: "id", text: ["5", nil, "9007199254740993", "-1", nil]))
    #expect(table.notices == [.inRows(.longIntegers(column: "id", line: 3, token: "9007199254740993"))])
  }

  @Test("decimals are the nearest doubles, whatever their width and scale")
  func decimals() throws {
    #expect(try values(.of([123_456, nil] as [Int32?], "d:9,3,32", zero: 0)) == .numbers([123.456, .nan]))
    #expect(try values(.of([-5] as [Int64?], "d:18,-3,64", zero: 0)) == .numbers([-5_000]))
    let wide: [Int128?] = [12_345, nil, -12_345_678_901_234_567_890_123, Int128(1) << 90]
    #expect(
      try values(.of(wide, "d:38,2", zero: 0, padding: 1))
        == .numbers([123.45, .nan, -123_456_789_012_345_678_901.23, 0x1p90 / 100]))
  }

  @Test("decimals of 256 bits are the nearest doubles", arguments: 0..<20)
  func widestDecimals(seed: Int) throws {
    var draws = Xoshiro256(seed: UInt64(seed), stream: RandomStream("decimals"))
    let whole = Int128(truncatingIfNeeded: draws.next()) &* Int128(truncatingIfNeeded: draws.next() >> 3) &- 7
    let scale = Int(draws.next() % 40)
    // The same number in twice the width: the sign fills the upper half.
    let sign = whole < 0 ? Int128(-1) : 0
    let bytes = FakeArray.le(whole) + FakeArray.le(sign)
    let array = FakeArray("d:76,\(scale),256", count: 1, buffers: [nil, bytes])
    #expect(try values(array) == .numbers([try #require(Double("\(whole)e-\(scale)"))]))
  }

  @Test("PostgreSQL's NUMERIC comes as text, and MONEY in hundredths")
  func postgreSQL() throws {
    var numeric = FakeArray.of(["12345678901234567890.5", "NaN", nil, "-0.10"])
    numeric.metadata = ["ADBC:postgresql:typname": "numeric"]
    #expect(try values(numeric) == .numbers([12_345_678_901_234_567_890.5, .nan, .nan, -0.1]))
    var money = FakeArray.of([1_234, nil] as [Int64?], "l", zero: 0)
    money.metadata = ["POSTGRESQL:type": "money"]
    #expect(try values(money) == .numbers([12.34, .nan]))
  }

  // MARK: Text, truth, time

  @Test("text of every layout is text, across batches", arguments: ["u", "U", "vu"])
  func text(format: String) throws {
    let first: [String?] = ["Rome", nil, "", "a name longer than twelve bytes", "Rome"]
    let second: [String?] = ["Köln", "Rome", "a name longer than twelve bytes"]
    #expect(
      try values(.of(first, format, padding: 3), .of(second, format))
        == Column(name: "x", text: first + second).values)
  }

  @Test("a dictionary stands for its values, and each batch may bring another one")
  func dictionaries() throws {
    let first = FakeArray.coded([1, nil, 0], .of(["no", "yes"]), padding: 1)
    let second = FakeArray.coded([0, 0], .of(["perhaps"]))
    #expect(try values(first, second) == Column(name: "x", text: ["yes", nil, "no", "perhaps", "perhaps"]).values)
    let numbers = FakeArray.coded([1, nil, 0], .of([0.5, 1.5], "g", zero: 0.0))
    #expect(try values(numbers, numbers) == .numbers([1.5, .nan, 0.5, 1.5, .nan, 0.5]))
  }

  @Test("true and false are read by the bit")
  func booleans() throws {
    let truths: [Bool?] = [true, nil, false, true, true, false, nil, true, false]
    #expect(try values(.of(truths, padding: 5), .of(truths)) == .booleans(truths + truths))
  }

  @Test("days and points in time of every unit come to the microsecond")
  func dates() throws {
    let day: Int64 = 19_753
    let micros = day * 86_400_000_000
    func dates(_ values: [Int64], _ precision: DateColumn.Precision) -> ColumnValues {
      .dates(DateColumn(microseconds: values, precision: precision))
    }
    #expect(try values(.of([Int32(day), nil], "tdD", zero: 0)) == dates([micros, DateColumn.missing], .day))
    #expect(try values(.of([day * 86_400_000], "tdm", zero: 0)) == dates([micros], .day))
    #expect(try values(.of([day * 86_400 + 1], "tss:", zero: 0)) == dates([micros + 1_000_000], .time))
    #expect(try values(.of([Int64(-1)], "tsm:UTC", zero: 0)) == dates([-1_000], .timeUTC))
    #expect(try values(.of([Int64(7)], "tsu:Europe/Rome", zero: 0)) == dates([7], .timeUTC))
    #expect(
      try values(.of([1_999, -1, -1_000, -1_001] as [Int64?], "tsn:", zero: 0)) == dates([1, -1, -1, -2], .time))
  }

  @Test("points in time that no calendar has are missing, and that is said")
  func infiniteDates() throws {
    let array = FakeArray.of([0, .max, .min] as [Int64?], "tsu:", zero: 0).named("until")
    let table = try ArrowTable(reading: FakeStream([.rows([array])]).stream)
    #expect(table.columns[0].missingCount == 2)
    #expect(table.notices == [.datesBeyondCalendar(column: "until", count: 2, row: 2)])
    #expect(try values(.of([Int64.max], "tss:", zero: 0)) == .dates(DateColumn(microseconds: [.min], precision: .time)))
  }

  @Test("days millions of years away are missing as well, and that is said")
  func farDays() throws {
    let array = FakeArray.of([.max, 19_753, .min, -2_147_472_692, nil] as [Int32?], "tdD", zero: 0).named("until")
    let table = try ArrowTable(reading: FakeStream([.rows([array])]).stream)
    let missing = DateColumn.missing
    let day = Int64(19_753) * 86_400_000_000
    #expect(
      table.columns[0].values
        == .dates(DateColumn(microseconds: [missing, day, missing, missing, missing], precision: .day)))
    #expect(table.notices == [.datesBeyondCalendar(column: "until", count: 3, row: 1)])
  }

  @Test("days, points in time, times of day and durations of any size are read, whatever counts them")
  func extremes() throws {
    var draws = Xoshiro256(seed: 7)
    let years = Int64(-62_135_596_800_000_000)..<253_402_300_800_000_000
    func check(_ values: ColumnValues, _ count: Int, _ format: String) {
      guard case .dates(let dates) = values else { return #expect(values.count == count, "\(format)") }
      #expect(dates.count == count, "\(format)")
      for row in 0..<count where dates.microseconds[row] != DateColumn.missing {
        #expect(years.contains(dates.microseconds[row]), "\(format)")
        #expect(dates.text(at: row)?.prefix(4).allSatisfy(\.isNumber) == true, "\(format)")
      }
    }
    let short: [Int32] = [.min, .min + 1, -719_163, -719_162, -1, 0, 1, 2_932_896, 2_932_897, .max - 1, .max]
    let drawnShort = short + (0..<500).map { _ in Int32(truncatingIfNeeded: draws.next()) }
    for format in ["tdD", "tts", "ttm"] {
      check(try values(.of(drawnShort, format, zero: 0)), drawnShort.count, format)
    }
    let edges: [Int64] = [.min, .min + 1, .min + 998, .min + 1_000, -1_001, -1, 0, 1, .max - 999, .max - 1, .max]
    let bounds = [1, 1_000, 1_000_000, 1_000_000_000].flatMap { unit -> [Int64] in
      [years.lowerBound, years.upperBound].flatMap { bound in
        [-1, 0, 1].map { (bound / 1_000_000).multipliedReportingOverflow(by: unit).partialValue &+ $0 }
      }
    }
    let long = edges + bounds + (0..<500).map { _ in Int64(bitPattern: draws.next() >> (draws.next() % 40)) }
    for format in ["tdm", "tss:", "tsm:", "tsu:UTC", "tsn:", "ttu", "ttn", "tDs", "tDm", "tDu", "tDn"] {
      check(try values(.of(long, format, zero: 0)), long.count, format)
    }
  }

  @Test("times of day are text, durations are seconds")
  func times() throws {
    let noon: Int64 = 12 * 3_600_000_000
    #expect(
      try values(.of([noon + 500_000, nil, 1], "ttu", zero: 0))
        == Column(name: "x", text: ["12:00:00.5", nil, "00:00:00.000001"]).values)
    #expect(try values(.of([Int32(86_399)], "tts", zero: 0)) == Column(name: "x", text: ["23:59:59"]).values)
    #expect(try values(.of([Int64(1_500)], "tDm", zero: 0)) == .numbers([1.5]))
  }

  @Test("a column without any value is missing in every row")
  func nothing() throws { #expect(try values(FakeArray("n", count: 3)) == .numbers([.nan, .nan, .nan])) }

  // MARK: What cannot be held, and what goes wrong

  @Test("nested columns are refused by name, before any row is asked for")
  func nested() throws {
    let schema = FakeArray.rows([FakeArray("+l", count: 0).named("tags"), FakeArray("g", count: 0).named("spend")])
    let fake = FakeStream([], schema: schema, failure: 0)
    #expect(throws: ArrowTable.Problem.nested([(name: "tags", type: "a list")])) {
      try ArrowTable(reading: fake.stream)
    }
  }

  @Test("a stream that breaks off says why")
  func broken() {
    let batch = FakeArray.rows([FakeArray.of([1.0], "g", zero: 0.0)])
    let fake = FakeStream([batch, batch], failure: 1)
    #expect(throws: DriverFailure(message: "the cable was pulled")) { try ArrowTable(reading: fake.stream) }
  }

  @Test("more than there is memory for is refused")
  func memory() {
    let batch = FakeArray.rows([FakeArray.of([Double](repeating: 1, count: 1 << 20), "g", zero: 0.0)])
    let fake = FakeStream([FakeArray](repeating: batch, count: 16))
    // The first batch already: 8 MiB, for which twice as much must be free.
    #expect(throws: ArrowTable.Problem.tooLarge(needed: 16 << 20, available: 1 << 20)) {
      try ArrowTable(reading: fake.stream, availableMemory: { 1 << 20 })
    }
  }

  @Test("every array, schema and stream is released once, whether it is read to its end or not", arguments: 0...3)
  func releases(batchesRead: Int) throws {
    let ledger = Ledger()
    do {
      let columns = [
        FakeArray.of(["a", nil], padding: 1).named("t"), .of([1.0, 2], "g", zero: 0.0).named("n"),
        .coded([0, 1], .of(["x", "y"])).named("c"),
      ]
      let stream = FakeStream([FakeArray](repeating: .rows(columns), count: 3), ledger: ledger).stream
      struct Enough: Error {}
      var read = 0
      _ = try? ArrowTable(
        reading: stream,
        rowsArrived: { _ in
          read += 1
          if read == batchesRead { throw Enough() }
        })
    }
    #expect(ledger.made > 5)
    #expect(ledger.released == ledger.made)
  }

  @Test("many batches come in their order, however many rows are expected", arguments: [nil, 5, 4_000_000])
  func order(expected: Int?) throws {
    let batches = (0..<200).map { part in
      FakeArray.rows([FakeArray.of((0..<1_000).map { Double(part * 1_000 + $0) }, "g", zero: 0.0).named("x")])
    }
    let table = try ArrowTable(reading: FakeStream(batches).stream, expecting: expected)
    #expect(table.columns[0].values == .numbers((0..<200_000).map(Double.init)))
  }

  @Test("a stream that was never filled is released as well")
  func unfilled() {
    #expect(throws: DriverFailure.self) {
      _ = try ArrowStream { _ in throw DriverFailure(message: "no such table") }
    }
  }
}
