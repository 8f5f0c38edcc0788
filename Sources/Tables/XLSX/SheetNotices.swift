/// What there is to say of how the cells of a sheet were read, beyond what is said of text.
struct SheetNotices {
  let text: SheetText
  let head: MergedHead?
  let readsDates: Bool

  func notices(_ table: Table) -> [LoadNotice] {
    var notices: [LoadNotice] = []
    if let head {
      notices.append(
        .joinedHead(first: head.rows.lowerBound, last: head.rows.upperBound, name: head.example))
    }
    for (index, column) in table.columns.enumerated() {
      // Columns are left out at the end alone, so that the others have their places.
      let place = text.firstColumn + index
      if place < text.tallies.count { notices += self.notices(column, text.tallies[place]) }
    }
    let below = merges(below: head?.rows.upperBound ?? text.namesRow)
    if let first = below.map(\.rows.lowerBound).min() {
      notices.append(.mergedCells(count: below.count, row: first))
    }
    if let row = text.firstLineBreak { notices.append(.lineBreaks(row: row)) }
    return notices
  }

  private func notices(_ column: Column, _ tally: CellTally) -> [LoadNotice] {
    var notices: [LoadNotice] = []
    let name = column.name
    if tally.errors.count > 0 {
      notices.append(
        .errorCells(column: name, count: tally.errors.count, row: tally.errors.row, token: tally.errors.token))
    }
    if tally.uncomputed.count > 0 {
      notices.append(.uncomputedFormulas(column: name, count: tally.uncomputed.count, row: tally.uncomputed.row))
    }
    if tally.impossibleDates.count > 0 {
      let dates = tally.impossibleDates
      notices.append(.impossibleDates(column: name, count: dates.count, row: dates.row, token: dates.token))
    }
    switch column.values {
    case .numbers:
      if tally.times.count > 0 {
        notices.append(.timesAsDays(column: name, row: tally.times.row, token: tally.times.token))
      }
      let texts = tally.numbersAsText.below(head?.rows.upperBound ?? text.namesRow)
      if texts.count > 0 {
        notices.append(.numbersStoredAsText(column: name, count: texts.count, row: texts.row, token: texts.token))
      }
    case .text where tally.dates.count > 0 && readsDates:
      notices.append(.mixedDates(column: name, count: tally.dates.count, row: tally.dates.row))
    case .text, .booleans, .dates: break
    }
    return notices
  }

  private func merges(below row: Int) -> [MergedCells] { text.merges.filter { $0.rows.lowerBound > row } }
}

extension SheetText {
  /// Rows that are looked at for names.
  private static let headRows = 30

  /// The first rows of a squared text, value by value.
  private var firstRows: [[String]] {
    var rows: [[String]] = []
    var start = 0
    while rows.count < Self.headRows, start < bytes.count {
      let end = bytes[start...].firstIndex(of: CellText.terminator) ?? bytes.count
      let line = bytes[start..<end]
      rows.append(
        line.isEmpty
          ? []
          : line.split(separator: CellText.delimiter, omittingEmptySubsequences: false)
            .map { String(decoding: $0.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self) })
      start = end + 1
    }
    return rows
  }

  /// The first row of two values or more, where names stand if nothing else is known.
  var namesRow: Int { (firstRows.firstIndex { $0.count { !$0.isEmpty } > 1 } ?? 0) + 1 }

  /// Puts one row of names in the place of several, where merged cells hold some of them; the rows before it become empty.
  /// - Parameter skipped: rows that are no names.
  mutating func joinHead(after skipped: Int) -> MergedHead? {
    guard !merges.isEmpty, let head = MergedHead(firstRows, merges: merges, firstColumn: firstColumn),
      head.rows.lowerBound > skipped
    else { return nil }
    var (start, line) = (0, 1)
    while line < head.rows.lowerBound {
      start = (bytes[start...].firstIndex(of: CellText.terminator) ?? bytes.count - 1) + 1
      line += 1
    }
    var end = start
    for _ in head.rows { end = (bytes[end...].firstIndex(of: CellText.terminator) ?? bytes.count - 1) + 1 }
    let names = head.names.map { Array($0.utf8) }.joined(separator: [CellText.delimiter])
    let empty = [UInt8](repeating: CellText.terminator, count: head.rows.count - 1)
    bytes.replaceSubrange(start..<end, with: empty + Array(names) + [CellText.terminator])
    return head
  }
}
