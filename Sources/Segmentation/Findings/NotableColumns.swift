/// The columns of a table that stand out, in two lines for all of them.
public struct NotableColumns: Sendable, Equatable {
  /// Columns of which more than half is zero, the most zeros first.
  public let mostlyZero: [ColumnFindings]
  /// Columns with a long tail of high values, the most skewed first.
  public let longTailed: [ColumnFindings]

  public init(_ columns: [ColumnFindings]) {
    let varied = columns.filter { $0.summary.minimum < $0.summary.maximum }
    mostlyZero = Self.ranked(varied.filter { $0.summary.zeroShare > 0.5 }, by: \.summary.zeroShare)
    longTailed = Self.ranked(varied.filter { $0.summary.skewness > 1 && $0.twoValues == nil }, by: \.summary.skewness)
  }

  private static func ranked(
    _ columns: [ColumnFindings], by value: KeyPath<ColumnFindings, Double>
  ) -> [ColumnFindings] {
    columns.enumerated()
      .sorted { (-$0.element[keyPath: value], $0.offset) < (-$1.element[keyPath: value], $1.offset) }
      .map(\.element)
  }

  /// At most two; none where no column stands out.
  public var sentences: [String] { [zeros, tails].compactMap { $0 } }

  private var zeros: String? {
    guard !mostlyZero.isEmpty else { return nil }
    return "Mostly zero: \(named(mostlyZero) { percent($0.summary.zeroShare) })."
  }

  private var tails: String? {
    guard !longTailed.isEmpty else { return nil }
    let tails = "Long tails of high values: \(named(longTailed) { "skewness " + decimals($0.summary.skewness, 1) })"
    let tamed = longTailed.count { $0.logarithm.map { abs($0.skewness) <= 1 } ?? false }
    if longTailed.count == 1 { return tails + "; ln(x + 1) would \(tamed == 1 ? "" : "not ")bring it down to 1." }
    return tails + "; ln(x + 1) would bring \(grouped(tamed)) of \(grouped(longTailed.count)) down to 1 or less."
  }

  private func named(_ columns: [ColumnFindings], _ figure: (ColumnFindings) -> String) -> String {
    list(columns.map { "\($0.column) (\(figure($0)))" }, limit: 5)
  }
}
