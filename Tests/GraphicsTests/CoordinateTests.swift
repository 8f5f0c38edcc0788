import Testing

@testable import Graphics

@Suite("Coordinates as text") struct CoordinateTests {
  @Test(
    "coordinates have two decimals at most and no negative zero",
    arguments: [
      (1.0, "1"), (1.5, "1.5"), (1.25, "1.25"), (-0.001, "0"), (-0.0, "0"), (-2.05, "-2.05"), (0.994, "0.99"),
      (0.996, "1"), (Double.nan, "0"), (-Double.infinity, "0"), (-0.07, "-0.07"),
    ])
  func coordinates(value: Double, text: String) { #expect(coordinate(value) == text) }
}
