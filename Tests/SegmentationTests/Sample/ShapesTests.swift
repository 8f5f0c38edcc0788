import Analysis
import Tables
import Testing

@testable import Segmentation

@Suite("The built-in shapes")
struct ShapesTests {
  @Test("are 393 points in five groups, the same to the bit each time")
  func groups() throws {
    let table = Shapes().table
    #expect(table == Shapes().table)
    #expect(table.columns.map(\.name) == ["x", "y", "group"])
    let column = try table.column("group")
    var counts: [String: Int] = [:]
    for row in 0..<table.rowCount { counts[try #require(column.text(at: row)), default: 0] += 1 }
    #expect(counts == ["upper crescent": 110, "lower crescent": 110, "disc": 90, "cloud": 80, "stray": 3])
  }

  @Test("show what they are for: single linkage finds the four groups and the strays, Ward cuts the crescents")
  func lesson() throws {
    let table = Shapes().table
    let truth = Shapes.Group.allCases.enumerated().flatMap { Array(repeating: $0, count: $1.count) }
    var recipe = Recipe.standard
    (recipe.log, recipe.scale) = (.none, .none)
    let preparation = try recipe.prepare(table)
    func agreement(_ linkage: Linkage, k: Int) throws -> Double {
      let found = try CustomerSegmentation.make(
        of: preparation, options: ClusterOptions(k: .fixed(k), linkage: linkage))
      // A stray belongs nowhere, whoever takes it in.
      return try adjustedRandIndex(Array(truth.prefix(390)), Array(found.labelsOfTable.prefix(390)))
    }
    #expect(try agreement(.single, k: 5) == 1)
    #expect(try agreement(.single, k: 4) < 0.7)
    #expect(try agreement(.ward, k: 4) < 0.85)
  }
}
