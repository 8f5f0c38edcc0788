import Machine
import Tables

/// Tables as customers' data come, of odd shapes: columns of every role, codes for missing, empties, long names, few rows.
struct CustomerTables {
  private var draws: Xoshiro256
  private let rows: Int
  private let groups: [Int]

  static func make(seed: UInt64) throws -> Table {
    var maker = CustomerTables(seed: seed)
    return try maker.table()
  }

  private init(seed: UInt64) {
    draws = Xoshiro256(seed: seed)
    rows = [12, 25, 40, 90, 240].randomElement(using: &draws) ?? 40
    let count = Int.random(in: 1...4, using: &draws)
    var groups: [Int] = []
    for _ in 0..<rows { groups.append(Int.random(in: 0..<count, using: &draws)) }
    self.groups = groups
  }

  private mutating func table() throws -> Table {
    let count = Int.random(in: 3...9, using: &draws)
    var columns = [identifier(), amount("BALANCE"), amount("spent")]
    for place in 0..<count { columns.append(column(place)) }
    columns.shuffle(using: &draws)
    return try Table(name: "customers", columns: columns)
  }

  private mutating func identifier() -> Column {
    let numbers = (0..<rows).map { 7_000 + 3 * Double($0) }.shuffled(using: &draws)
    switch Int.random(in: 0..<3, using: &draws) {
    case 0: return Column(name: "CLIENTNUM", numbers: numbers)
    case 1: return Column(name: "Kunden-Nr", text: numbers.map { "K\(Int($0))" })
    default: return Column(name: "customerId", numbers: numbers)
    }
  }

  /// Amounts that rise with the group.
  private mutating func amount(_ name: String) -> Column {
    let isMostlyZero = Bool.random(using: &draws)
    return Column(
      name: name,
      numbers: groups.map { group in
        if isMostlyZero, draws.nextUnit() < 0.6 { return 0 }
        return draws.nextUnit() < 0.05
          ? .nan : (Double(group + 1) * 900 * (0.2 + draws.nextUnit()) * 100).rounded() / 100
      })
  }

  private mutating func column(_ place: Int) -> Column {
    let long = String(repeating: "average_monthly_", count: 5) + "\(place)"
    switch Int.random(in: 0..<12, using: &draws) {
    case 0: return Column(name: "zip_\(place)", numbers: groups.map { Double(10_000 + $0 * 111) })
    case 1:
      return Column(name: "churned\(place) churn", numbers: groups.map { draws.nextUnit() < 0.3 * Double($0) ? 1 : 0 })
    case 2: return Column(name: "cluster \(place)", numbers: groups.map(Double.init))
    case 3:
      return Column(name: "vip \(place)", text: groups.map { draws.nextUnit() < 0.2 + 0.2 * Double($0) ? "Yes" : "No" })
    case 4: return Column(name: "channel \(place)", numbers: groups.map { _ in draws.nextUnit() < 0.7 ? 1 : 2 })
    case 5:
      return Column(name: "visits \(place)", numbers: groups.map { Double(Int.random(in: 0...3 + $0, using: &draws)) })
    case 6: return Column(name: "note \(place)", numbers: groups.map { _ in draws.nextUnit() < 0.7 ? .nan : 4 })
    case 7:
      return Column(
        name: "income \(place)", numbers: groups.map { draws.nextUnit() < 0.2 ? -999 : 20_000 + 900.5 * Double($0) })
    case 8:
      return Column(
        name: "town \(place)",
        text: groups.map { _ in ["Rome", "Oslo", "Bern", nil].randomElement(using: &draws) ?? nil })
    case 9: return Column(name: "lat \(place)", numbers: groups.map { 40 + Double($0) + draws.nextUnit() })
    case 10: return Column(name: long, numbers: groups.map { Double($0) + 12 * draws.nextGaussian() })
    default: return Column(name: "joined \(place)", numbers: groups.map { 20_230_101 + Double($0) })
    }
  }
}
