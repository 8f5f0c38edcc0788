import CommandLanguage
import CommandSession
import Graphics
import Tables

/// Rows of a table as a table to read: named by identifier or row number, at most so many columns.
struct RowsTable {
  /// More columns than this make a page that nobody reads and a browser that stalls.
  static let mostColumns = 60

  let table: Table
  /// Rows of `table`, 0-based.
  let rows: [Int]

  /// - Parameter caption: the choice behind the rows, in one line.
  func html(title: String = "", insights: [String] = [], caption: String = "") -> HTMLTable {
    let shown = Array(table.columns.indices.filter { $0 != table.identifier }.prefix(Self.mostColumns))
    let hidden = table.columns.count - shown.count - (table.identifier == nil ? 0 : 1)
    var captions = caption.isEmpty ? [] : [caption]
    if hidden > 0 { captions.append("\(NumberText.count(hidden)) more columns are not shown") }
    let texts = shown.map { ColumnText(table.columns[$0], rows: rows, isName: table.role(of: $0).role.isName) }
    let header = HTMLTable.Column(table.identifier.map { table.columns[$0].name } ?? "row", alignment: .left)
    return HTMLTable(
      title: title,
      columns: [header]
        + shown.map {
          HTMLTable.Column(table.columns[$0].name, alignment: table.columns[$0].numbers == nil ? .left : .right)
        },
      rows: rows.map { row in [HTMLTable.Cell(table.identifierText(row: row))] + texts.map { $0.cell(row) } },
      insights: insights, caption: captions.joined(separator: "; "))
  }
}

/// How the values of one column are written: whole numbers, amounts with two decimals, shares with as many as six digits need.
struct ColumnText {
  private enum Style { case whole, amount, score, text }

  private let column: Column
  private let style: Style
  /// Decimals of all scores of the column; nil where one is too large or too small for that.
  private let places: Int?

  /// - Parameters:
  ///   - rows: the rows to be shown, which decide the style, so that a column is written alike.
  ///   - isName: whether its numbers are names, such as postal codes and years, which are shown as they were written.
  init(_ column: Column, rows: [Int], isName: Bool = false) {
    self.column = column
    guard let numbers = column.numbers, !isName else {
      style = .text
      places = nil
      return
    }
    let values = rows.map { numbers[$0] }.filter(\.isFinite)
    places = Self.places(of: values.map(NumberText.score))
    if values.contains(where: { abs($0) >= 1e15 }) {
      style = .score
    } else if values.allSatisfy({ $0 == $0.rounded() && abs($0) < 1e15 }) {
      style = .whole
    } else {
      style = values.contains { abs($0) > 1 } ? .amount : .score
    }
  }

  /// The most decimals that one of the texts has.
  private static func places(of texts: [String]) -> Int? {
    guard !texts.contains(where: { $0.contains("e") }) else { return nil }
    return texts.map { $0.split(separator: ".").dropFirst().first?.count ?? 0 }.max()
  }

  func cell(_ row: Int) -> HTMLTable.Cell {
    guard let exact = column.text(at: row) else { return .missing }
    guard let number = column.numbers?[row], style != .text else { return HTMLTable.Cell(exact) }
    let text =
      switch style {
      case .whole: NumberText.decimals(number, 0)
      case .amount: NumberText.amount(number)
      case .score, .text: places.map { NumberText.decimals(number, $0) } ?? NumberText.score(number)
      }
    let isExact = Double(text.replacing(",", with: "").replacing("−", with: "-")) == number
    return HTMLTable.Cell(text, tooltip: isExact ? nil : exact)
  }
}

extension CommandContext {
  /// Shows rows of a table, as many as `%config rows=` allows, and says which they are.
  /// - Parameter all: of how many rows they are, where the table has only some of them.
  func show(rows: [Int], of table: Table, as kind: String, among all: Int? = nil, note: String = "") {
    let shown = Array(rows.prefix(configuration.rows))
    var caption =
      "\(kind) \(NumberText.count(rows.count)) of \(NumberText.count(all ?? table.rowCount)) rows of \(table.name)\(note)"
    if shown.count < rows.count {
      caption += "; \(NumberText.count(shown.count)) of them are shown, %config rows=\(rows.count) shows all"
    }
    show(RowsTable(table: table, rows: shown).html(caption: caption.prefix(1).uppercased() + caption.dropFirst()))
  }
}
