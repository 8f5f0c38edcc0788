import Analysis

/// Why a saved model cannot be read, or not be used on a table.
public enum ModelError: Error, Sendable, Equatable {
  /// No JSON, or JSON that ends too early.
  case unreadable(line: Int, reason: String)
  case notAModel
  case otherVersion(Int)
  /// A value that cannot be; the path of keys that leads to it.
  case field(String, line: Int, reason: String)
  /// Values that do not fit each other.
  case inconsistent(String)
  /// Whole and in order, but not as it was saved.
  case altered
  /// Columns that the model needs and the table lacks, each with the nearest that it has.
  case missingColumns([Missing], table: String, origin: String)
  case wrongType(column: String, isText: Bool, table: String)
  /// A category of the model that the column has not, and what it has.
  case unknownCategory(String, column: String, found: [String], table: String)
  /// New customers have a nearest centroid only where segments are round centroids.
  case noCentroids(method: String, origin: String)
  /// Segments that nobody would be in.
  case emptySegments([Int], table: String)
  case tooFewRows(Int, table: String)
  case clustering(ClusteringError)
  /// More rows than there is memory to put into segments; bytes.
  case memory(needed: Int, available: Int)
  case cancelled

  public struct Missing: Sendable, Equatable {
    public let column: String
    public let nearest: [String]
  }

  public var message: String {
    switch self {
    case .unreadable(let line, let reason): "line \(line): it is no JSON: \(reason)"
    case .notAModel: "it is no model of Cohort: a model says \"format\": \"\(SavedModel.format)\""
    case .otherVersion(let version):
      version > SavedModel.version
        ? "it was saved by a newer Cohort (version \(version) of models); this one reads version \(SavedModel.version)"
        : "it has version \(version) of models; this Cohort reads version \(SavedModel.version)"
    case .field(let path, let line, let reason): "line \(line), \(path.isEmpty ? "the whole" : path): \(reason)"
    case .inconsistent(let reason): "it contradicts itself: \(reason)"
    case .altered: "it was changed after it was saved: its checksum does not fit"
    case .missingColumns(let missing, let table, let origin):
      "\(table) lacks \(list(missing.map(\.column))), which this model of \(origin) is made of"
    case .wrongType(let column, let isText, let table):
      "\(column) of \(table) holds \(isText ? "no numbers" : "numbers"), and the model was made of "
        + (isText ? "numbers" : "categories")
    case .unknownCategory(let category, let column, let found, let table):
      "\(column) of \(table) holds \(list(found.map { "‘\($0)’" }, limit: 4)), and the model was made of ‘\(category)’ and what is not"
    case .noCentroids(let method, let origin):
      "it was made of other rows (\(origin)), and \(method) has no centroids by which to place new ones"
    case .emptySegments(let segments, let table):
      "no row of \(table) would belong to segment \(list(segments.map(String.init)))"
    case .tooFewRows(let count, let table): "\(table) has \(Self.rows(count)) that the model can use"
    case .clustering(let error): error.message
    case .memory(let needed, let available):
      "these rows need \(ByteText.size(needed)) of memory to be scored, and \(ByteText.size(available)) are free"
    case .cancelled: "stopped"
    }
  }

  private static func rows(_ rows: Int) -> String { count(rows, "row") }

  /// What would be right; empty where the message says it.
  public var remedy: String {
    switch self {
    case .missingColumns(let missing, _, _):
      let hints = missing.compactMap { lack in lack.nearest.first.map { "\($0) for \(lack.column)" } }
      return hints.isEmpty ? "" : "Is it \(list(hints))? %derive makes a column of another name"
    case .otherVersion(let version) where version > SavedModel.version: return "A newer Cohort reads it"
    case .inconsistent, .altered, .field, .unreadable: return "%save writes a new one; a model is not edited by hand"
    case .noCentroids: return "%load the table it was made from, or %cluster this one"
    case .memory: return "Score them in several parts"
    case .emptySegments, .tooFewRows: return "%cluster makes segments of this table"
    default: return ""
    }
  }
}
