import CommandLanguage
import Graphics
import Remote
import Segmentation
import Tables

/// The columns of a table that can be correlated, and why the others cannot.
struct ComparedColumns {
  private(set) var names: [String] = []
  private(set) var values: [[Double]] = []
  /// Of columns whose values are elsewhere.
  private(set) var skewnesses: [Double]?
  /// Sentences about what was left out or not counted.
  private(set) var notes: [String] = []

  /// More pairs than these columns have would neither fit the memory nor be read by anybody.
  private static let most = 1_000

  /// - Parameters:
  ///   - indices: of columns of `table`; those without numbers are left out.
  ///   - isWhole: whether nobody named them.
  init(_ indices: [Int], of table: Table, isWhole: Bool) throws(Mistake) {
    var reasons: [(reason: String, names: [String])] = []
    func leaveOut(_ name: String, _ reason: String) {
      if let known = reasons.firstIndex(where: { $0.reason == reason }) {
        reasons[known].names.append(name)
      } else {
        reasons.append((reason, [name]))
      }
    }
    for index in indices {
      let column = table.columns[index]
      if index == table.identifier {
        leaveOut(column.name, "identifier")
      } else if let numbers = column.numbers {
        add(column.name, numbers, leaveOut)
      } else {
        leaveOut(column.name, column.values.typeName)
      }
    }
    try finish(reasons, isWhole, table)
  }

  /// Columns of a table that stays in its database.
  /// - Parameter asked: the columns of numbers among `indices`, by index; what is taken in stays there.
  init(
    _ indices: [Int], of table: RemoteTable, _ asked: inout [Int: RemoteColumn], isWhole: Bool
  ) throws {
    var reasons: [(reason: String, names: [String])] = []
    func leaveOut(_ index: Int, _ reason: String) {
      asked[index] = nil
      let name = table.columns[index].name
      if let known = reasons.firstIndex(where: { $0.reason == reason }) {
        reasons[known].names.append(name)
      } else {
        reasons.append((reason, [name]))
      }
    }
    var skewnesses: [Double] = []
    for index in indices {
      let column = table.columns[index]
      guard index != table.look.identifier else {
        leaveOut(index, "identifier")
        continue
      }
      guard let numbers = asked[index] else {
        leaveOut(index, column.values.typeName)
        continue
      }
      let facts = numbers.facts
      guard facts.finite > 0, facts.low < facts.high else {
        leaveOut(index, facts.finite == 0 ? "no values" : "one value throughout")
        continue
      }
      names.append(column.name)
      skewnesses.append(try numbers.finiteSkewness())
      if facts.infinite > 0 {
        notes.append("\(column.name): \(count(facts.infinite, "infinite value")) count as missing.")
      }
    }
    self.skewnesses = skewnesses
    try finish(reasons, isWhole, table.look)
  }

  /// Says what was left out, and refuses what is too little or too much.
  private mutating func finish(
    _ reasons: [(reason: String, names: [String])], _ isWhole: Bool, _ table: Table
  ) throws(Mistake) {
    if !reasons.isEmpty {
      notes.append("Left out: " + reasons.map { "\(list($0.names)) (\($0.reason))" }.joined(separator: "; ") + ".")
    }
    guard names.count >= 2 else { throw Self.tooFew(names, notes, isWhole, table) }
    guard names.count <= Self.most else {
      throw Mistake(
        .refused(
          name: "TooManyColumns",
          message: "\(table.name) has \(NumberText.count(names.count)) columns of numbers, and at most "
            + "\(NumberText.count(Self.most)) can be compared at once",
          remedy: "Name the columns: %corr A B C"))
    }
  }

  private mutating func add(_ name: String, _ numbers: [Double], _ leaveOut: (String, String) -> Void) {
    let finite = numbers.lazy.filter(\.isFinite)
    guard let first = finite.first else { return leaveOut(name, "no values") }
    guard finite.contains(where: { $0 != first }) else { return leaveOut(name, "one value throughout") }
    names.append(name)
    values.append(numbers)
    let infinite = numbers.count { $0.isInfinite }
    if infinite > 0 { notes.append("\(name): \(count(infinite, "infinite value")) count as missing.") }
  }

  private static func tooFew(_ names: [String], _ notes: [String], _ isWhole: Bool, _ table: Table) -> Mistake {
    let found = names.isEmpty ? "there is none" : "there is only \(names[0])"
    let reasons = notes.isEmpty ? "" : " (" + notes.joined(separator: " ").dropLast() + ")"
    return Mistake(
      .refused(
        name: "NothingToCompare",
        message: "a correlation is of two columns of numbers that vary, and \(found) "
          + (isWhole ? "in \(table.name)" : "here") + reasons,
        remedy: isWhole ? "%describe shows the columns" : "Name two columns, or none for all: %corr"))
  }
}
