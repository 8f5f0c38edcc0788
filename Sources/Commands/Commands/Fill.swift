import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables
import Wording

/// Fills what is missing in columns.
struct Fill: Command {
  static let name = "fill"
  static let section = Section.data
  static let summary = "fills the missing values of a column"
  static let details = """
    Numbers take a number, median or mean, of the values that are there; text takes a text, yes/no columns yes or no. \
    Features have their own way of filling, %prepare missing=, which leaves the table as it is. Segments stay where no feature is filled. %undo takes it back.
    """
  static let tableCopies = 1.0
  static let parameters: [Parameter<Fill>] = [
    .arguments(
      "COLUMN=value", \.assignments,
      .assignments(
        "a column and what fills it, such as PAYMENTS=median",
        values: [
          .init(text: "median", meaning: "the middle of the values that are there"),
          .init(text: "mean", meaning: "their mean"),
        ]),
      "columns with what fills them", required: true)
  ]
  static let examples = [
    Example("%fill MINIMUM_PAYMENTS=median", "with the middle of the values that are there"),
    Example("%fill CREDIT_LIMIT=0 city=\"not said\"", "two columns"),
  ]

  var assignments: [ColumnAssignment] = []

  func run(on session: inout Session, in context: CommandContext) throws {
    var table = try session.table()
    var (sentences, names, filled): ([String], [String], [String]) = ([], [], [])
    var seen = Set<Int>()
    for assignment in assignments {
      let index = try session.index(of: assignment.column)
      let column = table.columns[index]
      guard seen.insert(index).inserted else {
        throw Mistake(
          .refused(name: "RepeatedColumn", message: "\(column.name) is filled twice", remedy: ""),
          at: assignment.column.range)
      }
      guard index != table.identifier else {
        throw Mistake(
          .refused(
            name: "IdentifierProtected", message: "\(column.name) tells the rows apart, and is not filled", remedy: ""),
          at: assignment.column.range)
      }
      let filling = try Filling(column, with: assignment.value)
      guard column.missingCount > 0 else {
        sentences.append("\(column.name) has no missing values.")
        continue
      }
      // A column that was mostly missing may be something else now.
      let role = table.role(of: index)
      table.set(filling.column, at: index, role: role.role == .empty && !role.isGiven ? nil : role)
      sentences.append("\(column.name): \(count(column.missingCount, "missing value")) filled with \(filling.text).")
      names.append(column.name)
      filled.append("\(column.name) with \(filling.text)")
    }
    guard !filled.isEmpty else {
      context.print(sentences.joined(separator: " ") + " Nothing was filled.")
      return
    }
    let before = session
    session.changeColumns(table, names) { $0.filled += filled }
    context.print(sentences.joined(separator: " ") + session.aftermath(since: before))
  }
}

/// A column without missing values, and what took their place.
private struct Filling {
  let column: Column
  /// `‘none’`, `54.2, the median`.
  let text: String

  /// - Throws: a value that does not suit the column's type.
  init(_ column: Column, with value: Token) throws(Mistake) {
    let text = value.text
    func wrong(_ noun: String) -> Mistake {
      Mistake(
        .refused(
          name: "WrongValue", message: "\(column.name) is filled with \(noun), not ‘\(text.excerpt)’", remedy: ""),
        at: value.range)
    }
    switch column.values {
    case .numbers(let numbers):
      let (number, name) = try Self.number(text, numbers, column.name, value.range, wrong("a number, median or mean"))
      self.column = Column(name: column.name, numbers: numbers.map { $0.isNaN ? number : $0 })
      self.text = shortest(number) + name
    case .text(let texts):
      guard !["median", "mean"].contains(text.lowercased()) else {
        throw Mistake(
          .refused(
            name: "WrongColumnType", message: "\(column.name) holds text, and a \(text.lowercased()) is of numbers",
            remedy: "It takes a text, such as %fill \(Quoting.item(column.name))=unknown"), at: value.range)
      }
      self.column = Column(name: column.name, text: (0..<texts.count).map { texts[$0] ?? text })
      self.text = "‘\(text)’"
    case .booleans(let booleans):
      let words = ["yes": true, "true": true, "1": true, "no": false, "false": false, "0": false]
      guard let answer = words[text.lowercased()] else { throw wrong("yes or no") }
      self.column = Column(name: column.name, values: .booleans(booleans.map { $0 ?? answer }))
      self.text = answer ? "yes" : "no"
    case .dates:
      throw Mistake(
        .wrongColumnType(column.name, type: column.values.typeName, needed: "numbers, text or yes/no"), at: value.range)
    }
  }

  /// The number that was written or computed, and how it is to be called.
  private static func number(
    _ text: String, _ numbers: [Double], _ column: String, _ range: Range<Int>, _ wrong: Mistake
  ) throws(Mistake) -> (Double, String) {
    let word = text.lowercased()
    guard word == "median" || word == "mean" else {
      guard let number = Double(text.replacing("_", with: "")), number.isFinite else { throw wrong }
      return (number, "")
    }
    let present = numbers.filter { !$0.isNaN }
    let number = word == "median" ? median(present) : mean(present)
    guard number.isFinite else {
      throw Mistake(
        .refused(
          name: "NoValues", message: "\(column) has no \(word)\(present.isEmpty ? ": no value is there" : "")",
          remedy: "A number fills it: %fill \(Quoting.item(column))=0"), at: range)
    }
    return (number, ", the \(word)")
  }
}
