import Wording

/// Rows of observations in named, typed columns of one length.
public struct Table: Sendable, Equatable, Codable {
  public var name: String
  public var columns: [Column]
  public let rowCount: Int
  /// Index of the column that tells one row from another, nil when the row number has to serve.
  public internal(set) var identifier: Int?
  /// What columns are, by name; asked by `role(of:)`.
  var roles: [String: AssignedRole]
  /// Where the rows came from, as the user would name it: a path, or a sentence.
  public var source: String
  /// What the reader of the source decided and the user should know; empty for computed tables.
  public var notices: [LoadNotice]
  /// How its rows were chosen among those that were loaded, in words; nil when all are there.
  public var restriction: String?

  /// Sets `columns` side by side.
  ///
  /// Without `identifier`, the columns' names and values say which one tells rows apart, if any (`identifier()` of columns).
  /// - Parameter roles: of columns that are known already, by name; the others are found.
  /// - Throws: `TableError.unequalLengths` and `TableError.duplicateColumn`.
  /// - Complexity: O(rows × columns).
  public init(
    name: String, columns: [Column], identifier: Int? = nil, roles: [String: AssignedRole] = [:], source: String = "",
    notices: [LoadNotice] = []
  ) throws(TableError) {
    let rowCount = columns.first?.count ?? 0
    var seen = Set<String>()
    for column in columns {
      guard column.count == rowCount else {
        throw .unequalLengths(column: column.name, expected: rowCount, found: column.count)
      }
      guard seen.insert(column.name).inserted else { throw .duplicateColumn(column.name) }
    }
    self.name = name
    self.columns = columns
    self.rowCount = rowCount
    self.source = source
    self.notices = notices
    self.roles = roles
    self.identifier = identifier
    findRoles(withIdentifier: identifier == nil)
  }

  /// Without a row and without a column.
  public init(named name: String) {
    (self.name, columns, rowCount, roles, source, notices) = (name, [], 0, [:], "", [])
  }

  /// Index of the column called `name`: spelled exactly so, else the only one that differs in case alone.
  /// - Throws: `TableError.noSuchColumn` with the nearest names, `TableError.ambiguousColumn` with the candidates.
  public func index(of name: String) throws(TableError) -> Int {
    if let exact = columns.firstIndex(where: { $0.name == name }) { return exact }
    let folded = name.lowercased()
    let similar = columns.indices.filter { columns[$0].name.lowercased() == folded }
    if similar.count == 1 { return similar[0] }
    if similar.count > 1 { throw .ambiguousColumn(name, candidates: similar.map { columns[$0].name }) }
    throw .noSuchColumn(name, nearest: nearestNames(to: name, among: columns.map(\.name)))
  }

  /// The column called `name`, found as `index(of:)` finds it.
  public func column(_ name: String) throws(TableError) -> Column {
    columns[try index(of: name)]
  }

  /// The table of the given rows, in the given order; a row may come twice.
  /// - Complexity: O(rows × columns); text columns keep only the categories still in use.
  public func selecting(rows: [Int]) -> Table {
    Table(copy: self, columns: columns.map { $0.selecting(rows: rows) }, rowCount: rows.count)
  }

  /// Bytes that the values take, names and bookkeeping aside.
  public var memory: Int { columns.reduce(0) { $0 + $1.memory } }

  /// Missing values in all columns.
  public var missingCount: Int { columns.reduce(0) { $0 + $1.missingCount } }

  /// What to call a row (0-based): its identifier, else its 1-based number.
  public func identifierText(row: Int) -> String {
    identifier.flatMap { columns[$0].text(at: row) } ?? String(row + 1)
  }

  private init(copy other: Table, columns: [Column], rowCount: Int) {
    name = other.name
    self.columns = columns
    self.rowCount = rowCount
    identifier = other.identifier
    roles = other.roles
    source = other.source
    notices = other.notices
    restriction = other.restriction
  }
}
