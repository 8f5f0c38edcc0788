/// A direction in a map's plane with a name, such as a column's loadings on two principal components.
public struct MapArrow: Sendable, Equatable {
  public var name: String
  /// Where the arrow points to from the origin; all arrows of a map are stretched by one factor.
  public var x: Double
  public var y: Double
  public var tooltip: String

  public init(name: String, x: Double, y: Double, tooltip: String = "") {
    self.name = name
    self.x = x
    self.y = y
    self.tooltip = tooltip
  }

  var length: Double { (x * x + y * y).squareRoot() }
}
