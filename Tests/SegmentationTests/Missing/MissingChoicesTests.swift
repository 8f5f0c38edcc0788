import Tables
import Testing

@testable import Segmentation

@Suite("What each choice about missing values would do")
struct MissingChoicesTests {
  @Test("fills and drops are those that the recipe then makes")
  func asTheRecipe() throws {
    let table = try table([
      ("A", [1, 2, .nan, 9]), ("B", [4, .nan, .nan, 5]), ("C", [1, 2, 3, 4]),
    ])
    let choices = try MissingChoices(table)
    #expect(choices.fills.map(\.column) == ["A", "B"])
    #expect(choices.fills.map(\.median) == [2, 4.5])
    #expect(choices.fills.map(\.mean) == [4, 4.5])
    var recipe = Recipe.standard
    recipe.missing = .drop
    #expect(try recipe.prepare(table, context: .plain).rows.count == 4 - choices.dropped)
    #expect(
      choices.sentences == [
        "missing=drop would leave 2 of 4 rows.",
        "missing=median, the default, would put 4.50 into 2 rows of B, 2 into 1 row of A.",
        "missing=mean would put 4.50 into 2 rows of B, 4 into 1 row of A.",
      ])
  }

  @Test("columns that are no features do not count")
  func text() throws {
    let table = try Table(
      name: "t",
      columns: [Column(name: "A", numbers: [1, 2, 3]), Column(name: "T", text: ["a", nil, "a"])])
    #expect(try MissingChoices(table).sentences.isEmpty)
  }

  @Test("a table that the recipe refuses is refused")
  func infinite() throws {
    let table = try table([("A", [1, .infinity, .nan])])
    #expect(throws: PreparationError.self) { try MissingChoices(table) }
  }
}
