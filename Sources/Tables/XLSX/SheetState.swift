/// Where the reading of a sheet stands.
struct SheetState {
  let file: String
  let part: String
  let from1904: Bool
  let strings: SharedStrings
  let styles: CellStyles
  /// What stands before fractions in the text.
  let decimal: UInt8
  var sheet = SheetText()
  /// Why the sheet cannot be read.
  var mistake: String?

  // The row, from 1, where it begins in the text, and how many delimiters and values it has so far.
  private var row = 0
  private var rowStart = 0
  private var delimiters = 0
  private var hasValue = false
  // The cell: its column from 0, its type and style, what its value and its texts hold.
  private var column = -1
  private var type = CellType.number
  private var style = 0
  private var value: [UInt8] = []
  private var isCapturing = false
  private var hasFormula = false
  private var isPhonetic = false

  /// Rows and columns that a sheet may have.
  private static let (mostRows, mostColumns) = (1 << 20, 1 << 14)

  private enum CellType { case number, shared, boolean, error, formulaText, inlineText, isoDate }

  init(file: String, part: String, from1904: Bool, strings: SharedStrings, styles: CellStyles, decimal: UInt8) {
    (self.file, self.part, self.from1904) = (file, part, from1904)
    (self.strings, self.styles, self.decimal) = (strings, styles, decimal)
  }

  mutating func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name.isLetter("c") {
      startCell(attributes)
    } else if name.isLetter("v") {
      isCapturing = true
    } else if name.isLetter("t") {
      isCapturing = type == .inlineText && !isPhonetic
    } else if name.isLetter("f") {
      hasFormula = true
    } else if name.isCalled("row") {
      startRow(attributes)
    } else if name.isCalled("rPh") {
      isPhonetic = true
    } else if name.isCalled("mergeCell"), let cells = attributes["ref"].flatMap(MergedCells.init) {
      sheet.merges.append(cells)
    }
  }

  mutating func end(_ name: XMLName) {
    if name.isLetter("c") {
      endCell()
    } else if name.isLetter("v") || name.isLetter("t") {
      isCapturing = false
    } else if name.isCalled("row") {
      endRow()
    } else if name.isCalled("rPh") {
      isPhonetic = false
    }
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isCapturing { value.append(contentsOf: bytes) }
  }

  // MARK: Rows

  private mutating func startRow(_ attributes: XMLAttributes) {
    var number = row + 1
    attributes.visit { if $0.isLetter("r") { number = Self.number($1) } }
    guard number > row, number <= Self.mostRows else {
      mistake = mistake ?? "row \(number) stands behind row \(row)"
      return
    }
    for _ in row + 1..<number { sheet.bytes.append(CellText.terminator) }
    row = number
    (rowStart, delimiters, hasValue, column) = (sheet.bytes.count, 0, false, -1)
  }

  private mutating func endRow() {
    if !hasValue { sheet.bytes.removeLast(sheet.bytes.count - rowStart) }
    sheet.bytes.append(CellText.terminator)
    sheet.rowCount = row
  }

  // MARK: Cells

  private mutating func startCell(_ attributes: XMLAttributes) {
    var (place, type, style) = (column + 1, CellType.number, 0)
    attributes.visit { name, value in
      if name.isLetter("r") {
        place = Self.column(value)
      } else if name.isLetter("s") {
        style = Self.number(value)
      } else if name.isLetter("t") {
        type = Self.type(value)
      }
    }
    guard place > column, place < Self.mostColumns else {
      mistake = mistake ?? "the cells of row \(row) are not in the order of their columns"
      return
    }
    (column, self.type, self.style, hasFormula, isCapturing) = (place, type, style, false, false)
    value.removeAll(keepingCapacity: true)
  }

  private mutating func endCell() {
    guard mistake == nil, column >= 0, row > 0 else { return }
    if type == .number, styles[style] == .number, isPlain(value) {
      beginValue()
      sheet.bytes.append(contentsOf: value)
      return
    }
    writeOther()
  }

  /// Puts the delimiters before a value.
  @inline(__always)
  private mutating func beginValue() {
    while delimiters < column {
      sheet.bytes.append(CellText.delimiter)
      delimiters += 1
    }
    hasValue = true
    if column > sheet.lastColumn { sheet.lastColumn = column }
    if column < sheet.firstColumn { sheet.firstColumn = column }
  }

  /// Whether a number can go as it is.
  @inline(__always)
  private func isPlain(_ value: [UInt8]) -> Bool {
    guard !value.isEmpty else { return false }
    for byte in value where !(byte &- 0x30 < 10 || byte == 0x2D) {
      guard byte == 0x2E, decimal == 0x2E else { return byte == 0x2B || byte | 0x20 == 0x65 ? isSigned(value) : false }
    }
    return true
  }

  /// Whether a number with an exponent is of nothing else.
  private func isSigned(_ value: [UInt8]) -> Bool {
    decimal == 0x2E && value.allSatisfy { $0 &- 0x30 < 10 || [0x2D, 0x2B, 0x2E, 0x65, 0x45].contains($0) }
  }

  private mutating func writeOther() {
    switch type {
    case .number: writeNumber()
    case .shared:
      let index = value.reduce(0) { $1 &- 0x30 < 10 && $0 < 1 << 40 ? $0 * 10 + Int($1 &- 0x30) : $0 }
      guard !value.isEmpty else { return }
      guard index < strings.count else {
        mistake = "a cell of row \(row) refers to text \(index) of \(strings.count)"
        return
      }
      let text = strings.offsets[index]..<strings.offsets[index + 1]
      guard !text.isEmpty else { return }
      beginValue()
      sheet.bytes.append(contentsOf: strings.bytes[text])
      if strings.areNumbers[index] { note(\.numbersAsText, strings.bytes[text]) }
      if sheet.firstLineBreak == nil, strings.hadLineBreaks.contains(index) { sheet.firstLineBreak = row }
    case .formulaText, .inlineText: writeText(value)
    case .boolean:
      guard let first = value.first else { return noteUncomputed() }
      beginValue()
      sheet.bytes.append(contentsOf: first == UInt8(ascii: "1") ? "true".utf8 : "false".utf8)
    case .error: note(\.errors, value[...])
    case .isoDate: writeISODate()
    }
  }

  private mutating func writeNumber() {
    while let last = value.last, last <= 0x20 { value.removeLast() }
    value.removeFirst(value.prefix { $0 <= 0x20 }.count)
    guard !value.isEmpty else { return noteUncomputed() }
    let kind = styles[style]
    let parsed = value.withUnsafeBufferPointer { value in
      DecimalScanner.number(in: value, from: 0, to: value.count, point: UInt8(ascii: "."))
    }
    guard let parsed, parsed.end == value.count else { return writeText(value) }
    if kind == .date {
      let start = sheet.bytes.count
      let wasFirst = (hasValue, delimiters, sheet.firstColumn, sheet.lastColumn)
      beginValue()
      if SerialDate.append(parsed.value, from1904: from1904, to: &sheet.bytes) { return note(\.dates, value[...]) }
      sheet.bytes.removeLast(sheet.bytes.count - start)
      (hasValue, delimiters, sheet.firstColumn, sheet.lastColumn) = wasFirst
      return note(\.impossibleDates, value[...])
    }
    if kind == .time { note(\.times, value[...]) }
    beginValue()
    for byte in value { sheet.bytes.append(byte == 0x2E ? decimal : byte) }
  }

  private mutating func writeText(_ text: [UInt8]) {
    guard text.contains(where: { $0 > 0x20 }) else { return }
    beginValue()
    let start = sheet.bytes.count
    if CellText.append(text, to: &sheet.bytes) { sheet.firstLineBreak = sheet.firstLineBreak ?? row }
    if CellText.isNumber(sheet.bytes, from: start) { note(\.numbersAsText, text[...]) }
  }

  /// A date in ISO 8601; midnight is a day.
  private mutating func writeISODate() {
    var text = value[...]
    if text.last == UInt8(ascii: "Z") { text.removeLast() }
    let midnight = Array("T00:00:00".utf8)
    let fraction = text.firstIndex(of: UInt8(ascii: ".")).map { text[$0...] } ?? []
    if fraction.dropFirst().allSatisfy({ $0 == 0x30 }) { text = text.dropLast(fraction.count) }
    if text.count > midnight.count, text.suffix(midnight.count).elementsEqual(midnight) {
      text = text.dropLast(midnight.count)
    } else {
      text = value[...]
    }
    writeText(Array(text))
    note(\.dates, value[...])
  }

  // MARK: What is noted

  private mutating func noteUncomputed() { if hasFormula { note(\.uncomputed, [][...]) } }

  @inline(never)
  private mutating func note(_ kind: WritableKeyPath<CellTally, CellTally.Sighting>, _ token: ArraySlice<UInt8>) {
    while sheet.tallies.count <= column { sheet.tallies.append(CellTally()) }
    sheet.tallies[column][keyPath: kind].add(row: row, String(decoding: token.prefix(40), as: UTF8.self))
  }

  // MARK: Attributes

  private static func type(_ text: UnsafePointer<CChar>) -> CellType {
    switch (UInt8(bitPattern: text[0]), text[0] == 0 ? 0 : text[1]) {
    case (UInt8(ascii: "s"), 0): .shared
    case (UInt8(ascii: "b"), _): .boolean
    case (UInt8(ascii: "e"), _): .error
    case (UInt8(ascii: "d"), _): .isoDate
    case (UInt8(ascii: "s"), _): .formulaText
    case (UInt8(ascii: "i"), _): .inlineText
    default: .number
    }
  }

  /// A whole number, as far as the text is one; more than any row where it has too many digits.
  @inline(__always)
  private static func number(_ text: UnsafePointer<CChar>) -> Int {
    var (place, number) = (text, 0)
    while UInt8(bitPattern: place.pointee) &- 0x30 < 10 {
      number = min(number * 10 + Int(place.pointee - 0x30), 1 << 40)
      place += 1
    }
    return number
  }

  /// The column of a reference such as `AB12`, from 0; beyond all where there are too many letters.
  @inline(__always)
  private static func column(_ text: UnsafePointer<CChar>) -> Int {
    var (place, column) = (text, 0)
    while true {
      let letter = (UInt8(bitPattern: place.pointee) | 0x20) &- 0x61
      guard letter < 26 else { return column - 1 }
      column = min(column * 26 + Int(letter) + 1, 1 << 20)
      place += 1
    }
  }
}
