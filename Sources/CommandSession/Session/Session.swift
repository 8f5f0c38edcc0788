import Analysis
import CommandLanguage
import Graphics
import Machine
import Segmentation
import Tables
import Warehouse

/// What the commands of a notebook work on: tables, what was made of them, parameters and settings.
///
/// A value: a command changes a draft, and the draft becomes the session only when the command succeeds. All of it can be encoded but
/// for the figure; a property list holds every number, JSON needs words for those that it lacks.
package struct Session: Sendable, Codable {
  /// The session's seed until `%seed` changes it.
  static let defaultSeed: UInt64 = 42

  /// Tables by name, in the order in which they were loaded.
  package var tables: [Stamped<Table>] = [] { didSet { revision += 1 } }
  package var currentTable: Int? {
    didSet {
      revision += 1
      if currentTable != nil { remoteInUse = nil }
    }
  }
  /// What was done to tables since they were loaded, by name.
  package var changes: [String: TableChanges] = [:] { didSet { revision += 1 } }
  /// What was made of each table, by its name.
  var works: [String: TableWork] = [:] { didSet { revision += 1 } }
  /// What `%stability` measured of each table, by its name; measuring is no change that `%undo` takes back.
  var measured: [String: Stamped<MeasuredStability>] = [:]

  /// Databases by name, in the order in which they were connected.
  package var connections: [Connection] = [] { didSet { revision += 1 } }

  /// Tables that stay in their databases, in the order in which they were taken into use.
  package var remotes: [Stamped<RemoteWork>] = [] { didSet { revision += 1 } }
  /// The name of the one in use; nil while a table in memory is.
  var remoteInUse: String? { didSet { revision += 1 } }

  /// The files that tables were loaded from, as they were then, by the tables' names.
  package var loadedFiles: [String: LoadedFile] = [:]
  /// What was shown of what; looking at something is no change that `%undo` takes back.
  var sightings: Set<Sighting> = []

  /// What `%export figure` writes; drawing one is no change that `%undo` takes back.
  package var lastFigure: Figure?

  /// Parameters as they were written, by name.
  package var parameters: [String: Operand] = [:] { didSet { revision += 1 } }
  package var seed = Session.defaultSeed { didSet { revision += 1 } }
  package var configuration = Configuration() { didSet { revision += 1 } }

  /// Nothing yet.
  package init() {}

  private enum CodingKeys: CodingKey {
    case tables, currentTable, changes, works, measured, sightings, parameters, seed, configuration, revision, stamps,
      past
    case loadedFiles, steps, connections, remotes, remoteInUse
  }

  /// Rises with every change; equal revisions of one session mean that nothing changed.
  package private(set) var revision = 0
  private var stamps = NewestStamp()
  package private(set) var past = Past()
  /// Every change since the first command, but for those that `%undo` took back.
  private(set) var steps = SessionSteps()

  /// The stamps that were given since `keepStamps`; none is kept before.
  private(set) var givenStamps: [Int]?
  /// Stamps to give again, the last one first: of a line that is run again.
  private var stampsToRepeat: [Int] = []
  /// What `%resume` made this session of, until it is committed.
  package var resumption: Resumption?

  /// Keeps the stamps that a line gives, so that it can give the same ones when it is run again.
  /// - Parameter repeated: those that it gave the first time.
  mutating func keepStamps(repeating repeated: [Int] = []) {
    givenStamps = []
    stampsToRepeat = repeated.reversed()
  }

  /// `value` with a stamp of its own.
  package mutating func stamp<Value>(_ value: Value, from parent: Int?) -> Stamped<Value> {
    stamps.number = stampsToRepeat.popLast() ?? Stamps.next()
    givenStamps?.append(stamps.number)
    return Stamped(value: value, stamp: stamps.number, parent: parent)
  }

  /// Counts the stamps of `other` among its own, from which it has taken something.
  mutating func noteStamps(of other: Session) { stamps.number = max(stamps.number, other.stamps.number) }
}

// MARK: The past

extension Session {
  /// Keeps `before` so that `%undo` can come back to it.
  /// - Parameter available: bytes that can be taken; asked only where the past holds many.
  /// - Returns: how many older changes were given up, because what they alone held is more than what is free.
  @discardableResult
  mutating func remember(
    _ before: Session, changedBy line: CommittedLine, available: () -> Int = { FreeMemory.bytes ?? .max }
  ) -> Int {
    // No result goes back to a line like one that gives a parameter the value that it has.
    if !parts(changedSince: before).isEmpty { steps.append(SessionStep(line, from: before, to: self)) }
    past.append(before.forgetful, line.shown)
    return past.fit(into: available, beside: self)
  }

  /// Goes back to before the last change.
  /// - Returns: the command that is taken back.
  /// - Throws: `nothingToUndo`; `refused` where earlier changes are kept no more.
  package mutating func undo() throws(Mistake) -> String {
    var past = past
    let (sightings, stamps) = (sightings, stamps)
    guard let change = past.removeLast() else {
      guard !steps.isEmpty else { throw Mistake(.nothingToUndo) }
      throw Mistake(
        .refused(
          name: "NothingToUndo",
          message: "only the last \(Past.limit) changes are kept, and the one before them is not",
          remedy: "%reset brings a table back as it was loaded; %export notebook FILE.ipynb writes what led here"))
    }
    self = change.before
    self.past = past
    self.sightings = sightings
    // Stamps go on: what was seen of something that is gone is not taken for seen of what comes in its place.
    self.stamps = stamps
    return change.command
  }

  /// Without its past: what a change keeps, so that memory stays bounded.
  private var forgetful: Session {
    var session = self
    session.past = Past()
    session.sightings = []
    session.givenStamps = nil
    session.stampsToRepeat = []
    return session
  }
}

/// The last changes of a session, oldest first.
package struct Past: Sendable, Codable {
  package struct Change: Sendable, Codable {
    package let before: Session
    /// The line that made the change, as it was written.
    package let command: String
  }

  /// Changes that can be taken back; tables that only older ones hold are freed.
  package static let limit = 20

  package private(set) var changes: [Change] = []

  package var count: Int { changes.count }

  fileprivate mutating func append(_ before: Session, _ command: String) {
    changes.append(Change(before: before, command: command))
    if changes.count > Self.limit { changes.removeFirst() }
  }

  fileprivate mutating func removeLast() -> Change? { changes.popLast() }

  /// Bytes that the past may hold without anybody being asked.
  private static let smallPast = 64 << 20

  /// Gives up the oldest changes until what the others hold beside the session is no more than what is free; the last one stays.
  /// - Complexity: O(columns of all changes).
  fileprivate mutating func fit(into available: () -> Int, beside session: Session) -> Int {
    var held = session.storages
    // What each change holds that neither the session nor a later change does: from the latest to the oldest.
    let bytes = changes.reversed().map { change in
      change.before.storages.reduce(0) { $0 + (held.insert($1).inserted ? $1.bytes : 0) }
    }
    guard bytes.reduce(0, +) > Self.smallPast else { return 0 }
    let free = available()
    var (kept, sum) = (0, 0)
    for more in bytes {
      sum += more
      if kept > 0, sum > free { break }
      kept += 1
    }
    defer { changes.removeFirst(changes.count - kept) }
    return changes.count - kept
  }
}

/// Where the values of a column lie; copies of a column share it until one of them changes.
private struct Storage: Hashable {
  let address: UnsafeRawPointer?
  let bytes: Int
}

extension Session {
  /// Of all columns of all tables; what is small is none.
  fileprivate var storages: Set<Storage> {
    Set(
      tables.lazy.flatMap(\.value.columns).filter { $0.memory > 1 << 16 }.map {
        Storage(address: $0.values.storage, bytes: $0.memory)
      })
  }
}
