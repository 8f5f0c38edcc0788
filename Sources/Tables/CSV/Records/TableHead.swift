/// The records that a file begins with, looked at for what stands around a table's names: titles above, units below, commas behind.
struct TableHead {
  /// A record: where it begins and ends, its fields.
  struct Record {
    var start: Int
    var end: Int
    var fields: [Field]

    /// Fields up to the last that holds something.
    var filled: Int { (fields.lastIndex { !$0.content.isEmpty } ?? -1) + 1 }
    var valueCount: Int { fields.count { !$0.content.isEmpty } }
  }

  let scanner: FieldScanner
  let records: [Record]

  private static let recordLimit = 100
  private static let mostTitles = 20

  /// The first records from `start` on of a text of whole lines; blank lines are none.
  init(_ scanner: FieldScanner, from start: Int) {
    self.scanner = scanner
    var records: [Record] = []
    var position = start
    let limit = scanner.text.count
    while position < limit, records.count < Self.recordLimit,
      let (fields, end) = try? scanner.fields(from: position, limit: limit)
    {
      if !scanner.isBlankLine(from: position, to: end) {
        records.append(Record(start: position, end: end, fields: fields))
      }
      position = end + 1
    }
    self.records = records
  }

  /// The number of fields that most records have; nil where half of them differ.
  private var width: Int? {
    let counts = Dictionary(grouping: records.map(\.fields.count), by: { $0 }).mapValues(\.count)
    guard let (width, count) = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
    return 2 * count > records.count ? width : nil
  }

  /// Whether most records have as many fields as the first, at least two.
  var agrees: Bool {
    guard let first = records.first, first.fields.count > 1 else { return false }
    return 2 * records.count { $0.fields.count == first.fields.count } > records.count
  }

  /// Whether the first record cannot be the names of the rest: it has another number of fields than most, or a single value where
  /// they have three or more.
  private func hasOddStart(_ width: Int) -> Bool {
    guard let first = records.first else { return false }
    return first.fields.count < width || (width >= 3 && first.valueCount <= 1 && first.filled <= 1)
  }

  /// How many records stand above the names, 0 where none do.
  ///
  /// They have fewer values than the table has columns; below them come names for all of its columns, then rows.
  func titleCount(isHeader: (Record) -> Bool) -> Int {
    guard records.count >= 3, let width, width >= 2, hasOddStart(width),
      let header = records.firstIndex(where: { $0.fields.count == width && $0.filled == width }),
      header > 0, header <= Self.mostTitles, header + 1 < records.count,
      records[..<header].allSatisfy({ $0.filled < width && ($0.fields.count < width || $0.valueCount <= 2) }),
      isHeader(records[header])
    else { return 0 }
    return header
  }

  /// Whether the record at `index` gives the units of the columns: short words, in brackets or well known, above numbers.
  func hasUnits(at index: Int, missing: MissingTokens) -> Bool {
    guard records.indices.contains(index), records.count >= index + 3 else { return false }
    let rows = records[(index + 1)...].prefix(20)
    var (unitCount, isKnown) = (0, false)
    for (column, field) in records[index].fields.enumerated() {
      let text = scanner.string(of: field)
      if text.isEmpty || text == "-" { continue }
      let token = scanner.text[field.content]
      guard text.count <= 14, !isNumber(field), !missing.contains(token, isQuoted: false) else { return false }
      let cells = rows.compactMap { $0.fields.indices.contains(column) ? $0.fields[column] : nil }
      let values = cells.filter { !missing.contains(scanner.text[$0.content], isQuoted: false) }
      guard !values.isEmpty, values.allSatisfy(isNumber) else { return false }
      unitCount += 1
      isKnown = isKnown || Self.isUnit(text)
    }
    return unitCount > 0 && isKnown
  }

  /// How many empty fields every row has more than the names at `header` say; below 0 where names end in as many empty ones that no
  /// row has.
  func surplus(header: Int, firstRow: Int) -> Int {
    guard records.indices.contains(header), records.count > firstRow else { return 0 }
    let names = records[header].fields.count
    let rows = records[firstRow...]
    guard let width = rows.first?.fields.count, rows.allSatisfy({ $0.fields.count == width }) else { return 0 }
    if width > names { return rows.allSatisfy { $0.filled <= names } ? width - names : 0 }
    return width < names && records[header].filled <= width ? width - names : 0
  }

  private func isNumber(_ field: Field) -> Bool {
    DecoratedNumber(scanner.bytes(of: field)[...]).map { number in
      number.value(in: NumberFormat(thousands: ",")) != nil
        || number.value(in: NumberFormat(decimal: ",", thousands: ".")) != nil
    } ?? false
  }

  private static func isUnit(_ text: String) -> Bool {
    if (text.hasPrefix("(") && text.hasSuffix(")")) || (text.hasPrefix("[") && text.hasSuffix("]")) { return true }
    return units.contains(text.lowercased())
  }

  private static let units: Set<String> = [
    "eur", "usd", "gbp", "chf", "jpy", "€", "$", "£", "¥", "%", "percent", "euro", "euros", "dollars", "teur", "kg",
    "g", "t", "km",
    "m", "cm", "mm", "m2", "m²", "l", "ml", "years", "months", "weeks", "days", "hours", "minutes", "seconds", "jahre",
    "monate", "tage", "ans", "mois", "jours", "años", "anni", "count", "number", "pcs", "units", "stück", "points",
    "min", "h", "s",
  ]
}
