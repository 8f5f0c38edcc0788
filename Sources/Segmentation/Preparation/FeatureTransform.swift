import Glibc
import Tables

/// How a value of a column becomes a value of a feature, with the numbers that fitting gave.
public struct FeatureTransform: Sendable, Equatable, Codable {
  /// The column it reads.
  public internal(set) var column: String
  /// For a feature of zeros and ones: the value of the column that is a one.
  public let category: String?
  /// What stands in for a missing value; nil when rows without a value are dropped.
  public internal(set) var fill: Double?
  /// Values outside are pulled in to the nearest bound.
  public internal(set) var bounds: ClosedRange<Double>?
  /// `ln(x + offset)` is taken when there is an offset.
  public internal(set) var logOffset: Double?
  /// Subtracted, then `scale` divides.
  public internal(set) var center: Double
  public internal(set) var scale: Double

  init(column: String, category: String? = nil) {
    self.column = column
    self.category = category
    center = 0
    scale = 1
  }

  /// With numbers that something else has fitted.
  package init(
    column: String, category: String?, fill: Double?, logOffset: Double?, center: Double, scale: Double
  ) {
    self.init(column: column, category: category)
    (self.fill, self.logOffset, self.center, self.scale) = (fill, logOffset, center, scale)
  }

  /// `NAME` or `NAME=value`.
  public var featureName: String { category.map { "\(column)=\($0)" } ?? column }

  /// The feature's value for a column's value (NaN is missing); nil when the row cannot be used.
  public func callAsFunction(_ value: Double) -> Double? {
    guard let filled = value.isNaN ? fill : value else { return nil }
    let clipped = clip(filled)
    guard let logged = logarithm(clipped) else { return nil }
    let result = (logged - center) / scale
    return result.isFinite ? result : nil
  }

  func clip(_ value: Double) -> Double {
    bounds.map { min(max(value, $0.lowerBound), $0.upperBound) } ?? value
  }

  func hasLogarithm(_ value: Double) -> Bool { logOffset.map { value + $0 > 0 } ?? true }

  /// nil where there is no logarithm.
  func logarithm(_ value: Double) -> Double? {
    guard let offset = logOffset else { return value }
    guard hasLogarithm(value) else { return nil }
    // log1p keeps the digits of small values.
    return offset == 1 ? log1p(value) : log(value + offset)
  }
}

/// A recipe with the numbers that it took from a table: what scoring new rows needs.
public struct FittedRecipe: Sendable, Equatable, Codable {
  public let recipe: Recipe
  /// In the order of the features, or of what the principal components are made of.
  public let transforms: [FeatureTransform]
  /// The principal components, when the recipe asks for them.
  public let components: Components?

  init(recipe: Recipe, transforms: [FeatureTransform], components: Components?) {
    (self.recipe, self.transforms, self.components) = (recipe, transforms, components)
  }

  /// Without principal components.
  package init(recipe: Recipe, transforms: [FeatureTransform]) {
    self.init(recipe: recipe, transforms: transforms, components: nil)
  }

  /// Principal components as fitted: subtract the means, then multiply.
  public struct Components: Sendable, Equatable, Codable {
    public let means: [Double]
    /// One array of loadings for each component kept.
    public let loadings: [[Double]]
    /// Share of the variance that each component kept holds.
    public let shares: [Double]
  }
}
