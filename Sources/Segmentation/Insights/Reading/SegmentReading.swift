/// What is to be said of one segment.
public struct SegmentReading: Sendable, Equatable {
  /// 1…k.
  public let segment: Int
  /// What it goes by: the user's name, else the computed one; no other segment has it.
  public let name: String
  /// The computed name, whether the user gave another or not.
  public let computedName: String
  public let size: Statement.Figure
  /// Of the customers that are in a segment, 0…1.
  public let share: Statement.Figure
  /// Its shares of everyone's totals; empty where the rules name none that the table has.
  public let totals: [Total]
  /// The strongest first.
  public let traits: [Trait]
  /// nil where the table has nothing that a reading could come from.
  public let risk: RiskReading?
  /// By department, in the rules' order.
  public let advice: [Advice]
  /// What to be careful of.
  public let cautions: [Statement]

  public struct Total: Sendable, Equatable {
    /// "balances", "cash advances".
    public let label: String
    public let share: Statement.Figure
  }
}
