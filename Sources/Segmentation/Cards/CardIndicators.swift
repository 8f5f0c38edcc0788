import Tables

/// The indicators of a table: the columns they make, and why some rows or whole columns go without.
public struct CardIndicators: Sendable {
  /// An indicator that the table has the columns for.
  public struct Made: Sendable {
    public let indicator: CardIndicator
    public let column: Column
    /// Names in the table of what it is made of.
    public let sources: [String]
    /// Rows without a value, by reason, the most first.
    public let gaps: [(reason: String, rows: Int)]
    /// Whether the table had a column of this name and these values before.
    public let wasThere: Bool
  }

  /// An indicator that it lacks a column for.
  public struct Unmade: Sendable, Equatable {
    public let name: String
    /// What was looked for and not found.
    public let lacking: [CardColumn]
  }

  public let made: [Made]
  public let unmade: [Unmade]

  /// - Complexity: O(rows).
  public init(of table: Table) {
    let style = NameStyle(of: table.columns.map(\.name))
    let ratios = CardRatios(table)
    var made: [Made] = []
    var unmade: [Unmade] = []
    for indicator in CardIndicator.allCases {
      let name = style.name(indicator.rawValue)
      guard let values = indicator.values(in: ratios) else {
        unmade.append(Unmade(name: name, lacking: indicator.sources.filter { $0.index(in: table) == nil }))
        continue
      }
      let column = Column(name: name, values: values)
      made.append(
        Made(
          indicator: indicator, column: column,
          sources: indicator.sources.compactMap { $0.index(in: table).map { table.columns[$0].name } },
          gaps: Self.gaps(of: indicator, values, in: table), wasThere: table.columns.contains(column)))
    }
    self.made = made
    self.unmade = unmade
  }

  /// The columns that the table does not have yet.
  public var new: [Column] { made.filter { !$0.wasThere }.map(\.column) }

  /// The name of a new column that the table uses for something else; nil when none is in the way.
  public func taken(in table: Table) -> String? {
    let names = Set(table.columns.map(\.name))
    return new.map(\.name).first(where: names.contains)
  }

  /// The table with the new columns behind its own.
  /// - Precondition: none of their names is taken.
  public func added(to table: Table) -> Table {
    precondition(taken(in: table) == nil, "names of columns differ")
    var extended = table
    for column in new { extended.set(column) }
    return extended
  }

  private static func gaps(
    of indicator: CardIndicator, _ values: ColumnValues, in table: Table
  ) -> [(reason: String, rows: Int)] {
    let columns = indicator.sources.compactMap { $0.index(in: table).map { table.columns[$0] } }
    guard columns.count == 2, let top = columns[0].numbers, let bottom = columns[1].numbers else { return [] }
    var counts: [String: Int] = [:]
    for row in Column(name: "", values: values).missingRows() {
      let reason =
        switch (top[row], bottom[row]) {
        case (_, let b) where b.isNaN: "\(columns[1].name) is missing"
        case (let a, _) where a.isNaN: "\(columns[0].name) is missing"
        case (_, 0): "\(columns[1].name) is 0"
        case (_, let b) where b < 0: "\(columns[1].name) is negative"
        default: "a value is too large"
        }
      counts[reason, default: 0] += 1
    }
    return counts.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.map { (reason: $0.key, rows: $0.value) }
  }
}
