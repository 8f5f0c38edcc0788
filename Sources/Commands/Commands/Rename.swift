import CommandLanguage
import CommandSession
import Tables

/// Gives columns other names.
struct Rename: Command {
  static let name = "rename"
  static let section = Section.data
  static let summary = "gives columns other names"
  static let details = """
    What a column is (%roles) stays with it, and so do features, segments and the map, which speak of the new names from then on. \
    %undo takes it back.
    """
  static let parameters: [Parameter<Rename>] = [
    .arguments(
      "OLD=NEW", \.assignments, .assignments("a column and its new name, such as BALANCE=balance"),
      "columns with their new names", required: true)
  ]
  static let examples = [
    Example("%rename BALANCE=balance TENURE=months", "two columns"),
    Example("%rename \"Credit limit\"=limit", "a name with blanks stands in quotes"),
  ]

  var assignments: [ColumnAssignment] = []

  func run(on session: inout Session, in context: CommandContext) throws {
    var table = try session.table()
    var names = table.columns.map(\.name)
    var given: [Int: ColumnAssignment] = [:]
    for assignment in assignments {
      let index = try session.index(of: assignment.column)
      guard given[index] == nil else {
        throw Mistake(
          .refused(name: "RepeatedColumn", message: "\(table.columns[index].name) gets two new names", remedy: ""),
          at: assignment.column.range)
      }
      given[index] = assignment
      names[index] = try Self.name(assignment.value)
    }
    for (index, assignment) in given.sorted(by: { $0.value.value.range.lowerBound < $1.value.value.range.lowerBound }) {
      // Names that differ in case alone cannot be told apart by what one types.
      let folded = names[index].lowercased()
      guard !names.indices.contains(where: { $0 != index && names[$0].lowercased() == folded }) else {
        throw Mistake(
          .refused(
            name: "DuplicateColumn", message: "another column would be called \(names[index].excerpt), too",
            remedy: "Choose another name"),
          at: assignment.value.range)
      }
    }
    let changed = given.keys.sorted().filter { names[$0] != table.columns[$0].name }
    guard !changed.isEmpty else {
      context.print("That is what \(given.count == 1 ? "it is" : "they are") called already: nothing changed.")
      return
    }
    let renamed = changed.map { "\(table.columns[$0].name) → \(names[$0])" }
    // By way of names that nobody has, so that two columns can swap theirs.
    for index in changed { try table.rename(index, to: "\u{0}\(index)") }
    for index in changed { try table.rename(index, to: names[index]) }
    let before = session
    let old = try session.table().columns.map(\.name)
    session.changeNames(table, Dictionary(uniqueKeysWithValues: changed.map { (old[$0], names[$0]) })) {
      $0.renamed += renamed
    }
    context.print("Renamed \(renamed.joined(separator: ", "))." + session.aftermath(since: before))
  }

  /// - Throws: for a name that could not be typed or shown.
  private static func name(_ value: Token) throws(Mistake) -> String {
    let name = value.text.trimmingBlanks()
    let isPlain = !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard name.lowercased() != "segment" else {
      throw Mistake(
        .refused(
          name: "ReservedName",
          message: "segment is what %cluster makes, and a column of that name could not be told from it",
          remedy: "Choose another name"),
        at: value.range)
    }
    guard !name.isEmpty, isPlain else {
      throw Mistake(
        .refused(
          name: "WrongValue", message: name.isEmpty ? "a name is not empty" : "a name has no control characters",
          remedy: ""),
        at: value.range)
    }
    return String(name)
  }
}
