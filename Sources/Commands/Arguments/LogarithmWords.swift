import Analysis
import CommandLanguage
import CommandSession
import Segmentation
import Tables

extension ValueKind where Value == Recipe.Log {
  /// What `log=` takes, the same in every command: `auto`, `yes`, `no`, or the names of columns; `all` and `both` are `yes`, `none`
  /// is `no`.
  static var logarithm: ValueKind {
    let columns = ValueKind<[Reference]>.columns
    return ValueKind(
      "auto, yes, no or names of columns", placeholder: "columns",
      candidates: columns.candidates.adding("auto", "where it is called for").adding("yes", "all columns").adding(
        "no", ""),
      decode: { operand in
        switch operand.text.lowercased() {
        case "auto": .automatic
        case "yes", "all", "both": .all
        case "no", "none": Recipe.Log.none
        default: columns.decode(operand).map { .columns($0.map(\.name)) }
        }
      },
      text: { log in
        switch log {
        case .automatic: "auto"
        case .all: "yes"
        case .none: "no"
        case .columns(let names): names.map(Quoting.item).joined(separator: ",")
        }
      })
  }
}

extension Recipe.Log {
  /// The same with columns by their names in the table, so that a mistyped one is pointed at.
  /// - Parameter positions: words that stand for columns, such as `x`, where no column has that name.
  func resolved(
    in session: Session, _ context: CommandContext, positions: [String: String] = [:]
  ) throws(Mistake) -> Recipe.Log {
    guard case .columns(let columns) = self else { return self }
    let table = try session.tableOrLook()
    let argument = context.line.arguments.first { $0.key?.text == "log" }
    var names: [String] = []
    for column in columns {
      if let name = positions[column.lowercased()], (try? table.column(column)) == nil {
        names.append(name)
        continue
      }
      let item = argument?.value.items.first { $0.text == column }
      let range = item?.range ?? argument?.value.range ?? context.line.name.range
      names.append(table.columns[try session.index(of: Reference(name: column, range: range))].name)
    }
    return .columns(names)
  }
}

/// Which columns of a figure have a logarithmic axis.
struct AxisLogarithms: Sendable {
  private let log: Recipe.Log

  /// - Parameters:
  ///   - log: as it was written.
  ///   - drawn: the columns of the figure; another one in `log=` is a mistake.
  init(
    _ log: Recipe.Log, drawn: [Column], in session: Session, _ context: CommandContext,
    positions: [String: String] = [:]
  ) throws(Mistake) {
    self.log = try log.resolved(in: session, context, positions: positions)
    let names: [String]
    switch self.log {
    case .columns(let given): names = given
    case .all: names = drawn.allSatisfy { $0.dates != nil } ? drawn.map(\.name) : []
    case .automatic, .none: return
    }
    if let date = drawn.first(where: { $0.dates != nil && names.contains($0.name) }) {
      throw Mistake(
        .refused(
          name: "WrongColumnType", message: "\(date.name) holds dates, and time has no logarithm",
          remedy: "Leave it out of log="), at: .key("log"))
    }
    let others = names.filter { name in !drawn.contains { $0.name == name } }
    if let other = others.first {
      throw Mistake(
        .refused(
          name: "ColumnNotDrawn", message: "log= names \(other), which is not drawn here",
          remedy: "It takes \(list(drawn.map(\.name))), auto, yes or no"), at: .key("log"))
    }
  }

  /// Whether the user asked for a column's logarithm: nil where it is left to the values.
  func asked(_ column: Column) -> Bool? {
    if column.dates != nil { return false }
    return switch log {
    case .automatic: nil
    case .all: true
    case .none: false
    case .columns(let names): names.contains(column.name)
    }
  }

  /// Whether a column of bars or boxes has a logarithmic axis.
  func isLogarithmic(_ column: Column) -> Bool { asked(column) ?? Self.isCalledFor(column) }

  /// Where nothing is left out by it and a plain axis would squeeze most of them: every value is above zero, they are skewed as
  /// `%prepare log=auto` has it, and three quarters lie in the lowest tenth of what they span.
  private static func isCalledFor(_ column: Column) -> Bool {
    column.numbers != nil && isCalledFor(LoadedColumn(column).summary())
  }

  private static func isCalledFor(_ summary: Summary) -> Bool {
    guard summary.minimum > 0, summary.maximum.isFinite, Recipe.isSkewed(summary.skewness) else { return false }
    return summary.thirdQuartile - summary.minimum <= (summary.maximum - summary.minimum) / 10
  }

  /// The same of a column whose values are elsewhere.
  func isLogarithmic(_ column: Column, _ summary: Summary) -> Bool {
    asked(column) ?? (column.numbers != nil && Self.isCalledFor(summary))
  }

  /// The axis that groups of a column share: logarithmic as for all rows at once, and where a plain one would leave a group
  /// little more than one bar.
  /// - Parameter alone: that of all rows at once.
  func axis<Asked: ColumnQuestions>(
    _ alone: HistogramAxis, _ column: Column, sharedBy groups: GroupedColumn<Asked>
  ) throws(Asked.Failure) -> HistogramAxis {
    guard asked(column) == nil, !alone.isLogarithmic, try Self.crushesAGroup(groups) else { return alone }
    var shared = alone
    shared.isLogarithmic = true
    shared.caption =
      "\(column.name) on a logarithmic axis: a plain one would leave a panel little more than one bar (log=no)"
    return shared
  }

  /// Amounts without negative values, skewed as `%prepare log=auto` has it, of which three quarters of what a group has above zero lie in the lowest
  /// tenth of a plain axis, as that is cut for histograms. Zeros have a bar of their own on a logarithmic one.
  private static func crushesAGroup<Asked: ColumnQuestions>(
    _ column: GroupedColumn<Asked>
  ) throws(Asked.Failure) -> Bool {
    guard column.everyone.type == .number else { return false }
    let spread = try column.everyone.spread(in: nil)
    guard spread.low >= 0, !spread.isWhole, Recipe.isSkewed(try column.everyone.summary().skewness) else {
      return false
    }
    let edges = try HistogramAxis().edges(for: column.everyone)
    let end = edges[0] + (edges[edges.count - 1] - edges[0]) / 10
    for group in column.groups {
      let positive = try group.spread(in: .leastNonzeroMagnitude...(.greatestFiniteMagnitude))
      if positive.count >= 10, positive.thirdQuartile <= end { return true }
    }
    return false
  }

  /// What a caption says of an axis that is logarithmic unasked; nil for others.
  func caption(_ column: Column) -> String? { caption(column, isLogarithmic(column)) }

  func caption(_ column: Column, _ isLogarithmic: Bool) -> String? {
    asked(column) == nil && isLogarithmic
      ? "\(column.name) on a logarithmic axis: three quarters lie in the lowest tenth of a plain one (log=no)" : nil
  }
}
