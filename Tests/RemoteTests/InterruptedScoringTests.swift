import Machine
import Segmentation
import Synchronization
import Tables
import Testing
import Warehouse

@testable import Remote

@Suite("A scoring that is interrupted behind its table")
struct InterruptedScoringTests {
  /// A database whose user interrupts once something was written.
  private final class Interrupted: Warehouse {
    private let real: any Warehouse
    private let hasWritten = Mutex(false)

    init(_ real: any Warehouse) { self.real = real }

    var address: DatabaseAddress { real.address }
    var dialect: SQLDialect { real.dialect }

    func result(
      of query: String, expecting rows: Int?, context: ComputeContext
    ) throws(WarehouseError) -> (columns: [Column], notices: [LoadNotice]) {
      if hasWritten.withLock({ $0 }) { throw .cancelled }
      return try real.result(of: query, expecting: rows, context: context)
    }

    func columnNames(of query: String, context: ComputeContext) throws(WarehouseError) -> [String] {
      if hasWritten.withLock({ $0 }) { throw .cancelled }
      return try real.columnNames(of: query, context: context)
    }

    func write(
      _ statements: any Sequence<String> & Sendable, undo: String?, context: ComputeContext
    ) throws(WarehouseError) {
      try real.write(statements, undo: undo, context: context)
      hasWritten.withLock { $0 = true }
    }
  }

  private static func tables() throws -> (BothTables, SavedModel) {
    var draws = Xoshiro256(seed: 4)
    func numbers() -> [Double] { (0..<60).map { _ in Double.random(in: 0...9, using: &draws) } }
    let tables = try BothTables([
      DrawnColumn("id", texts: (0..<60).map { "c\($0)" }), DrawnColumn("a", numbers()), DrawnColumn("b", numbers()),
    ])
    return (tables, try tables.remote.kMeans(k: 2, seed: 42, tables.warehouse, context: .plain).model)
  }

  private func score(_ tables: BothTables, _ model: SavedModel, isReplacing: Bool) throws {
    _ = try RemoteScoring(
      of: tables.remote, into: "scored", by: model, isReplacing: isReplacing, Interrupted(tables.warehouse),
      context: .plain)
  }

  private func names(_ tables: BothTables) throws -> [String] {
    try tables.warehouse.tables(context: .plain).map(\.name).sorted()
  }

  @Test("leaves no table that was not there")
  func fresh() throws {
    let (tables, model) = try Self.tables()
    #expect(throws: WarehouseError.cancelled) { try score(tables, model, isReplacing: false) }
    #expect(try names(tables) == ["customers"])
  }

  @Test("says so where a table was made anew")
  func anew() throws {
    let (tables, model) = try Self.tables()
    _ = try RemoteScoring(
      of: tables.remote, into: "scored", by: model, isReplacing: false, tables.warehouse, context: .plain)
    #expect(throws: RemoteScoringError.madeAnew("big.scored", isInterrupted: true)) {
      try score(tables, model, isReplacing: true)
    }
    #expect(try names(tables) == ["customers", "scored"])
  }
}
