/// A report on segments, a card for each: HTML in the page's theme, Markdown, and text for a terminal.
///
/// All texts come written; the report lays them out.
public struct SegmentReport: Sendable, Equatable {
  /// A share of something that the segment holds.
  public struct Share: Sendable, Equatable {
    public var label: String
    /// 0…1.
    public var value: Double
    public var text: String

    public init(label: String, value: Double, text: String) {
      self.label = label
      self.value = value
      self.text = text
    }
  }

  /// A figure of the segment beside everyone's.
  public struct Trait: Sendable, Equatable {
    public var label: String
    public var own: String
    public var everyone: String
    /// `89 of 100`: pairs in which the segment's customer has more.
    public var effect: String
    /// Customers of the segment whom it rests on.
    public var n: String
    public var isHigh: Bool

    public init(label: String, own: String, everyone: String, effect: String, n: String, isHigh: Bool) {
      self.n = n
      self.label = label
      self.own = own
      self.everyone = everyone
      self.effect = effect
      self.isHigh = isHigh
    }
  }

  public struct Risk: Sendable, Equatable {
    public var level: String
    /// 0 is the highest level of `levelCount`.
    public var rank: Int
    public var levelCount: Int
    public var reason: String
    public var readings: [Reading]

    /// A figure behind it, beside everyone's.
    public struct Reading: Sendable, Equatable {
      public var label: String
      public var own: String
      public var everyone: String

      public init(label: String, own: String, everyone: String) {
        self.label = label
        self.own = own
        self.everyone = everyone
      }
    }

    public init(level: String, rank: Int, levelCount: Int, reason: String, readings: [Reading]) {
      self.level = level
      self.rank = rank
      self.levelCount = levelCount
      self.reason = reason
      self.readings = readings
    }

    /// The level without words: a filled square for each step that it stands above nothing.
    var meter: String {
      let filled = max(1, levelCount - rank)
      return String(repeating: "■", count: filled) + String(repeating: "□", count: max(0, levelCount - filled))
    }
  }

  /// What a department can do: an action, and why.
  public struct Advice: Sendable, Equatable {
    public var department: String
    public var actions: [Action]

    public struct Action: Sendable, Equatable {
      public var action: String
      public var reason: String

      public init(action: String, reason: String) {
        self.action = action
        self.reason = reason
      }
    }

    public init(department: String, actions: [Action]) {
      self.department = department
      self.actions = actions
    }
  }

  public struct Card: Sendable, Equatable {
    public var key: SegmentKey
    /// What the segment goes by.
    public var name: String
    /// "3,425 customers, 39.7%".
    public var extent: String
    public var shares: [Share]
    public var traits: [Trait]
    public var risk: Risk?
    public var advice: [Advice]
    public var cautions: [String]

    public init(
      key: SegmentKey, name: String, extent: String, shares: [Share], traits: [Trait], risk: Risk?, advice: [Advice],
      cautions: [String]
    ) {
      self.key = key
      self.name = name
      self.extent = extent
      self.shares = shares
      self.traits = traits
      self.risk = risk
      self.advice = advice
      self.cautions = cautions
    }
  }

  public var title: String
  /// Sentences before the cards.
  public var summary: [String]
  public var cards: [Card]
  /// Sentences after the cards, on the table as a whole.
  public var findings: [String]
  /// How the figures are to be read.
  public var legend: String
  /// The choices behind the report, in one line.
  public var caption: String

  public init(
    title: String, summary: [String], cards: [Card], findings: [String], legend: String, caption: String
  ) {
    self.title = title
    self.summary = summary
    self.cards = cards
    self.findings = findings
    self.legend = legend
    self.caption = caption
  }

  /// For a notebook page, in its theme's colours; what a page that trusts nothing leaves of it still reads in order.
  public var html: String { SegmentReportPage(report: self).markup }

  /// For places that set Markdown.
  public var markdown: String { SegmentReportMarkdown(report: self).text }

  /// For a terminal, at most 100 columns wide.
  public var plain: String { SegmentReportText(report: self).text }
}
