import CommandLanguage
import CommandSession
import Tables
import Wording

/// Says what columns are, whatever they look like.
struct Role: Command {
  static let name = "role"
  static let section = Section.data
  static let summary = "says what a column is, whatever it looks like"
  static let details = """
    \(ColumnRole.allCases.map { "\($0.rawValue): \($0.meaning)" }.joined(separator: "; ")). A new identifier takes the place of \
    the one before. %undo takes it back.
    """
  static let parameters: [Parameter<Role>] = [
    .arguments(
      "COLUMN=role", \.assignments,
      .assignments(
        "a column and its role, such as ZIP=code",
        values: ColumnRole.allCases.map { .init(text: $0.rawValue, meaning: $0.meaning) }),
      "columns with what they are", required: true)
  ]
  static let examples = [
    Example("%role STORE=code SCORE=ordered", "two columns"),
    Example("%role \"Customer number\"=id", "the column that tells one row from another"),
  ]

  var assignments: [ColumnAssignment] = []

  func run(on session: inout Session, in context: CommandContext) throws {
    var table = try session.table()
    var given: [(index: Int, role: ColumnRole)] = []
    for assignment in assignments {
      let index = try session.index(of: assignment.column)
      let role = try role(assignment.value)
      if role == .identifier, let first = given.first(where: { $0.role == .identifier && $0.index != index }) {
        throw Mistake(
          .refused(
            name: "TwoIdentifiers",
            message:
              "\(table.columns[first.index].name) and \(table.columns[index].name) cannot both be the identifier",
            remedy: "One column tells the rows apart; the other may be a code"), at: assignment.value.range)
      }
      do throws(RoleError) {
        try table.assign(role, to: index)
      } catch {
        throw Mistake(
          .refused(name: "WrongRole", message: error.message, remedy: error.remedy), at: assignment.value.range)
      }
      given.append((index, role))
    }
    let before = session
    let old = try session.table()
    let changed = given.map(\.index).filter { !old.makesTheSame(of: $0, as: table) }.map { table.columns[$0].name }
    session.changeColumns(table, changed) { changes in
      changes.roles += given.map { "\(table.columns[$0.index].name)=\($0.role.rawValue)" }
    }
    context.show(RolesTable(table: table).html)
    let aftermath = (session.aftermath(since: before) + session.noteOnNewColumns(changed)).drop { $0 == " " }
    if !aftermath.isEmpty { context.print(String(aftermath)) }
  }

  private func role(_ value: Token) throws(Mistake) -> ColumnRole {
    let words = ColumnRole.allCases.map(\.rawValue)
    let text = value.text.lowercased()
    if let role = ColumnRole(rawValue: text) ?? ColumnRole.allCases.first(where: { $0.noun == text }) { return role }
    throw Mistake(
      .wrongValue(
        value.text, key: "role", noun: "one of \(words.joined(separator: ", "))",
        nearest: nearestNames(to: text, among: words)), at: value.range)
  }
}

extension Table {
  /// Whether a column has a role in both tables of which features are made in the same way.
  fileprivate func makesTheSame(of column: Int, as other: Table) -> Bool {
    let (role, other) = (role(of: column).role, other.role(of: column).role)
    let measures: Set<ColumnRole> = [.amount, .count, .share, .number, .ordered, .year]
    let names: Set<ColumnRole> = [.code, .place, .date, .outcome, .earlierResult]
    return role == other || [measures, names].contains { $0.contains(role) && $0.contains(other) }
  }
}

extension RoleError {
  fileprivate var remedy: String {
    switch self {
    case .noMeasure:
      "%load with missing= reads odd cells as missing; decimal= and thousands= say how numbers are written"
    case .wrongType, .notWithin: "%roles shows what the columns are"
    case .twice, .unidentified:
      "An identifier has a value of its own in every row; without one, rows go by their numbers"
    case .notTwoAnswers: "category takes any number of values"
    }
  }
}
