/// How segments are named, judged and advised on: what a rules file says.
public struct Rules: Sendable, Equatable {
  /// The version of rules files that is read.
  public static let version = 1

  /// A word that stands where its condition holds.
  public struct Name: Sendable, Equatable {
    public let text: String
    public let when: Condition
  }

  /// A degree of risk.
  public struct Level: Sendable, Equatable {
    public let name: String
    /// The points from which it applies; nil for the last, which applies to the rest.
    public let from: Double?
  }

  /// What speaks for or against a segment.
  public struct Signal: Sendable, Equatable {
    public let points: Double
    public let text: Template
    public let when: Condition
  }

  /// One of the figures that a risk is read from.
  public struct Reading: Sendable, Equatable {
    public let label: String
    public let measure: Measure
    public let format: FigureFormat
  }

  /// Something to do, and why.
  public struct Recommendation: Sendable, Equatable {
    public let action: String
    public let reason: Template
    public let when: Condition
  }

  public struct Department: Sendable, Equatable {
    public let name: String
    /// In the order of their weight.
    public let recommendations: [Recommendation]
  }

  /// From when a segment comes with a warning.
  public struct Cautions: Sendable, Equatable {
    public var smallestShare = 0.01
    public var smallestSize = 30.0
    public var weakSilhouette = 0.1
    public var stableJaccard = 0.75
    public var trustedJaccard = 0.6
    public var dissolvedJaccard = 0.5
    /// By how much sums may differ before it is said, in the table's units.
    public var sumsDiffer = 10.0
  }

  /// How much is said.
  public struct Limits: Sendable, Equatable {
    public var traits = 5.0
    /// Cliff's delta from which a trait counts.
    public var effect = 0.33
    /// For each department.
    public var recommendations = 2.0
  }

  /// What the rules are on, such as `cards`; empty for rules that do not say.
  public var pack = ""
  /// The words without which the rules say nothing: of each group one.
  public var key: [[String]] = []
  /// Words of columns' names that speak of another trade, where the rules would say what does not suit it. Rules that are asked for
  /// by name speak all the same.
  public var unless: [String] = []
  /// The column whose name speaks of another trade; nil where none does, and where the rules were asked for by name.
  var foreign: String?
  /// What words may be called in a table: a name, names joined by +, or a pattern with *.
  public var synonyms: [String: [String]] = [:]
  /// The file's own words for columns of the table.
  public var columns: [String: String] = [:]
  /// The subjects whose totals are shared out.
  public var totals: [String] = []
  public var names: [Name] = []
  /// What tells segments of one name apart.
  public var qualifiers: [Name] = []
  /// The highest first.
  public var levels: [Level] = []
  public var signals: [Signal] = []
  public var readings: [Reading] = []
  public var departments: [Department] = []
  public var cautions = Cautions()
  public var limits = Limits()

  /// Whether the table has what the rules are about: how long someone has been a customer is known in any trade, and says nothing
  /// of cards.
  func apply(where knows: (String) -> Bool) -> Bool {
    if foreign != nil { return false }
    return key.isEmpty ? subjects.isEmpty || speaks(where: knows) : key.allSatisfy { $0.contains(where: knows) }
  }

  private func speaks(where knows: (String) -> Bool) -> Bool {
    subjects.contains { $0 != CardSubject.tenure.rawValue && knows($0) }
  }

  /// The rules without names, risk and advice: what is left holds for any table.
  var withoutJudgement: Rules {
    var rules = Rules()
    (rules.cautions, rules.limits) = (cautions, limits)
    return rules
  }

  /// The words that a column can be named for, in the order of a reader: those of the key first.
  var words: [String] {
    let first = key.flatMap(\.self)
    return first + Set(synonyms.keys).union(columns.keys).subtracting(first).sorted()
  }

  /// Every subject that a rule asks for.
  var subjects: Set<String> {
    let conditions =
      names.map(\.when) + qualifiers.map(\.when) + signals.map(\.when)
      + departments.flatMap { $0.recommendations.map(\.when) }
    let templates =
      signals.map(\.text)
      + departments.flatMap { $0.recommendations.map(\.reason) }
    let measures = conditions.flatMap(\.measures) + templates.flatMap(\.measures)
    return Set(measures.map(\.subject) + readings.map(\.measure.subject) + totals).subtracting([Measure.segment])
  }
}
