import Analysis
import Machine
import Tables

/// The built-in sample: credit-card customers made by a seeded model, with the truth about each of them.
///
/// The table has the eighteen columns of the public credit-card data that this kind of segmentation is taught on, and
/// its kinds of trouble: skew, many zeros, minimum payments missing where nothing was paid, a few missing limits. No
/// row is anybody's. The model: a customer has a `CustomerType`; the type's `CardHabits` give the customer habits
/// (`CardHolder`); the habits, lived through month by month (`CardAccount`), give the columns. The same seed gives the
/// same table to the bit.
public struct SampleData: Sendable {
  public static let defaultRows = 5_000
  public static let defaultSeed: UInt64 = 1950

  public let table: Table
  /// The type behind each row.
  public let types: [CustomerType]

  /// Makes the sample.
  /// - Complexity: O(rows), some milliseconds for the default.
  public init(rows: Int = Self.defaultRows, seed: UInt64 = Self.defaultSeed) {
    var draws = Xoshiro256(seed: seed)
    let habits = CustomerType.allCases.map(CardHabits.of)
    let shares = habits.map(\.share)
    var types: [CustomerType] = []
    var columns = SampleColumns(capacity: rows)
    for row in 0..<max(0, rows) {
      let type = draws.index(weights: shares)
      types.append(CustomerType.allCases[type])
      var account: CardAccount
      repeat {
        account = CardAccount(of: CardHolder(habits[type], draws: &draws), draws: &draws)
      } while !account.isActive
      // Very rarely the limit was not recorded.
      columns.append(account, identifier: "C\(20_001 + row)", limitKnown: !draws.chance(1.0 / 2_000))
    }
    self.types = types
    self.table = columns.table(name: "sample", source: "the built-in sample (seed \(seed))")
  }

  /// The sample as a table.
  public static func creditCards(rows: Int = defaultRows, seed: UInt64 = defaultSeed) -> Table {
    SampleData(rows: rows, seed: seed).table
  }

  /// The type behind each row of `creditCards()`, in words.
  public static var truth: [String] { SampleData().types.map(\.rawValue) }
}
