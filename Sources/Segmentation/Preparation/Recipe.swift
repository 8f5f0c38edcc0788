/// How columns become features: every choice of `%prepare`.
///
/// The steps, in this order: choose columns, missing values, winsorizing, logarithm, scale, principal components.
public struct Recipe: Sendable, Equatable, Codable {
  public enum Name: String, CaseIterable, Sendable, Codable { case standard, classic }

  /// What happens to missing values.
  public enum Missing: String, CaseIterable, Sendable, Codable { case median, mean, drop }

  /// Which columns are replaced by `ln(x + offset)`.
  public enum Log: Sendable, Equatable, Codable {
    /// Those with a skewness above 1 (after imputation) and no negative value.
    case automatic
    case all
    case none
    case columns([String])
  }

  /// Whether `log=auto` takes the logarithm of values of this skewness, of which none is negative.
  public static func isSkewed(_ skewness: Double) -> Bool { skewness > 1 }

  /// What a feature is centred on and divided by.
  public enum Scale: String, CaseIterable, Sendable, Codable {
    /// Mean and standard deviation (divisor n).
    case standard
    /// Median and interquartile range.
    case robust
    /// Minimum and range.
    case minmax
    case none
  }

  /// What happens to categories.
  public enum Encoding: String, CaseIterable, Sendable, Codable {
    /// Text and boolean columns are left out.
    case none
    /// A feature of zeros and ones for each value of a column that has at most `Recipe.largestCategoryCount`.
    case onehot
  }

  /// Categories up to which `encode=onehot` takes a column in.
  public static let largestCategoryCount = 12

  /// The recipe that this one started from; `classic` also leaves out what the original project left out.
  public var name: Name
  /// The columns to use; nil is all that can be used.
  public var features: [String]?
  /// Columns to leave out, besides.
  public var drop: [String]
  public var missing: Missing
  public var log: Log
  /// What is added before the logarithm.
  public var offset: Double
  public var scale: Scale
  /// Percentiles (0…100) beyond which values are pulled in, nil for none.
  public var winsorize: ClosedRange<Double>?
  /// Share of the variance (above 0, at most 1) that principal components must keep, nil for no components.
  public var pca: Double?
  public var encode: Encoding

  public init(
    name: Name = .standard, features: [String]? = nil, drop: [String] = [], missing: Missing = .median,
    log: Log = .automatic, offset: Double = 1, scale: Scale = .standard, winsorize: ClosedRange<Double>? = nil,
    pca: Double? = nil, encode: Encoding = .none
  ) {
    self.name = name
    self.features = features
    self.drop = drop
    self.missing = missing
    self.log = log
    self.offset = offset
    self.scale = scale
    self.winsorize = winsorize
    self.pca = pca
    self.encode = encode
  }

  /// Missing → median, `ln(x + 1)` of skewed columns, mean 0 and deviation 1.
  public static let standard = Recipe()

  /// The original project's: rows with anything missing out, `ln(x + 0.1)` of amounts and counts, no scaling.
  public static let classic = Recipe(
    name: .classic, missing: .drop, log: .columns(classicLogColumns), offset: 0.1, scale: .none)

  /// What the original project left out, where a table has it.
  public static let classicExclusions = [
    "CUST_ID", "PURCHASES_INSTALLMENTS_FREQUENCY", "ONEOFF_PURCHASES", "CASH_ADVANCE_FREQUENCY",
  ]

  /// What the original project took the logarithm of, where a table has it.
  public static let classicLogColumns = [
    "BALANCE", "PURCHASES", "INSTALLMENTS_PURCHASES", "CASH_ADVANCE", "CREDIT_LIMIT", "PAYMENTS", "MINIMUM_PAYMENTS",
    "CASH_ADVANCE_TRX", "PURCHASES_TRX",
  ]

  /// - Throws: `PreparationError.invalidOption` for a number that no table allows.
  func checkOptions() throws(PreparationError) {
    guard offset.isFinite else {
      throw .invalidOption("offset", given: "\(offset)", valid: "a finite number, such as 1")
    }
    if let range = winsorize {
      guard range.lowerBound >= 0, range.upperBound <= 100, range.lowerBound < range.upperBound else {
        throw .invalidOption(
          "winsorize", given: "\(range.lowerBound)..\(range.upperBound)",
          valid: "two percentiles between 0 and 100, such as 1..99")
      }
    }
    if let share = pca {
      guard share > 0, share <= 1 else {
        throw .invalidOption(
          "pca", given: "\(share)", valid: "a share of the variance above 0 and at most 1, such as 0.9")
      }
    }
  }
}
