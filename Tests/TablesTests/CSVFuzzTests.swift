import Foundation
import Testing

@testable import Tables

@Suite("Reading random files")
struct CSVFuzzTests {
  /// Text that no reader could take for anything else.
  private func word(_ random: inout SeededGenerator) -> String? {
    let pieces = ["ab", "Ü", "x", ",", ";", "\"", "\n", " ", "7", "😀", "\t", "|", "''", "-"]
    if Int.random(in: 0..<8, using: &random) == 0 { return nil }
    let count = Int.random(in: 0..<6, using: &random)
    return "w" + (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined() + "w"
  }

  private func numberText(_ random: inout SeededGenerator) -> String? {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: nil
    case 1: String(Int.random(in: -1000...1000, using: &random))
    case 2: Double.random(in: -1...1, using: &random).description
    default: String(format: "%.2f", Double.random(in: 0...20000, using: &random))
    }
  }

  @Test("every field is what the naive parser says", arguments: 0..<150)
  func oracle(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let isNumber = (0..<Int.random(in: 1...7, using: &random)).map { _ in Bool.random(using: &random) }
    let header = isNumber.indices.map { "c\($0)" as String? }
    let rows = (0..<Int.random(in: 1...60, using: &random)).map { _ in
      isNumber.map { $0 ? numberText(&random) : word(&random) }
    }
    let delimiter: Character = [",", ";", "\t", "|"].randomElement(using: &random) ?? ","
    let lineEnd = Bool.random(using: &random) ? "\n" : "\r\n"
    let text = NaiveCSV.write([header] + rows, delimiter: delimiter, lineEnd: lineEnd, random: &random)
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.csv", Array(text.utf8))
    let options = CSVOptions(delimiter: delimiter)
    let table = try CSVReader.read(path: path, options: options)
    let inPieces = try CSVReader.read(path: path, options: options, chunkSize: 1 + Int(seed % 100))
    #expect(table == inPieces)
    let expected = NaiveCSV.parse(text, delimiter: delimiter)
    #expect(table.columns.map(\.name) == expected[0])
    #expect(table.rowCount == rows.count)
    for (j, column) in table.columns.enumerated() {
      let fields = expected.dropFirst().map { $0[j] }
      if let numbers = column.numbers {
        #expect(numbers.map(\.bitPattern) == fields.map { $0.map { strtod($0, nil) } ?? .nan }.map(\.bitPattern))
      } else {
        #expect(column.texts == fields)
      }
    }
  }

  @Test("whole numbers beyond a double are text only where all of the column is, however it is cut", arguments: 1..<40)
  func digits(chunkSize: Int) throws {
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.csv", Array("a,b\n9223372036854775808001,1\n0.02,9223372036854775808001\n".utf8))
    let table = try CSVReader.read(path: path, options: CSVOptions(), chunkSize: chunkSize)
    #expect(try table == CSVReader.read(path: path, options: CSVOptions()))
    #expect(table.columns[0].numbers == [9_223_372_036_854_775_808_001, 0.02])
    #expect(table.columns[1].texts == ["1", "9223372036854775808001"])
  }

  @Test("random bytes end in a table or an error, never in a trap", arguments: 0..<40)
  func randomBytes(seed: UInt64) throws {
    var random = SeededGenerator(seed: 1000 + seed)
    let alphabet = Array("a1,;\"\n\r\t .-e|NA\u{E9}".utf8) + [0xFF, 0x80, 0xC3]
    let options = [
      CSVOptions(), CSVOptions(decimal: ",", thousands: "."), CSVOptions(encoding: .latin1),
      CSVOptions(encoding: .utf16),
      CSVOptions(delimiter: ","), CSVOptions(delimiter: ",", decimal: ",", thousands: " "),
    ]
    for _ in 0..<40 {
      let length = Int.random(in: 0...200, using: &random)
      let isWild = Int.random(in: 0..<4, using: &random) == 0
      let bytes = (0..<length).map { _ in
        isWild ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random) ?? 0
      }
      let chosen = options.randomElement(using: &random) ?? CSVOptions()
      do {
        let table = try load(bytes, chosen)
        #expect(table.columns.allSatisfy { $0.count == table.rowCount && $0.texts.count == table.rowCount })
      } catch let error as LoadError {
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test("a table written and read again is the same", arguments: 0..<60)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: 2000 + seed)
    let rowCount = Int.random(in: 1...40, using: &random)
    let columns = (0..<Int.random(in: 1...5, using: &random)).map { j -> Column in
      switch j % 3 {
      case 0:
        let numbers = (0..<rowCount).map { _ -> Double in
          switch Int.random(in: 0..<6, using: &random) {
          case 0: .nan
          case 1: .infinity
          case 2: Double(Int.random(in: -50...50, using: &random))
          default: Double(bitPattern: random.next() & 0xBFEF_FFFF_FFFF_FFFF)
          }
        }
        return Column(name: "n,\(j)", numbers: numbers)
      case 1: return Column(name: "t \"\(j)\"", text: (0..<rowCount).map { _ in word(&random) })
      default:
        let flags = (0..<rowCount).map { _ in [true, false, nil].randomElement(using: &random) ?? nil }
        return Column(name: " b\(j)", values: .booleans(flags))
      }
    }
    let table = try Table(name: "t", columns: columns)
    let directory = try TemporaryDirectory()
    let path = directory.path + "/t.csv"
    try CSVWriter.write(table, to: path)
    let back = try CSVReader.read(path: path, options: CSVOptions(delimiter: ","))
    for (written, read) in zip(table.columns, back.columns) where written.missingCount < rowCount {
      #expect(written == read)
    }
  }
}
