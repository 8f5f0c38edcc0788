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

  /// Where a name is lacking: the names are one fewer than the values of every row, words above what are not all words, as a program
  /// leaves them that does not name its rows. nil where all columns have names.
  enum LackingName { case first, last }

  /// The place of the name that the record at `header` lacks.
  func lackingName(_ header: Int) -> LackingName? {
    guard records.count > header + 2, let width, width >= 3 else { return nil }
    let names = records[header]
    guard names.fields.count == width - 1, names.valueCount == width - 1, !names.fields.contains(where: isNumber),
      !Self.hasRepeats(names.fields.map(scanner.string))
    else { return nil }
    let rows = records[(header + 1)...]
    guard rows.allSatisfy({ $0.fields.count == width && !$0.fields[width - 1].content.isEmpty }),
      rows.allSatisfy({ $0.fields.contains(where: isNumber) })
    else { return nil }
    return Self.hasRepeats(rows.map { scanner.string(of: $0.fields[0]) }) ? .last : .first
  }

  private static func hasRepeats(_ texts: [String]) -> Bool { Set(texts).count < texts.count }

  /// How many records stand above the names, 0 where none do.
  ///
  /// They have fewer values than the table has columns; below them come names for all of its columns, then rows.
  func titleCount(isHeader: (Record) -> Bool) -> Int {
    guard records.count >= 3, let width, width >= 2, hasOddStart(width), lackingName(0) == nil,
      let header = records.firstIndex(where: { $0.fields.count == width && $0.filled == width }),
      header > 0, header <= Self.mostTitles, header + 1 < records.count,
      records[..<header].allSatisfy({ $0.filled < width && ($0.fields.count < width || $0.valueCount <= 2) }),
      isHeader(records[header])
    else { return 0 }
    return header
  }

  /// What a record of words above numbers is.
  enum SecondLine { case units, names }

  /// What the record at `index` is when it is no row: units of the columns, short words of which half are in brackets or well known,
  /// or more names; nil for a row.
  func secondLine(at index: Int, missing: MissingTokens) -> SecondLine? {
    guard records.indices.contains(index), records.count >= index + 3 else { return nil }
    let rows = records[(index + 1)...].prefix(20)
    var (unitCount, knownCount) = (0, 0)
    for (column, field) in records[index].fields.enumerated() {
      let text = scanner.string(of: field)
      if text.isEmpty || text == "-" { continue }
      let token = scanner.text[field.content]
      guard text.count <= 14, !isNumber(field), !missing.contains(token, isQuoted: false) else { return nil }
      let cells = rows.compactMap { $0.fields.indices.contains(column) ? $0.fields[column] : nil }
      let values = cells.filter { !missing.contains(scanner.text[$0.content], isQuoted: false) }
      guard !values.isEmpty, values.allSatisfy(isNumber) else { return nil }
      unitCount += 1
      if Self.isUnit(text) { knownCount += 1 }
    }
    // Names of a second row may hold a word that is a unit too.
    if knownCount > 0, 2 * knownCount >= unitCount { return .units }
    return unitCount > 1 && records[0].valueCount < records[0].fields.count ? .names : nil
  }

  /// A number among the names at `header` that stands above numbers, where no word stands above any: the names may be a row. Years
  /// and numbers one after the other do serve as names.
  func numberAmongNames(_ header: Int) -> String? {
    guard records.count > header + 1 else { return nil }
    let rows = records[(header + 1)...].prefix(20)
    var numbers: [String] = []
    for (column, field) in records[header].fields.enumerated() {
      let cells = rows.compactMap { $0.fields.indices.contains(column) ? $0.fields[column] : nil }
        .filter { !$0.content.isEmpty }
      guard !cells.isEmpty, cells.allSatisfy(isNumber) else { continue }
      guard isNumber(field) else { return nil }
      numbers.append(scanner.string(of: field))
    }
    let whole = numbers.compactMap { Int($0) }
    let areYears = whole.count == numbers.count && whole.allSatisfy { (1900...2100).contains($0) }
    let areInOrder =
      whole.count == numbers.count && whole.count > 1 && zip(whole, whole.dropFirst()).allSatisfy { $1 == $0 + 1 }
    return areYears || areInOrder ? nil : numbers.first
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
    "min", "h", "s", "kwh", "mwh", "kw", "kwh/jahr", "eur/jahr", "eur/monat", "km/h", "mb", "gb", "pct", "no.", "n",
    "tsd.", "tsd. eur",
  ]
}
