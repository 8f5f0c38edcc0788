import Analysis
import Machine
import Tables

@testable import Segmentation

/// Tables of whole numbers, whose distances tie all the time; every customer has an identifier.
enum TiedTables: String, CaseIterable, Sendable {
  /// Recency, frequency and monetary value as scores of 1 to 5.
  case scores
  /// Answers of 1 to 5 to six questions, with two kinds of people behind them.
  case survey
  /// Counts with many zeros, whose logarithms are taken.
  case counts
  /// Few different customers, each many times over, with a category that no feature knows.
  case duplicates
  /// A grid: every distance occurs many times.
  case grid

  func table() throws -> Table {
    var draws = Xoshiro256(seed: 7)
    func score() -> Double { (1 + 5 * draws.nextUnit()).rounded(.down) }
    func column(_ count: Int, _ value: (Int) -> Double) -> [Double] { (0..<count).map(value) }
    switch self {
    case .scores:
      return try Self.table((1...3).map { j in ("S\(j)", column(160) { _ in score() }) })
    case .survey:
      return try Self.table(
        (1...6).map { j in
          ("Q\(j)", column(120) { row in min(5, max(1, (row % 2 == j % 2 ? score() : score() - 2))) })
        })
    case .counts:
      return try Self.table(
        (1...4).map { j in ("N\(j)", column(140) { row in row % j == 0 ? 0 : (draws.nextUnit() * 3).rounded() * 4 }) })
    case .duplicates:
      let table = try Self.table((1...3).map { j in ("D\(j)", column(120) { row in Double((row % 12) * j % 5) }) })
      var columns = table.columns
      columns.append(Column(name: "city", text: (0..<120).map { ["Rome", "Pisa", "Bari"][$0 % 7 % 3] }))
      return try Table(name: "tied", columns: columns, identifier: 0)
    case .grid:
      return try Self.table([("X", column(100) { Double($0 % 10) }), ("Y", column(100) { Double($0 / 10) })])
    }
  }

  private static func table(_ columns: [(String, [Double])]) throws -> Table {
    let ids = columns[0].1.indices.map { "c\($0 * 37 % 1_000)" }
    let numbers = columns.map { Column(name: $0.0, numbers: $0.1) }
    return try Table(name: "tied", columns: [Column(name: "ID", text: ids)] + numbers, identifier: 0)
  }
}

extension Table {
  /// The same customers backwards, and in so many orders drawn.
  func orders(_ count: Int) -> [Table] {
    var draws = Xoshiro256(seed: 99)
    let rows = Array(0..<rowCount)
    return [selecting(rows: rows.reversed())] + (0..<count).map { _ in selecting(rows: rows.shuffled(using: &draws)) }
  }
}

extension CustomerSegmentation {
  /// The segment of each customer, by identifier.
  func segmentOfCustomer(_ table: Table) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: zip(preparation.rows, labels).map { (table.identifierText(row: $0), $1) })
  }
}
