import Wording

/// What a column is to an analyst, beyond the type of its values.
///
/// Features, traits, contrasts, the rows shown and the sign of money in figures ask the role. The raw value is what one types.
public enum ColumnRole: String, Sendable, CaseIterable, Codable {
  /// Tells one row from another.
  case identifier = "id"
  /// Numbers or text that only name something: a postal code, a store, an account.
  case code
  /// Money.
  case amount
  case count
  /// A part of one, or percent.
  case share
  case number
  /// A calendar year as a number.
  case year
  case yesNo = "yesno"
  case category
  /// Categories or few whole numbers that go from low to high.
  case ordered
  /// Words of their own in most rows.
  case text
  case date
  /// Latitude or longitude.
  case place
  /// What a model would have to foretell: churn, response.
  case outcome
  /// Made by an analysis before this one: clusters, scores, predictions.
  case earlierResult = "result"
  /// More than half of the rows have no value.
  case empty

  /// As it stands in a table.
  public var noun: String {
    switch self {
    case .identifier: "identifier"
    case .yesNo: "yes/no"
    case .ordered: "ordered category"
    case .earlierResult: "earlier result"
    default: rawValue
    }
  }

  /// What it means, for a list to choose from.
  public var meaning: String {
    switch self {
    case .identifier: "tells one row from another"
    case .code: "only names something: a postal code, a store"
    case .amount: "money"
    case .count: "how many"
    case .share: "a part of one, or percent"
    case .number: "any other measure"
    case .year: "a calendar year"
    case .yesNo: "one of two answers"
    case .category: "one of several words"
    case .ordered: "categories or few whole numbers from low to high"
    case .text: "words of their own in most rows"
    case .date: "a day or a point in time"
    case .place: "latitude or longitude"
    case .outcome: "what one would like to foretell, such as churn"
    case .earlierResult: "made by an earlier analysis, such as clusters"
    case .empty: "missing in more than half of the rows"
    }
  }

  /// Whether a column of numbers is segmented by when nobody says otherwise.
  public var isFeature: Bool {
    switch self {
    case .amount, .count, .share, .number, .year, .yesNo, .ordered: true
    case .identifier, .code, .category, .text, .date, .place, .outcome, .earlierResult, .empty: false
    }
  }

  /// Whether it says what customers are like: names of things, days, places and loose words do not.
  public var isTelling: Bool {
    switch self {
    case .amount, .count, .share, .number, .year, .yesNo, .category, .ordered, .outcome, .earlierResult: true
    case .identifier, .code, .text, .date, .place, .empty: false
    }
  }

  /// Whether its numbers are names: written as they are, without commas between thousands.
  public var isName: Bool {
    switch self {
    case .identifier, .code, .year, .date: true
    default: false
    }
  }

  /// How its numbers are written.
  public var notation: NumberNotation { self == .amount ? .money : isName ? .name : .measure }
}

/// A column's role and how it came to it.
public struct AssignedRole: Sendable, Equatable, Codable {
  public let role: ColumnRole
  /// Why, as a clause without a full stop: "its name says so, and no value comes twice".
  public let reason: String
  /// Whether somebody said so, rather than the names and values.
  public let isGiven: Bool

  public init(_ role: ColumnRole, because reason: String) {
    self.init(role: role, reason: reason, isGiven: false)
  }

  /// What somebody said.
  public static func given(_ role: ColumnRole) -> AssignedRole {
    AssignedRole(role: role, reason: "as you said", isGiven: true)
  }

  private init(role: ColumnRole, reason: String, isGiven: Bool) {
    self.role = role
    self.reason = reason
    self.isGiven = isGiven
  }
}
