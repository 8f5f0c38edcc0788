extension Table {
  /// The table of columns that were read, called as its file without directory and endings.
  /// - Parameters:
  ///   - endings: what files of this kind may end in, in small letters; `.gz` is one of any kind.
  ///   - identifier: the column that was said to tell rows apart.
  /// - Throws: `LoadError.noSuchIdentifier`.
  init(
    read columns: [RepairedColumn], from file: String, endings: [String], identifier: String?, notices: [LoadNotice]
  ) throws(LoadError) {
    do throws(TableError) {
      try self.init(
        name: Self.name(of: file, endings: endings), columns: columns.map(\.column), source: file, notices: notices)
      for column in columns { take(column.role, of: column.column.name) }
      guard let identifier else { return }
      let index = try index(of: identifier)
      identify(by: index)
      if !self.columns[index].isUnique { self.notices.append(.identifierNotUnique(column: identifier)) }
    } catch {
      throw .noSuchIdentifier(file: file, name: identifier ?? "", nearest: error.suggestions)
    }
  }

  /// Signs of money and percent say more than values do, and less than names.
  private mutating func take(_ role: AssignedRole?, of name: String) {
    guard let role, let found = roles[name]?.role, [.amount, .count, .number, .share].contains(found) else { return }
    roles[name] = role
  }

  private static func name(of file: String, endings: [String]) -> String {
    var name = file.split(separator: "/").last.map(String.init) ?? file
    for ending in [".gz"] + endings where name.lowercased().hasSuffix(ending) && name.count > ending.count {
      name.removeLast(ending.count)
    }
    return name
  }
}
