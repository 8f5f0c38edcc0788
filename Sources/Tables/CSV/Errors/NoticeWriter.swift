import Wording

/// Puts what was found while reading into notices, with physical lines.
struct NoticeWriter {
  let source: DecodedFile
  let layout: CSVLayout
  let index: RecordIndex
  let format: NumberFormat
  /// The tokens that the user listed as missing.
  let listed: [String]
  let missing: MissingTokens
  let poll: LoadPoll

  func notices(columns: [RepairedColumn], reading: ColumnReading, decimals: DecimalSniffer?) -> [LoadNotice] {
    var notices: [LoadNotice] = []
    if let comma = decimals?.comma {
      notices.append(
        .decimalComma(column: columns[comma.column].column.name, line: line(ofOffset: comma.offset), token: comma.token)
      )
    }
    let words = Dictionary(grouping: reading.missingWords, by: \.key.column)
    for (number, repaired) in columns.enumerated() {
      let column = repaired.column
      if poll.isCancelled { break }
      let infinities = reading.tallies[number].infinities
      if case .numbers = column.values, infinities.count > 0 {
        notices.append(
          .infinities(column: column.name, count: infinities.count, line: line(ofOffset: infinities.offset)))
      }
      if column.values.isAllMissing { notices.append(.allMissing(column: column.name)) }
      if let note = repaired.note {
        notices.append(note.notice(line(ofRow: note.row)))
      } else if case .text(let text) = column.values,
        let notice = notice(about: text, name: column.name) ?? repaired.mixedDates(missing, line: line(ofRow:))
      {
        notices.append(notice)
      } else if case .numbers(let numbers) = column.values,
        let notice = notice(about: numbers, column, number, decimals)
      {
        notices.append(notice)
      }
      for (word, sighting) in (words[number] ?? []).sorted(by: { $0.value.offset < $1.value.offset }) {
        let token = String(decoding: word.token, as: UTF8.self)
        guard !listed.contains(token) else { continue }
        notices.append(
          .readAsMissing(
            column: column.name, token: token, count: sighting.count, line: line(ofOffset: sighting.offset)))
      }
    }
    let unseen = missing.unseen
    if !unseen.isEmpty { notices.append(.unseenMissing(unseen)) }
    return notices
  }

  /// 6.970 in every row: six and a bit, or thousands.
  private func notice(
    about numbers: [Double], _ column: Column, _ number: Int, _ decimals: DecimalSniffer?
  ) -> LoadNotice? {
    guard let open = decimals?.open[number], decimals?.comma == nil, DecimalSniffer.couldAllBeThousands(numbers),
      let value = DecoratedNumber(Array(open.token.utf8)[...])?.value(in: format)?.value
    else { return nil }
    return .ambiguousNumber(
      column: column.name, line: line(ofOffset: open.offset), token: open.token, value: shortest(value),
      other: shortest((value * 1000).rounded()), option: "decimal=,")
  }

  private func notice(about text: TextColumn, name: String) -> LoadNotice? {
    let category: Int
    let finding = TextReview(text: text, format: format).finding()
    switch finding {
    case nil: return nil
    case .leadingZeros(let found), .longIntegers(let found), .numberFormat(let found, _),
      .nearlyNumbers(let found, _, _):
      category = found
    }
    let token = text.categories[category]
    let row = text.codes.firstIndex(of: Int32(category)) ?? 0
    let line = line(ofOffset: index.offset(ofRow: row, in: source.text, layout: layout))
    return switch finding {
    case .longIntegers: .longIntegers(column: name, line: line, token: token)
    case .numberFormat(_, let options): .numberFormat(column: name, line: line, token: token, options: options)
    case .nearlyNumbers(_, let others, let count):
      .nearlyNumbers(column: name, others: others, count: count, line: line, token: token)
    case .leadingZeros, nil: .leadingZeros(column: name, line: line, token: token)
    }
  }

  /// The physical line of a row.
  func line(ofRow row: Int) -> Int { line(ofOffset: index.offset(ofRow: row, in: source.text, layout: layout)) }

  private func line(ofOffset offset: Int) -> Int {
    source.line(of: offset, terminator: layout.terminator) { poll.isCancelled }
  }
}
