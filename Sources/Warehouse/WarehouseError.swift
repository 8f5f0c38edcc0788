import Tables
import Wording

/// Why something of a database, or of a file that an engine reads, could not be had. Nothing in it holds a password.
public enum WarehouseError: Error, Sendable, Equatable {
  /// `schemes` are those that are known.
  case unknownScheme(String, schemes: [String])
  /// An address that is not written as one.
  case noAddress(String, reason: String)
  /// `package` is what pip installs; `python` the environment to install it in, where one is known.
  case noDriver(String, package: String, python: String?)
  case brokenDriver(String, path: String, reason: String)
  /// DuckDB fetches what it reads other places by from its own server, once; `reason` is why it could not, where it says so.
  case noExtension(String, for: String, reason: String?)
  case noFile(String, nearest: [String])
  /// A folder in the place of a file; `databases` are those in it, by their endings.
  case folder(String, databases: [String])
  case notADatabase(String, reason: String)
  /// Nothing answers there, or it lets nobody in.
  case noConnection(String, reason: String)
  /// In the engine's words.
  case failed(String, reason: String)
  case notAQuery(String)
  case secondStatement(String)
  case noSuchTable(String, in: String, nearest: [String], count: Int)
  /// Tables of one name in several schemas.
  case ambiguousTable(String, candidates: [String])
  /// Columns of types that no table can hold; `query` is a line that leaves them out.
  case nested([NestedColumn], query: String?)
  case noRows(String)
  /// A table that has other rows than when it was looked at.
  case changed(String, then: Int, now: Int)
  case noColumns(String)
  case tooLarge(String, needed: Int, available: Int)
  case noSuchIdentifier(String, in: String, nearest: [String])
  case cancelled

  public struct NestedColumn: Sendable, Equatable {
    public let name: String
    /// “a list”
    public let type: String
  }

  /// In a sentence without a full stop: what, where, and what is known of why.
  public var message: String {
    switch self {
    case .unknownScheme(let place, let schemes):
      "\(place) is no database that can be reached: its URI begins with \(alternatives(schemes.map { "\($0):" }))"
    case .noAddress(let place, let reason): "\(place) is no address of a database: \(reason)"
    case .noDriver(let engine, _, _): "the driver for \(engine) is not installed"
    case .brokenDriver(let engine, let path, let reason):
      "the driver for \(engine) cannot be loaded (\(path)): \(reason)"
    case .noExtension(let name, let place, let reason):
      "DuckDB reads \(place) by its extension \(name), which it fetches from extensions.duckdb.org at the first time, and could not"
        + (reason.map { ": \($0)" } ?? "")
    case .noFile(let path, let nearest):
      "there is no file \(path)" + (nearest.isEmpty ? "" : "; the nearest: \(nearest.joined(separator: ", "))")
    case .folder(let path, let databases):
      "\(path) is a folder" + (databases.isEmpty ? "" : "; in it: \(databases.joined(separator: ", "))")
    case .notADatabase(let path, let reason): "\(path) cannot be read as a database: \(reason)"
    case .noConnection(let place, let reason): "\(place) cannot be reached: \(reason)"
    case .failed(let place, let reason): "\(place) says: \(reason)"
    case .notAQuery(let place): "nothing is written in \(place), and this statement is no query"
    case .secondStatement(let place): "\(place) is asked one thing at a time, and another statement follows the first"
    case .noSuchTable(let name, let place, let nearest, let count):
      "\(place) has no table \(name)"
        + (nearest.isEmpty
          ? count == 0 ? "; it has none that can be seen" : "" : "; the nearest: \(nearest.joined(separator: ", "))")
    case .ambiguousTable(let name, let candidates): "\(name) could be \(alternatives(candidates))"
    case .nested(let columns, _):
      "a table holds one value in each place, and "
        + list(columns.prefix(6).map { "\($0.name) is \($0.type)" })
        + (columns.count > 6 ? "; so are \(columns.count - 6) more columns" : "")
    case .noRows(let what): "\(what) has no row, and a table needs one"
    case .changed(let what, let then, let now):
      "\(what) has \(grouped(now)) \(now == 1 ? "row" : "rows") now, and had \(grouped(then)) when it was taken into use"
    case .noColumns(let what): "\(what) has no column"
    case .tooLarge(let what, let needed, let available):
      "\(what) needs about \(ByteText.megabytes(needed)) of memory as a table, \(ByteText.megabytes(available)) are free"
    case .noSuchIdentifier(let name, let what, let nearest):
      "\(what) has no column \(name) to identify rows"
        + (nearest.isEmpty ? "" : "; the nearest: \(nearest.joined(separator: ", "))")
    case .cancelled: "stopped"
    }
  }

  /// The name as of an error of the language.
  public var name: String {
    switch self {
    case .unknownScheme, .noAddress: "UnknownDatabase"
    case .noDriver: "NoDriver"
    case .brokenDriver: "BrokenDriver"
    case .noExtension: "NoExtension"
    case .noFile: "FileNotFound"
    case .folder, .notADatabase: "NotADatabase"
    case .noConnection: "NoConnection"
    case .failed: "DatabaseError"
    case .notAQuery, .secondStatement: "NotAQuery"
    case .noSuchTable, .ambiguousTable: "UnknownTable"
    case .nested: "NestedColumn"
    case .noRows, .noColumns: "NoRows"
    case .changed: "TableChanged"
    case .tooLarge: "NotEnoughMemory"
    case .noSuchIdentifier: "UnknownColumn"
    case .cancelled: "Interrupted"
    }
  }

  /// What would be right, in a sentence without a full stop; empty where nobody knows.
  public var remedy: String {
    switch self {
    case .noDriver(_, let package, let python):
      "Install it: \(python.map { "\($0)/bin/" } ?? "")pip install \(package)"
    case .noAddress: "It is written postgresql://USER@HOST/DATABASE. \(Secrets.encoding)"
    case .noConnection(let place, let reason):
      TLSComplaint(reason)?.remedy ?? (place.contains(Secrets.hidden) ? Secrets.encoding : "")
    case .folder(let path, let databases):
      "A database is a file: \(databases.first ?? DatabaseAddress.file("FILE", in: path))"
    case .noExtension: "Fetch the file by another program, and %load it from here"
    case .nested(_, let query?): "Leave them out: \(query)"
    case .changed(let what, _, _): "%use \(what) looks at it anew"
    case .notAQuery: "A query begins with SELECT, WITH, VALUES or the like"
    case .ambiguousTable(_, let candidates): candidates.first.map { "Write \($0)" } ?? ""
    default: ""
    }
  }
}

/// `a, b or c`
func alternatives(_ names: [String]) -> String {
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " or " + last
}
