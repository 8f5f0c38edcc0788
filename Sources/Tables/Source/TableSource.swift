import Machine

/// Where a table comes from: a format of files, a database.
///
/// A source is a struct in a file of its own and one line in `allSources`. Its type says which places it answers to, its value
/// holds how it reads and brings the table. Nobody outside asks which source it is: what a place is called, what Tab offers and
/// which keys of `%load` mean something for it, all is asked of the type.
///
/// ```swift
/// struct ParquetSource: TableSource {
///   static let summary = "a Parquet file"
///   static let endings = [".parquet"]
///
///   let identifier: String?
///   init(_ options: LoadOptions) { identifier = options.identifier }
///
///   func table(at place: String, context: ComputeContext) throws(LoadError) -> Table { … }
/// }
/// ```
public protocol TableSource: Sendable {
  /// What it reads, as an object of “reads”: "a Parquet file".
  static var summary: String { get }
  /// What the names of its files end in, in small letters: `.csv.gz`.
  static var endings: [String] { get }
  /// Endings that its files may have and others' as well: Tab offers such files, and nothing follows from them.
  static var possibleEndings: [String] { get }
  /// What stands before the colon of a place that is no file, in small letters: `postgresql`.
  static var schemes: [String] { get }
  /// The keys of `%load` that say something of how it reads.
  static var keys: Set<String> { get }
  /// A place as it may be shown: without a password.
  static func shown(_ place: String) -> String

  /// - Parameter options: it takes what its `keys` stand for, and leaves the rest.
  init(_ options: LoadOptions)

  /// Opens what is at `place` and reads all of it.
  ///
  /// The table's `source` is the place as it may be shown, its `notices` are what was decided on the way.
  /// - Parameters:
  ///   - place: a path, or a URI of one of the schemes.
  ///   - context: is asked every few milliseconds whether to stop, and told the share done, ascending.
  /// - Throws: `LoadError`: what is not there, not allowed or damaged, and where; `.cancelled` once told to stop.
  func table(at place: String, context: ComputeContext) throws(LoadError) -> Table
}

extension TableSource {
  public static var endings: [String] { [] }
  public static var possibleEndings: [String] { [] }
  public static var schemes: [String] { [] }
  public static var keys: Set<String> { ["id"] }
  public static func shown(_ place: String) -> String { place }

  /// Whether it is the source for this place, by the scheme or by the ending.
  public static func answers(to place: String) -> Bool {
    let place = place.lowercased()
    return schemes.contains { place.hasPrefix($0 + ":") } || endings.contains { place.hasSuffix($0) }
  }
}

/// How to read, as far as a source lets itself be told.
public struct LoadOptions: Sendable, Equatable {
  /// Name of the column that identifies rows; nil takes the first text column with a value of its own in every row.
  public var identifier: String?
  /// For text; its `identifier` is the one above.
  public var csv: CSVOptions
  /// Of a workbook, by its name or its number from 1 on; nil takes the first that is not hidden.
  public var sheet: String?

  public init(identifier: String? = nil, csv: CSVOptions = CSVOptions(), sheet: String? = nil) {
    self.identifier = identifier
    self.csv = csv
    self.sheet = sheet
  }
}
