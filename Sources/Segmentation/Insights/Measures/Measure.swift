/// One number about a segment, by name: `utilisation.median`, `cash_share.mean.ratio`, `segment.size`.
public struct Measure: Sendable, Hashable {
  /// How the segment's number is set beside everyone's.
  public enum Relation: String, Sendable, CaseIterable {
    /// The segment's own.
    case own
    /// Everyone's in place of the segment's.
    case everyone
    /// The segment's over everyone's; not known where everyone's is zero or less.
    case ratio
    /// The segment's less everyone's.
    case difference
  }

  /// The subject of what is known of the segment itself.
  public static let segment = "segment"

  /// A name of `CardSubject`, of the rules' own columns, a column of the table, or `segment`.
  public let subject: String
  public let statistic: Statistic
  public let relation: Relation

  public init(_ subject: String, _ statistic: Statistic, _ relation: Relation = .own) {
    self.subject = subject
    self.statistic = statistic
    self.relation = relation
  }

  /// As rules spell it.
  public var text: String {
    "\(subject).\(statistic.text)" + (relation == .own ? "" : ".\(relation.rawValue)")
  }
}
