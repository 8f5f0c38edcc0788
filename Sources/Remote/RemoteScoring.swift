import Analysis
import Machine
import Segmentation
import Tables
import Warehouse

/// A table that stays in its database, scored there: a new table beside it, and what is told of it here.
public struct RemoteScoring: Sendable {
  public let table: String
  public let target: String
  public let model: SavedModel
  public let rowCount: Int
  /// By segment, 1…k.
  public let sizes: [Int]
  /// Rows without a segment: a value without a feature.
  public let dropped: Int
  /// Medians by segment; NaN where nobody is in one. nil where the model cannot tell how sure it is.
  public let margins: [Double]?
  /// Rows by segment that are farther from the centre than every customer of the fit.
  public let unusual: [Int]?
  public let drift: Drift

  /// Scores a table where it is.
  /// - Parameters:
  ///   - target: the table to make, as the user writes it without the connection.
  ///   - isReplacing: whether one that an earlier scoring made may go.
  /// - Throws: `WarehouseError`, `SQLModelError`, `RemoteScoringError`.
  public init(
    of table: RemoteTable, into target: String, by model: SavedModel, isReplacing: Bool, _ warehouse: any Warehouse,
    context: ComputeContext
  ) throws {
    let engine = RemoteEngine(warehouse, context)
    let dialect = warehouse.dialect
    let new = WarehouseTable(new: target)
    let there = try warehouse.table(like: new, context: context)
    guard there.map({ $0.name != new.name || dialect.quoted($0) != table.source }) ?? true else {
      throw RemoteScoringError.isSource(target)
    }
    if let there {
      let columns = try warehouse.columnNames(of: "SELECT * FROM \(dialect.quoted(there)) LIMIT 0", context: context)
      let isOurs = Set(Self.columns).isSubset(of: Set(columns.map { $0.lowercased() }))
      guard isReplacing else { throw RemoteScoringError.exists(target, isOurs: isOurs) }
      guard isOurs else { throw RemoteScoringError.notOurs(target) }
    }
    let statement = try SQLModel(of: model, table: table.look, dialect: dialect).scoring(
      of: table.conditions.isEmpty ? table.source : "(SELECT * FROM \(table.rows))",
      identifier: table.look.identifier.map { table.columns[$0].name })
    try warehouse.create(there ?? new, as: statement, replacing: there != nil, context: context)
    let made = dialect.quoted(there ?? new)
    self.table = table.name
    self.target = "\(table.connection).\((there ?? new).title)"
    self.model = model
    let hasMargins = try warehouse.columnNames(of: "SELECT * FROM \(made) LIMIT 0", context: context)
      .contains { $0.lowercased() == "margin" }
    let unusual = hasMargins ? "sum(CASE WHEN unusual THEN 1 ELSE 0 END)" : "0"
    let counts = try engine.result("SELECT segment, count(*) AS n, \(unusual) AS u FROM \(made) GROUP BY segment")
    var (sizes, strange, dropped) = ([Int](repeating: 0, count: model.k), [Int](repeating: 0, count: model.k), 0)
    for row in 0..<counts[0].count {
      let (segment, count) = (counts[0].number(at: row), Int(counts[1].number(at: row)))
      guard segment >= 1 else {
        dropped += count
        continue
      }
      sizes[Int(segment) - 1] = count
      strange[Int(segment) - 1] = Int(counts[2].number(at: row))
    }
    rowCount = sizes.reduce(0, +) + dropped
    self.sizes = sizes
    self.dropped = dropped
    self.unusual = hasMargins ? strange : nil
    margins =
      hasMargins
      ? try sizes.indices.map { place throws(WarehouseError) in
        try engine.quantiles(
          [0.5], of: "margin", count: sizes[place], in: "\(made) WHERE segment = \(place + 1)")[0]
      } : nil
    drift = try engine.drift(of: table, model, sizes: sizes)
  }

  /// What every scoring writes.
  private static let columns = ["segment", "segment_name", "distance"]
}

/// Why a table is not made.
public enum RemoteScoringError: Error, Sendable, Equatable {
  case isSource(String)
  /// `isOurs`: whether it looks like one that an earlier scoring made.
  case exists(String, isOurs: Bool)
  case notOurs(String)

  public var message: String {
    switch self {
    case .isSource(let name): "\(name) is the table that is scored, and is not written to"
    case .exists(let name, _): "there is a table \(name) already"
    case .notOurs(let name): "the table \(name) was not made by %score, and is not replaced"
    }
  }

  public var remedy: String {
    switch self {
    case .exists(_, true): "replace=yes makes it anew, another name keeps both"
    default: "Another name in to= makes a new one"
    }
  }
}

extension RemoteEngine {
  /// How the rows of a table differ from those that a model was made of.
  fileprivate func drift(of table: RemoteTable, _ model: SavedModel, sizes: [Int]) throws -> Drift {
    var shifts: [Drift.Shift] = []
    if let fit = model.fit {
      let now = try counts(
        ofColumns: model.fitted.transforms.map { self.number(of: $0, in: table) }, between: fit.spreads.map(\.edges),
        in: table)
      for (place, transform) in model.fitted.transforms.enumerated() {
        if let shift = Drift.Shift(transform, from: fit.spreads[place], to: now[place]) { shifts.append(shift) }
      }
    }
    return Drift(
      segments: PopulationStability(from: model.sizesThen, to: sizes), features: shifts, rowCount: table.rowCount)
  }
}
