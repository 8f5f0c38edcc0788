/// Looks at a column that would be text for what it was meant to hold: numbers, local dates, text in formulas.
struct ColumnRepair {
  let options: CSVOptions
  let format: NumberFormat
  let missing: MissingTokens

  /// What was read as what, in which row it is seen first; the notice wants that row's line.
  struct Note {
    var row: Int
    var notice: @Sendable (_ line: Int) -> LoadNotice
  }

  struct Outcome {
    var values: ColumnValues
    var note: Note?
    /// The order of dates that the column proves.
    var provenOrder: DateOrder?
    /// Dates of an order that nothing in the column tells.
    var isUndecided = false
    /// Numbers that another notation reads as others.
    var isOpenNumber = false
    /// What signs of money and percent say.
    var role: AssignedRole?
  }

  /// Nil where the column stays the text that it is.
  /// - Parameter preferred: the order that other columns' dates have.
  /// - Complexity: O(distinct values) where nothing is repaired, which a first odd value mostly ends; else O(rows).
  func outcome(_ text: TextColumn, name: String, preferring preferred: DateOrder? = nil) -> Outcome? {
    guard options.repair == .auto, text.categories.count > 0 else { return nil }
    if options.dates != .text,
      let dates = DateRepair(categories: text.categories, missing: missing, reading: options.dates)
        .outcome(preferring: preferred)
    {
      return outcome(of: dates, text, name)
    }
    let repair = NumberRepair(
      categories: text.categories, missing: missing, decimal: options.decimal, thousands: options.thousands,
      format: format)
    if let reading = repair.reading() { return outcome(of: reading, text, name) }
    if let joined = JoinedAnswers(text) {
      let (token, value) = (text.categories[joined.example], joined.answer)
      return Outcome(
        values: .text(joined.text),
        note: Note(row: row(of: joined.example, in: text)) {
          .joinedAnswers(column: name, line: $0, token: token, value: value)
        })
    }
    if let (unwrapped, example) = FormulaText.unwrapped(text) {
      let token = text.categories[example]
      return Outcome(
        values: .text(unwrapped),
        note: Note(row: row(of: example, in: text)) {
          .readFormulaAsText(column: name, line: $0, token: token, value: String(token.dropFirst(2).dropLast()))
        })
    }
    return nil
  }

  /// Numbers that spell days; nil where they stay numbers.
  func outcome(_ numbers: [Double], name: String) -> Outcome? {
    guard options.repair == .auto, options.dates != .text, name != options.identifier,
      let (dates, row) = CompactDates.dates(numbers, name: name)
    else { return nil }
    let (token, value) = (String(Int(numbers[row])), dates.text(at: row) ?? "")
    return Outcome(
      values: .dates(dates),
      note: Note(row: row) { .readNumberAsDate(column: name, line: $0, token: token, value: value) })
  }

  /// Text of nothing but plain numbers, which lose no digit, as numbers.
  func plainNumbers(_ text: TextColumn) -> [Double]? {
    var values: [Double] = []
    for index in text.categories.indices {
      let number = text.categories.withUTF8(at: index) { format.number(in: $0, 0..<$0.count) }
      guard let number, number.traits.isDisjoint(with: [.leadingZero, .inexactInteger]) else { return nil }
      values.append(number.value)
    }
    return values.isEmpty ? nil : text.codes.map { $0 < 0 ? .nan : values[Int($0)] }
  }

  private func outcome(of reading: NumberRepair.Reading, _ text: TextColumn, _ name: String) -> Outcome {
    let values = ColumnValues.numbers(text.codes.map { $0 < 0 ? .nan : reading.values[Int($0)] })
    func value(_ category: Int) -> String {
      Column(name: "", numbers: [reading.values[category]]).text(at: 0) ?? "missing"
    }
    let category = reading.ambiguity?.category ?? reading.example
    let (token, read, how) = (text.categories[category], value(category), reading.how.joined(separator: ", "))
    let signs = reading.signs.isEmpty ? "" : " (\(reading.signs.joined(separator: ", ")))"
    let note = Note(row: row(of: category, in: text)) { line in
      if let ambiguity = reading.ambiguity {
        let other = Column(name: "", numbers: [ambiguity.other]).text(at: 0) ?? ""
        return .ambiguousNumber(
          column: name, line: line, token: token, value: read + signs, other: other, option: ambiguity.option)
      }
      return .readAsNumber(column: name, line: line, token: token, value: read, how: how)
    }
    let role =
      reading.isPercent
      ? AssignedRole(.share, because: "written as percent")
      : reading.currency.map { AssignedRole(.amount, because: "written with \($0)") }
    return Outcome(values: values, note: note, isOpenNumber: reading.ambiguity != nil, role: role)
  }

  private func outcome(of dates: DateRepair.Outcome, _ text: TextColumn, _ name: String) -> Outcome {
    switch dates {
    case .undecided(let example):
      let token = text.categories[example]
      return Outcome(
        values: .text(text),
        note: Note(row: row(of: example, in: text)) { .undecidedDate(column: name, line: $0, token: token) })
    case .misfit(let example, let asked, let fitting):
      let token = text.categories[example]
      return Outcome(
        values: .text(text),
        note: Note(row: row(of: example, in: text)) {
          .unfitDates(column: name, line: $0, token: token, asked: asked, fitting: fitting)
        })
    case .dates(let dates):
      let values = ColumnValues.dates(
        DateColumn(
          microseconds: text.codes.map { $0 < 0 ? DateColumn.missing : dates.microseconds[Int($0)] },
          precision: dates.precision))
      let category = dates.ambiguity?.category ?? dates.example
      let token = text.categories[category]
      let value = ISODate.text(microseconds: dates.microseconds[category], precision: .day)
      let (order, precision) = (dates.order, DateColumn.Precision.day)
      let other = dates.ambiguity.map {
        (order: $0.other, text: ISODate.text(microseconds: $0.microseconds, precision: precision))
      }
      let hasShortYears = dates.hasShortYears
      let note = Note(row: row(of: category, in: text)) { line in
        if let other {
          return .ambiguousDate(
            column: name, line: line, token: token, value: value, order: order, other: other.text,
            otherOrder: other.order)
        }
        return .readAsDate(
          column: name, line: line, token: token, value: value, order: order, hasShortYears: hasShortYears)
      }
      return Outcome(
        values: values, note: note, provenOrder: dates.isProven && order != .ymd ? order : nil,
        isUndecided: dates.ambiguity != nil)
    }
  }

  private func row(of category: Int, in text: TextColumn) -> Int { text.codes.firstIndex(of: Int32(category)) ?? 0 }
}
