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
  /// What the new table holds.
  private let tally: RemoteTally

  public var rowCount: Int { sizes.reduce(0, +) + dropped }
  /// By segment, 1…k.
  public var sizes: [Int] { tally.sizes }
  /// Rows without a segment: a value without a feature.
  public var dropped: Int { tally.dropped }
  /// Medians by segment; NaN where nobody is in one. nil where the model cannot tell how sure it is.
  public var margins: [Double]? { tally.margins }
  /// Rows by segment that are farther from the centre than every customer of the fit.
  public var unusual: [Int]? { tally.unusual }
  public var drift: Drift { tally.drift }

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
      of: table.plainRows, identifier: table.look.identifier.map { table.columns[$0].name })
    try warehouse.create(there ?? new, as: statement, replacing: there != nil, context: context)
    let made = dialect.quoted(there ?? new)
    let target = "\(table.connection).\((there ?? new).title)"
    do {
      tally = try RemoteTally(of: made, scoredFrom: table, by: model, engine)
    } catch {
      // It was made by this command, which is not done.
      guard there == nil else {
        let isInterrupted = error is CancellationError || error as? WarehouseError == .cancelled
        throw RemoteScoringError.madeAnew(target, isInterrupted: isInterrupted)
      }
      try? warehouse.remove(new)
      throw error
    }
    (self.table, self.target, self.model) = (table.name, target, model)
  }

  /// What every scoring writes.
  private static let columns = ["segment", "segment_name", "distance"]
}

/// What is told of a table of segments, counted in its engine.
private struct RemoteTally: Sendable {
  private(set) var sizes: [Int]
  private(set) var dropped = 0
  let unusual: [Int]?
  let margins: [Double]?
  let drift: Drift

  /// - Parameter made: the table of segments, as its engine writes it.
  /// - Throws: `WarehouseError`.
  init(
    of made: String, scoredFrom table: RemoteTable, by model: SavedModel, _ engine: RemoteEngine
  ) throws {
    let hasMargins = try engine.warehouse.columnNames(of: "SELECT * FROM \(made) LIMIT 0", context: engine.context)
      .contains { $0.lowercased() == "margin" }
    let isUnusual = hasMargins ? "sum(CASE WHEN unusual THEN 1 ELSE 0 END)" : "0"
    let counts = try engine.result("SELECT segment, count(*) AS n, \(isUnusual) AS u FROM \(made) GROUP BY segment")
    sizes = [Int](repeating: 0, count: model.k)
    var strange = sizes
    for row in 0..<counts[0].count {
      let (segment, count) = (counts[0].number(at: row), Int(rows: counts[1].number(at: row)))
      guard segment >= 1 else {
        dropped += count
        continue
      }
      sizes[Int(segment) - 1] = count
      strange[Int(segment) - 1] = Int(rows: counts[2].number(at: row))
    }
    unusual = hasMargins ? strange : nil
    var medians: [Double] = []
    if hasMargins {
      for (place, size) in sizes.enumerated() {
        let rows = "\(made) WHERE segment = \(place + 1)"
        medians.append(try engine.quantiles([0.5], of: "margin", count: size, in: rows)[0])
      }
    }
    margins = hasMargins ? medians : nil
    drift = try engine.drift(of: table, model, sizes: sizes)
  }
}

/// Why a table is not made.
public enum RemoteScoringError: Error, Sendable, Equatable {
  case isSource(String)
  /// `isOurs`: whether it looks like one that an earlier scoring made.
  case exists(String, isOurs: Bool)
  case notOurs(String)
  /// What is told of it was interrupted, or failed.
  case madeAnew(String, isInterrupted: Bool)

  /// The name as of an error of the language.
  public var name: String {
    switch self {
    case .madeAnew(_, let isInterrupted): isInterrupted ? "Interrupted" : "DatabaseError"
    default: "TableExists"
    }
  }

  public var message: String {
    switch self {
    case .isSource(let name): "\(name) is the table that is scored, and is not written to"
    case .exists(let name, _): "there is a table \(name) already"
    case .notOurs(let name): "the table \(name) was not made by %score, and is not replaced"
    case .madeAnew(let name, _): "\(name) was made anew, and the numbers about it did not come"
    }
  }

  public var remedy: String {
    switch self {
    case .exists(_, true): "replace=yes makes it anew, another name keeps both"
    case .madeAnew(let name, _): "%load \(name) has its rows"
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
