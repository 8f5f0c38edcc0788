/// Finds out from the first records whether a file's numbers have a decimal comma, and which columns leave it open.
///
/// Where commas stand between fields, numbers with commas are in quotes and come to columns of their own; here it is about files
/// with other delimiters.
struct DecimalSniffer {
  /// A number and where in the text its field begins.
  struct Sighting: Equatable {
    var column: Int
    var token: String
    var offset: Int
  }

  /// A number that only a decimal comma explains, when no column has one that only a point explains.
  private(set) var comma: Sighting?
  /// By column: a number such as 6.970 whose point may stand before decimals or between thousands, as all of its column do.
  private(set) var open: [Int: Sighting] = [:]

  private static let recordLimit = 200

  private struct Column {
    var readsWithComma = true
    var readsWithPoint = true
    var comma: Sighting?
    var point: Sighting?
    var open: Sighting?
  }

  /// - Parameter start: where in the source `scanner`'s text begins, whole records.
  init(_ scanner: FieldScanner, start: Int, columnCount: Int, missing: MissingTokens) {
    var columns = [Column](repeating: Column(), count: columnCount)
    var (position, records) = (0, 0)
    while position < scanner.text.count, records < Self.recordLimit,
      let (fields, end) = try? scanner.fields(from: position, limit: scanner.text.count)
    {
      defer { position = end + 1 }
      if scanner.isBlankLine(from: position, to: end) { continue }
      records += 1
      for (column, field) in fields.prefix(columnCount).enumerated() {
        let token = scanner.text[field.content]
        if missing.contains(token, isQuoted: false) || missing.containsBesideValues(token) { continue }
        Self.look(
          at: scanner.bytes(of: field), column: column, offset: start + field.content.lowerBound, &columns[column])
      }
    }
    let comma = columns.lazy.compactMap { $0.readsWithComma ? $0.comma : nil }.first
    let hasPoint = columns.contains { $0.readsWithPoint && $0.point != nil }
    if !hasPoint { self.comma = comma }
    for (index, column) in columns.enumerated() where column.readsWithComma && column.readsWithPoint {
      if column.comma == nil, column.point == nil { open[index] = column.open }
    }
  }

  private static let pointed = NumberFormat(decimal: ".", thousands: ",")
  private static let comma = NumberFormat(decimal: ",", thousands: ".")

  private static func look(at token: [UInt8], column: Int, offset: Int, _ state: inout Column) {
    guard state.readsWithComma || state.readsWithPoint else { return }
    let number = DecoratedNumber(token[...])
    let (withPoint, withComma) = (number?.value(in: pointed)?.value, number?.value(in: comma)?.value)
    let sighting = Sighting(column: column, token: String(decoding: token, as: UTF8.self), offset: offset)
    if withPoint == nil { state.readsWithPoint = false }
    if withComma == nil { state.readsWithComma = false }
    if let withPoint, let withComma {
      if withPoint != withComma, state.open == nil { state.open = sighting }
    } else if withPoint != nil, state.point == nil {
      state.point = sighting
    } else if withComma != nil, state.comma == nil {
      state.comma = sighting
    }
  }

  /// Whether numbers that were read with a decimal point all have the form 6.970: at most three digits before it, three behind.
  /// - Complexity: O(n).
  static func couldAllBeThousands(_ numbers: [Double]) -> Bool {
    numbers.allSatisfy { number in
      number.isNaN
        || (abs(number) < 1000 && (number * 1000).rounded() / 1000 == number && (abs(number) >= 1 || number == 0))
    }
  }
}
