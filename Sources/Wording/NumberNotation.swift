/// How the numbers of a column are written.
public enum NumberNotation: Sendable, Equatable {
  /// Something measured or counted: thousands with commas, `1.5k` on an axis.
  case measure
  /// An amount of money: as a measure, with the currency's sign before it where one is set.
  case money
  /// A year or a code: without commas, and never shortened.
  case name

  /// A value in a label, see `NumberText.value`.
  public func value(_ value: Double) -> String { written(NumberText.value(value)) }

  /// A mean or a median, see `NumberText.statistic`.
  public func statistic(_ value: Double) -> String { written(NumberText.statistic(value)) }

  /// Values side by side, see `NumberText.statistics`.
  public func statistics(_ values: [Double], spread: Double = 0) -> [String] {
    NumberText.statistics(values, spread: spread).map(written)
  }

  /// A value in a sentence, see `NumberText.sentence`.
  public func sentence(_ value: Double) -> String { written(NumberText.sentence(value)) }

  /// The label of a tick.
  public func tick(_ value: Double) -> String {
    self == .name ? self.value(value) : NumberText.compact(value)
  }

  /// What stands before a value; empty for what is not money.
  public func sign(_ currency: String) -> String { self == .money ? currency : "" }

  private func written(_ text: String) -> String { self == .name ? NumberText.ungrouped(text) : text }
}
