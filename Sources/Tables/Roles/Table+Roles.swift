import Machine
import Wording

/// What the columns of a table are.
extension Table {
  /// The role of a column, with why it has it.
  /// - Complexity: O(1); O(rows) for a column that was set in the place of another by hand.
  public func role(of index: Int) -> AssignedRole {
    roles[columns[index].name] ?? RoleInference(columns[index]).role()
  }

  /// How the numbers of a column are written; as measures for one that the table does not have.
  public func notation(of column: String) -> NumberNotation {
    columns.firstIndex { $0.name == column }.map { role(of: $0).role.notation } ?? .measure
  }

  /// Whether two columns are of one unit, as far as their roles tell, so that it means something which of the two is larger. Of other
  /// measures nobody knows the unit.
  public func compares(_ first: String, _ second: String) -> Bool {
    let roles = [first, second].map { name in columns.firstIndex { $0.name == name }.map { role(of: $0).role } }
    guard let role = roles[0], role == roles[1] else { return false }
    return [.amount, .count, .share, .year].contains(role)
  }

  /// The value that counts as yes in a column of two answers; of two other words that were said to be such, the one that sorts last.
  /// nil for a column that is none.
  /// - Complexity: O(rows).
  public func answer(of index: Int) -> String? {
    let column = columns[index]
    if case .numbers = column.values { return role(of: index).role == .yesNo ? column.yesAnswer : nil }
    guard role(of: index).role == .yesNo, case .text(let text) = column.values else { return column.yesAnswer }
    return column.yesAnswer ?? text.categories.map { $0 }.max()
  }

  /// Finds the roles of columns that have none, and the identifier where it is looked for.
  /// - Complexity: O(rows × columns).
  mutating func findRoles(withIdentifier isWanted: Bool) {
    if isWanted, !roles.values.contains(where: { $0.role == .identifier }), let found = columns.identifier() {
      identifier = found.index
      roles[columns[found.index].name] = AssignedRole(.identifier, because: found.reason)
    } else if let identifier {
      let name = columns[identifier].name
      if roles[name]?.role != .identifier { roles[name] = .given(.identifier) }
    }
    let open = columns.filter { roles[$0.name] == nil }
    // Small tables are looked through before a thread has begun.
    let threads = rowCount * open.count < 1 << 18 ? 1 : processorCount
    let found = parallelMap(count: open.count, threads: threads) { RoleInference(open[$0]).role() }
    for (column, role) in zip(open, found) { roles[column.name] = role }
  }

  /// Says what a column is, whatever it looks like.
  ///
  /// A new identifier takes the place of the one before, which becomes a code.
  /// - Throws: `RoleError` where the values cannot be that; nothing is changed then.
  /// - Complexity: O(rows).
  public mutating func assign(_ role: ColumnRole, to index: Int) throws(RoleError) {
    try RoleError.check(role, for: columns[index], in: self)
    if role == .identifier { return identify(by: index) }
    if identifier == index { identifier = nil }
    roles[columns[index].name] = .given(role)
  }

  /// Makes a column the identifier, also one in which values come twice.
  public mutating func identify(by index: Int) {
    if let identifier, identifier != index {
      roles[columns[identifier].name] = AssignedRole(.code, because: "another column is the identifier")
    }
    identifier = index
    roles[columns[index].name] = .given(.identifier)
  }

  /// Takes back that a column tells rows apart, where more rows show that it does not; what it is then, is found anew.
  public mutating func forgetIdentifier() {
    guard let identifier else { return }
    self.identifier = nil
    let column = columns[identifier]
    roles[column.name] = RoleInference(column).role()
  }

  /// The table with a column more, or with one in the place of another; its role is found unless it is given.
  /// - Precondition: the column has a value for each row.
  public mutating func set(_ column: Column, at index: Int? = nil, role: AssignedRole? = nil) {
    precondition(column.count == rowCount, "a column has a value for each row")
    if let index {
      roles[columns[index].name] = nil
      columns[index] = column
    } else {
      columns.append(column)
    }
    roles[column.name] = role ?? RoleInference(column).role()
  }

  /// The table without some of its columns; rows go by their numbers where the identifier is among them.
  public mutating func remove(columns gone: Set<Int>) {
    for index in gone { roles[columns[index].name] = nil }
    identifier = identifier.flatMap { index in
      gone.contains(index) ? nil : index - gone.count(where: { $0 < index })
    }
    columns = columns.indices.filter { !gone.contains($0) }.map { columns[$0] }
  }

  /// Gives a column another name; its role stays.
  /// - Throws: `TableError.duplicateColumn` where another one has it.
  public mutating func rename(_ index: Int, to name: String) throws(TableError) {
    guard !columns.indices.contains(where: { $0 != index && columns[$0].name == name }) else {
      throw .duplicateColumn(name)
    }
    let role = roles.removeValue(forKey: columns[index].name)
    columns[index].name = name
    roles[name] = role
  }
}
