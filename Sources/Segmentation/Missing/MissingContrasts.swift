import Analysis
import Machine
import Tables

/// What goes with a missing value: for each incomplete column, how the rows without it differ from the others.
public struct MissingContrasts: Sendable, Equatable {
  /// The strongest contrasts by incomplete column (its index), the strongest first; empty where nothing differs.
  public let byColumn: [Int: [MissingContrast]]
  /// Incomplete columns of which there are too few rows of either kind to tell.
  public let tooFew: [Int]

  /// Columns that are looked into, those that lack most.
  public static let mostColumns = 20
  /// Rows without a value, and rows with one, from which on a comparison says something.
  public static let fewestRows = 6
  private static let mostContrasts = 3
  /// Numbers of no more different values are taken one by one, texts of no more.
  public static let mostNumbers = 12
  public static let mostCategories = 100

  /// - Throws: `CancellationError`.
  /// - Complexity: O(columns × n log n + incomplete columns × columns × n).
  public init(
    of table: Table, patterns: MissingPatterns, context: ComputeContext = .plain
  ) throws(CancellationError) {
    let incomplete = patterns.incomplete.prefix(Self.mostColumns)
    let large = incomplete.filter {
      min(patterns.counts[$0], table.rowCount - patterns.counts[$0]) >= Self.fewestRows
    }
    tooFew = incomplete.filter { !large.contains($0) }
    guard !large.isEmpty else {
      byColumn = [:]
      return
    }
    let groups = large.map { (column: $0, rows: table.columns[$0].missingRows()) }
    let found = try parallelMap(count: table.columns.count, chunkSize: 1, reportsProgress: true, context: context) {
      range, _ in
      let other = range.lowerBound
      guard other != table.identifier else { return [MissingContrast?](repeating: nil, count: groups.count) }
      let contrast = ColumnContrast(table.columns[other], notation: table.role(of: other).role.notation)
      return groups.map { group in
        group.column == other || context.cancelled ? nil : contrast.between(group.rows)
      }
    }
    byColumn = Dictionary(
      uniqueKeysWithValues: groups.enumerated().map { place, group in
        (group.column, Self.strongest(found.map { $0[place] }))
      })
  }

  /// Of contrasts that something else has measured.
  /// - Parameters:
  ///   - found: by incomplete column; the contrast with each other column, in the order of the table.
  ///   - tooFew: incomplete columns of which there are too few rows of either kind to tell.
  public init(_ found: [Int: [MissingContrast?]], tooFew: [Int]) {
    byColumn = found.mapValues(Self.strongest)
    self.tooFew = tooFew
  }

  private static func strongest(_ found: [MissingContrast?]) -> [MissingContrast] {
    found.compactMap { $0 }.enumerated()
      .sorted { (-$0.element.effect, $0.offset) < (-$1.element.effect, $1.offset) }
      .prefix(mostContrasts).map(\.element)
  }

  /// One column, made ready to be compared within many groups of rows.
  private struct ColumnContrast {
    let column: Column
    let notation: NumberNotation
    let sorted: [Double]
    let missing: [Int]
    /// The median, and how far the values lie from it, rising; none where numbers are few and taken one by one.
    let middle: Double
    let distances: [Double]
    /// Numbers of few different values as categories: a month, a number of children.
    let fewNumbers: TextColumn?

    init(_ column: Column, notation: NumberNotation) {
      self.column = column
      self.notation = notation
      sorted = (column.numbers ?? []).filter { !$0.isNaN }.sorted()
      missing = column.missingRows()
      let middle = quantile(sorted: sorted, 0.5)
      var distinct = sorted.isEmpty ? 0 : 1
      for (a, b) in zip(sorted, sorted.dropFirst()) where a != b && distinct <= mostNumbers { distinct += 1 }
      let areFew = (2...mostNumbers).contains(distinct)
      fewNumbers = areFew ? TextColumn((0..<column.count).map { column.text(at: $0) }) : nil
      distances = areFew ? [] : sorted.map { abs($0 - middle) }.sorted()
      self.middle = middle
    }

    /// The strongest difference between `rows` and the others; nil when there is none to speak of.
    func between(_ rows: [Int]) -> MissingContrast? {
      let rule = ContrastRule(column: column.name, notation: notation)
      let candidates = [
        values(in: rows).flatMap(rule.values), spread(in: rows).flatMap(rule.spread),
        categories(in: rows).flatMap(rule.category), missingToo(in: rows).flatMap(rule.missing),
      ]
      return rule.strongest(candidates)
    }

    private func values(in rows: [Int]) -> GroupComparison? {
      guard let numbers = column.numbers else { return nil }
      return GroupComparison(group: rows.map { numbers[$0] }.filter { !$0.isNaN }.sorted(), all: sorted)
    }

    private func spread(in rows: [Int]) -> GroupComparison? {
      guard let numbers = column.numbers, !distances.isEmpty else { return nil }
      let group = rows.map { abs(numbers[$0] - middle) }.filter { !$0.isNaN }.sorted()
      return GroupComparison(group: group, all: distances)
    }

    private func categories(in rows: [Int]) -> [(value: String, shares: ShareComparison)]? {
      let text: TextColumn
      switch column.values {
      case .text(let values): text = values
      case .booleans(let values): text = TextColumn(values.map { $0.map { $0 ? "true" : "false" } })
      case .numbers:
        guard let fewNumbers else { return nil }
        text = fewNumbers
      case .dates: return nil
      }
      // A value of its own in nearly every row tells nothing of groups.
      guard text.categories.count <= mostCategories else { return nil }
      var hits = [Int](repeating: 0, count: text.categories.count)
      for row in rows where text.codes[row] >= 0 { hits[Int(text.codes[row])] += 1 }
      let (counts, count) = (text.counts(), hits.reduce(0, +))
      let otherCount = counts.reduce(0, +) - count
      return hits.indices.map { place in
        (
          text.categories[place],
          ShareComparison(
            hits: hits[place], count: count, otherHits: counts[place] - hits[place], otherCount: otherCount)
        )
      }
    }

    private func missingToo(in rows: [Int]) -> ShareComparison? {
      guard !missing.isEmpty else { return nil }
      let hits = Self.common(rows, missing)
      return ShareComparison(
        hits: hits, count: rows.count, otherHits: missing.count - hits, otherCount: column.count - rows.count)
    }

    /// How many numbers two rising lists share.
    private static func common(_ a: [Int], _ b: [Int]) -> Int {
      var (i, j, count) = (0, 0, 0)
      while i < a.count, j < b.count {
        if a[i] == b[j] { count += 1 }
        let (x, y) = (a[i], b[j])
        if x <= y { i += 1 }
        if y <= x { j += 1 }
      }
      return count
    }
  }
}
