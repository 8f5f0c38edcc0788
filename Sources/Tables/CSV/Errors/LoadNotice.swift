/// What the reader decided about a file that the user should know. Lines are physical lines, from 1.
public enum LoadNotice: Sendable, Equatable, Codable {
  /// A name occurred before; column `number` (from 1) got `name`.
  case duplicateName(String, number: Int, name: String)
  /// The header names no column `number` (from 1); it is called `name`.
  case unnamedColumn(number: Int, name: String)
  /// The first line reads like a row.
  case headerLooksLikeData(line: Int, token: String)
  /// The column has no value at all.
  case allMissing(column: String)
  case infinities(column: String, count: Int, line: Int)
  /// The column is text, but nearly all of it are numbers written with other separators; `options` reads them.
  case numberFormat(column: String, line: Int, token: String, options: String)
  /// The column is text because of a few values that are no numbers.
  case nearlyNumbers(column: String, others: Int, count: Int, line: Int, token: String)
  /// The column is text because a number in it begins with zeros.
  case leadingZeros(column: String, line: Int, token: String)
  /// The column is text because a double cannot hold all of its digits.
  case longIntegers(column: String, line: Int, token: String)
  /// A word was read as missing where it might have been meant as a value.
  case readAsMissing(column: String, token: String, count: Int, line: Int)
  /// Tokens of `missing=` that stand nowhere in the file.
  case unseenMissing([String])
  /// The column named as identifier has the same value, or none, in several rows.
  case identifierNotUnique(column: String)
  /// A column of decorated numbers; `how` says what was passed over.
  case readAsNumber(column: String, line: Int, token: String, value: String, how: String)
  /// Yes and no that are written in small letters here and in capitals there.
  case joinedAnswers(column: String, line: Int, token: String, value: String)
  /// Numbers that another notation reads as others, by `option`.
  case ambiguousNumber(column: String, line: Int, token: String, value: String, other: String, option: String)
  /// The file's numbers were found to have a decimal comma.
  case decimalComma(column: String, line: Int, token: String)
  case readAsDate(column: String, line: Int, token: String, value: String, order: DateOrder, hasShortYears: Bool)
  /// Dates that another order reads as other days.
  case ambiguousDate(
    column: String, line: Int, token: String, value: String, order: DateOrder, other: String, otherOrder: DateOrder)
  /// The column is text because nothing tells the order of its dates.
  case undecidedDate(column: String, line: Int, token: String)
  /// The column is text because the order that was asked for is not that of its dates.
  case unfitDates(column: String, line: Int, token: String, asked: DateOrder, fitting: DateOrder)
  /// Text in a formula that keeps a spreadsheet from reading it as a number.
  case readFormulaAsText(column: String, line: Int, token: String, value: String)
  /// Lines above the names, of which `text` is the first; the names stand on `line`.
  case titleLines(count: Int, text: String, line: Int)
  /// The line below the names gives units.
  case unitLine(line: Int, text: String)
  /// The line below the names reads like more names; `skip` begins with it.
  case secondNames(line: Int, skip: Int)
  /// Columns behind the last with neither name nor value.
  case emptyColumns(count: Int)
  /// Short lines at the end of the file, from `line` on.
  case raggedEnd(count: Int, line: Int, expected: Int, found: Int, text: String)
  case raggedSkipped(count: Int, line: Int, expected: Int, found: Int)
  case raggedPadded(count: Int, line: Int, expected: Int, found: Int)
  /// Arrays and objects that stay as their JSON text.
  case nestedValues(column: String, count: Int, line: Int)
  /// Text beside numbers or true and false, so that all is text.
  case mixedTypes(column: String, line: Int)
  /// The last row holds the sums of its columns, or their means.
  case totalRow(line: Int, label: String)
  /// A row below the sums that holds nothing but a text.
  case remarkBelow(line: Int, text: String)
  /// Rows at the end without any value.
  case emptyRowsBelow(count: Int)
  /// The names are one fewer than the values of each row: the first column has none, or the last.
  case shortNames(line: Int, isFirst: Bool, name: String)
  /// The last row is called a total and holds nothing else.
  case emptyTotalRow(line: Int, label: String)
  /// The last row is called a total, but too few of its numbers are; it stays.
  case doubtfulTotalRow(line: Int, label: String, sums: Int, numbers: Int)
  /// Numbers of eight digits that are days.
  case readNumberAsDate(column: String, line: Int, token: String, value: String)
  /// The column is text because its dates are not written in one way, or some values are none.
  case mixedDateSpellings(column: String, token: String, line: Int, other: String, otherLine: Int)
  /// Of a sheet of a workbook: its lines are rows.
  indirect case inRows(LoadNotice)
  /// Which of several sheets was read.
  case sheet(String, others: [String])
  /// Names over several rows of a sheet, made one; `name` is one of them.
  case joinedHead(first: Int, last: Int, name: String)
  /// Merged cells among the values.
  case mergedCells(count: Int, row: Int)
  case lineBreaks(row: Int)
  case errorCells(column: String, count: Int, row: Int, token: String)
  case uncomputedFormulas(column: String, count: Int, row: Int)
  /// Numbers of days that no calendar has.
  case impossibleDates(column: String, count: Int, row: Int, token: String)
  /// Points in time of no year from 1 to 9999, such as a database's infinity.
  case datesBeyondCalendar(column: String, count: Int, row: Int)
  case timesAsDays(column: String, row: Int, token: String)
  case numbersStoredAsText(column: String, count: Int, row: Int, token: String)
  /// Dates beside numbers or words, so that all is text.
  case mixedDates(column: String, count: Int, row: Int)

  /// In a sentence without a full stop.
  public var message: String { message(line: "line") }

  /// - Parameter word: what a line of the source is called.
  private func message(line word: String) -> String {
    switch self {
    case .duplicateName(let name, let number, let new):
      "column \(number) is called \(name) like one before it; it was loaded as \(new)"
    case .unnamedColumn(let number, let name):
      "column \(number) has no name in the header; it was loaded as \(name)"
    case .headerLooksLikeData(let line, let token):
      "\(word) \(line) reads like a row (\(token.shortened)), not like column names; if the file lacks its header, header=no"
    case .allMissing(let column):
      "\(column) has no value in any row"
    case .infinities(let column, let count, let line):
      "\(column) has \(count) infinite value\(count == 1 ? "" : "s"), the first on \(word) \(line)"
    case .numberFormat(let column, let line, let token, let options):
      "\(column) was read as text: \(token.shortened) on \(word) \(line) is a number with \(options)"
    case .nearlyNumbers(let column, let others, let count, let line, let token):
      "\(column) was read as text: \(others) of \(count) values \(others == 1 ? "is" : "are") not a number, "
        + "the first \"\(token.shortened)\" on \(word) \(line)"
        // Codes are words as well as numbers.
        + (NameWords(column).isCode || DecoratedNumber(Array(token.utf8)[...]) != nil || TotalRow.isName(token)
          ? "" : "; if it stands for missing, missing=\"\(token.shortened)\"")
    case .leadingZeros(let column, let line, let token):
      "\(column) was read as text: \(token.shortened) on \(word) \(line) begins with a zero that a number would lose"
    case .longIntegers(let column, let line, let token):
      "\(column) was read as text: \(token.shortened) on \(word) \(line) has more digits than a number keeps"
    case .readAsMissing(let column, let token, let count, let line):
      "\(column): \"\(token)\" was read as missing \(count == 1 ? "once" : "\(count) times"), first on \(word) \(line)"
        + (MissingTokens.isWord(token) ? "; repair=none keeps the column as text" : "; missing=\"\" keeps such words")
    case .unseenMissing(let tokens): Self.unseen(tokens)
    case .identifierNotUnique(let column):
      "\(column) does not have a value of its own in every row"
    case .readAsNumber(let column, let line, let token, let value, let how):
      "\(column): \(token) on \(word) \(line) was read as \(value), and the whole column so\(how.isEmpty ? "" : " (\(how))"); "
        + "repair=none keeps text"
    case .joinedAnswers(let column, let line, let token, let value):
      "\(column): \(token) on \(word) \(line) was read as \(value), one answer in several spellings; repair=none keeps them"
    case .ambiguousNumber(let column, let line, let token, let value, let other, let option):
      "\(column): \(token) on \(word) \(line) was read as \(value) and could as well be \(other), since no value tells "
        + "thousands from decimals; \(option) reads it so"
    case .decimalComma(let column, let line, let token):
      "numbers were read with a decimal comma, as \(token) on \(word) \(line) in \(column) shows; decimal=. reads them otherwise"
    case .readAsDate(let column, let line, let token, let value, let order, let hasShortYears):
      "\(column): \(token) on \(word) \(line) was read as \(value), \(order.words)"
        + (hasShortYears ? " and years of two digits as 1969 to 2068" : "") + "; dates=text keeps text"
    case .ambiguousDate(let column, let line, let token, let value, let order, let other, let otherOrder):
      "\(column): \(token) on \(word) \(line) was read as \(value), \(order.words), and could as well be \(other), since no "
        + "value tells; dates=\(otherOrder) reads \(otherOrder.words)"
    case .undecidedDate(let column, let line, let token):
      "\(column) was left as text: \(token) on \(word) \(line) reads like a date, and no value tells day, month and year apart; "
        + "dates=dmy, dates=mdy or dates=ymd says it"
    case .unfitDates(let column, let line, let token, let asked, let fitting):
      "\(column) was left as text: \(token) on \(word) \(line) is no day with \(asked.words); dates=\(fitting) reads the column, and "
        + "dates=auto finds the order of each column"
    case .readFormulaAsText(let column, let line, let token, let value):
      "\(column): \(token) on \(word) \(line) was read as the text \(value); repair=none keeps it as it stands"
    case .titleLines(let count, let text, let line):
      "\(count == 1 ? "a \(word) stands" : "\(count) \(word)s stand") above the names on \(word) \(line) and \(count == 1 ? "was" : "were") "
        + "left out (\(text)); skip=0 takes the first \(word) for names"
    case .unitLine(let line, let text):
      "\(word) \(line) gives units (\(text)) and was left out; repair=none takes it for a row"
    case .secondNames(let line, let skip):
      "\(word) \(line) reads like a second \(word) of names and was read as a row; skip=\(skip) takes it for the names"
    case .emptyColumns(let count):
      "\(count == 1 ? "a last column" : "\(count) last columns") without name and value \(count == 1 ? "was" : "were") left out; "
        + "ragged=error keeps or refuses what stands behind the names"
    case .raggedEnd(let count, let line, let expected, let found, let text):
      "\(count == 1 ? "the last line" : "the last \(count) lines"), \(line)\(count == 1 ? "" : " on") (\(text)), "
        + "\(count == 1 ? "was" : "were") left out: \(found) field\(found == 1 ? "" : "s") where the header has \(expected); "
        + "ragged=pad keeps such lines, ragged=error refuses them"
    case .raggedSkipped(let count, let line, let expected, let found):
      "\(count) row\(count == 1 ? "" : "s") without \(expected) fields left out, the first on \(word) \(line) with \(found), as "
        + "ragged=skip has it"
    case .raggedPadded(let count, let line, let expected, let found):
      "\(count) row\(count == 1 ? "" : "s") brought to \(expected) fields, the first on \(word) \(line) with \(found), as "
        + "ragged=pad has it"
    case .nestedValues(let column, let count, let line):
      "\(column) holds \(count == 1 ? "an array or object" : "\(count) arrays or objects"), first on \(word) \(line), kept as "
        + "JSON text"
    case .mixedTypes(let column, let line):
      "\(column) holds values of several types and was read as text, as \(word) \(line) shows"
    case .totalRow(let line, let label):
      "the last row, \(word) \(line) (\(label)), \(TotalRow.isAverage(label) ? "gives the means of" : "sums up") the rows above and "
        + "was kept out; repair=none keeps it"
    case .remarkBelow(let line, let text):
      "\(word) \(line) (\(text)) stands below the sums with nothing beside it and was kept out; repair=none keeps it"
    case .emptyRowsBelow(let count):
      "\(count == 1 ? "a row" : "\(count) rows") without any value at the end \(count == 1 ? "was" : "were") kept out; repair=none "
        + "keeps \(count == 1 ? "it" : "them")"
    case .shortNames(let line, let isFirst, let name):
      "the names on \(word) \(line) are one fewer than the values of each row: the \(isFirst ? "first" : "last") column has none "
        + "and is called \(name)"
    case .emptyTotalRow(let line, let label):
      "the last row, \(word) \(line), holds nothing but the name \(label) and was kept out; repair=none keeps it"
    case .doubtfulTotalRow(let line, let label, let sums, let numbers):
      "the last row, \(word) \(line), is called \(label), but \(sums == 0 ? "none" : "only \(sums)") of its \(numbers) numbers "
        + "\(sums < 2 ? "is the sum of its column" : "are the sums of their columns"); it counts as a row like any, until %filter takes it out"
    case .readNumberAsDate(let column, let line, let token, let value):
      "\(column): \(token) on \(word) \(line) was read as \(value), and the whole column so; dates=text keeps numbers"
    case .mixedDateSpellings(let column, let token, let line, let other, let otherLine):
      "\(column) was read as text: \(token.shortened) on \(word) \(line) and \(other.shortened) on \(word) \(otherLine) are not both days of the "
        + "calendar in one spelling; with one throughout it is a column of dates"
    case .inRows(let notice): notice.message(line: "row")
    case .sheet(let name, let others):
      "the sheet \(name) was read; sheet= takes another one: \(others.prefix(12).joined(separator: ", "))"
        + (others.count > 12 ? " and \(others.count - 12) more" : "")
    case .joinedHead(let first, let last, let name):
      "the names stand over rows \(first) to \(last) in merged cells and were joined, such as \(name); repair=none takes the "
        + "first of the rows alone"
    case .mergedCells(let count, let row):
      "\(count == 1 ? "merged cells stand" : "\(count) groups of merged cells stand") below the names, \(count == 1 ? "" : "the first ")on "
        + "row \(row): their value is that of the first of them, the others are missing"
    case .lineBreaks(let row):
      "line breaks within cells were read as blanks, first on row \(row)"
    case .errorCells(let column, let count, let row, let token):
      "\(column): \(count == 1 ? "a cell holds an error" : "\(count) cells hold errors") (\(token) on row \(row)) and "
        + "\(count == 1 ? "is" : "are") missing"
    case .uncomputedFormulas(let column, let count, let row):
      "\(column): \(count == 1 ? "a formula has" : "\(count) formulas have") no result in the file, the first on row \(row), and "
        + "\(count == 1 ? "is" : "are") missing; a spreadsheet that opens and saves the file computes them"
    case .impossibleDates(let column, let count, let row, let token):
      "\(column): \(count == 1 ? "a number is" : "\(count) numbers are") shown as a date and \(count == 1 ? "is" : "are") none "
        + "(\(token) on row \(row)), and \(count == 1 ? "is" : "are") missing"
    case .datesBeyondCalendar(let column, let count, let row):
      "\(column): \(count == 1 ? "a point" : "\(count) points") in time outside the years 1 to 9999 \(count == 1 ? "is" : "are") missing, "
        + "the first on row \(row)"
    case .timesAsDays(let column, let row, let token):
      "\(column) holds times of day or durations, read as parts of a day (\(token) on row \(row)); 24 times as much is hours"
    case .numbersStoredAsText(let column, let count, let row, let token):
      "\(column): \(count == 1 ? "a number is" : "\(count) numbers are") stored as text in the workbook (\(token) on row \(row)) "
        + "and \(count == 1 ? "was" : "were") read as \(count == 1 ? "a number" : "numbers")"
    case .mixedDates(let column, let count, let row):
      "\(column) holds \(count == 1 ? "a date" : "\(count) dates") (the first on row \(row)) beside other values and was read as text"
    }
  }
}
