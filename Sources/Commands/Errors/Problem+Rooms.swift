import Tables

/// Errors of the other rooms as problems of the language.
extension Problem {
  init(_ error: TableError, in table: String) {
    switch error {
    case .noSuchColumn(let name, let nearest): self = .unknownColumn(name, nearest: nearest, table: table)
    case .ambiguousColumn(let name, let candidates): self = .ambiguousColumn(name, matches: candidates)
    case .duplicateColumn: self = .refused(name: "DuplicateColumn", message: error.message, remedy: "")
    case .unequalLengths: self = .refused(name: "UnequalColumns", message: error.message, remedy: "")
    }
  }
}

extension Mistake {
  /// The mistake behind whatever a command threw.
  init(_ error: any Error, in session: Session) {
    switch error {
    case let mistake as Mistake: self = mistake
    case is CancellationError: self.init(.interrupted)
    case let error as TableError: self.init(Problem(error, in: session.current?.value.name ?? "the table"))
    default:
      self.init(.refused(name: String(describing: type(of: error)), message: String(describing: error), remedy: ""))
    }
  }
}
