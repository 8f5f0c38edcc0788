import Analysis
import Tables

/// What the commands of a notebook work on: tables, what was made of them, parameters and settings.
///
/// A value: a command changes a draft, and the draft becomes the session only when the command succeeds.
struct Session: Sendable {
  /// The session's seed until `%seed` changes it.
  static let defaultSeed: UInt64 = 42

  /// Tables by name, in the order in which they were loaded.
  private(set) var tables: [Stamped<Table>] = [] { didSet { revision += 1 } }
  private var currentTable: Int? { didSet { revision += 1 } }
  private var madeMap: Stamped<Embedding>? { didSet { revision += 1 } }

  /// Parameters as they were written, by name.
  var parameters: [String: Operand] = [:] { didSet { revision += 1 } }
  var seed = Session.defaultSeed { didSet { revision += 1 } }
  var configuration = Configuration() { didSet { revision += 1 } }

  /// Rises with every change; equal revisions of one session mean that nothing changed.
  private(set) var revision = 0
  private var stamps = 0
  private(set) var past = Past()

  private mutating func stamp<Value>(_ value: Value, from parent: Int?) -> Stamped<Value> {
    stamps += 1
    return Stamped(value: value, stamp: stamps, parent: parent)
  }
}

// MARK: Tables

extension Session {
  /// The current table, nil before the first `%load`.
  var current: Stamped<Table>? { currentTable.map { tables[$0] } }

  /// The current table.
  /// - Throws: `missingStage` before the first `%load`.
  func table() throws(Mistake) -> Table {
    guard let current else { throw Mistake(.missingStage(.table)) }
    return current.value
  }

  /// Makes `table` the current one; it takes the place of one with the same name.
  mutating func setTable(_ table: Table) {
    let stamped = stamp(table, from: nil)
    if let index = tables.firstIndex(where: { $0.value.name == table.name }) {
      tables[index] = stamped
      currentTable = index
    } else {
      tables.append(stamped)
      currentTable = tables.count - 1
    }
  }

  /// The index of the column that the user wrote.
  /// - Throws: `unknownColumn` with the nearest names, or `ambiguousColumn`, at the place where it was written.
  func index(of column: Reference) throws(Mistake) -> Int {
    let table = try table()
    do {
      return try table.index(of: column.name)
    } catch {
      throw Mistake(Problem(error, in: table.name), at: .range(column.range))
    }
  }

  /// The column that the user wrote.
  func column(_ reference: Reference) throws(Mistake) -> Column {
    try table().columns[index(of: reference)]
  }
}

// MARK: The map

extension Session {
  /// The map, when it was made from what is current.
  func map() throws(Mistake) -> Embedding {
    guard let map = madeMap else { throw Mistake(.missingStage(.map)) }
    return map.value
  }
}

// MARK: The past

extension Session {
  /// Keeps `before` so that `%undo` can come back to it.
  mutating func remember(_ before: Session, changedBy command: String) {
    past.append(before, command)
  }

  /// Goes back to before the last change.
  /// - Returns: the command that is taken back.
  /// - Throws: `nothingToUndo`.
  mutating func undo() throws(Mistake) -> String {
    var past = past
    guard let change = past.removeLast() else { throw Mistake(.nothingToUndo) }
    self = change.before
    self.past = past
    return change.command
  }

  /// Without its past: what a change keeps, so that memory stays bounded.
  fileprivate var forgetful: Session {
    var session = self
    session.past = Past()
    return session
  }
}

/// The last changes of a session, oldest first.
struct Past: Sendable {
  struct Change: Sendable {
    let before: Session
    /// The line that made the change, as it was written.
    let command: String
  }

  /// Changes that can be taken back; tables that only older ones hold are freed.
  static let limit = 20

  private(set) var changes: [Change] = []

  var count: Int { changes.count }

  fileprivate mutating func append(_ before: Session, _ command: String) {
    changes.append(Change(before: before.forgetful, command: command))
    if changes.count > Self.limit { changes.removeFirst() }
  }

  fileprivate mutating func removeLast() -> Change? { changes.popLast() }
}

// MARK: Names for completion

extension Session {
  /// The segments of the current segmentation: what to type, and what to say of it.
  var segmentNames: [(name: String, note: String)] { [] }
}
