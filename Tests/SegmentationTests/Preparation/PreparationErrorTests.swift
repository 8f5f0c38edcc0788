import Analysis
import Tables
import Testing

@testable import Segmentation

@Suite("Preparations that are refused")
struct PreparationErrorTests {
  private func source() throws -> Table {
    var source = try table(
      [("A", [1, 2, 3]), ("B", [-4, 5, 6]), ("C", [1, .infinity, 2])], ids: ["r1", "r2", "r3"])
    source.columns.append(Column(name: "CITY", text: ["x", "y", "x"]))
    return source
  }

  private func message(_ recipe: Recipe, _ table: Table) -> String? {
    do {
      _ = try recipe.prepare(table)
      return nil
    } catch { return error.message }
  }

  @Test("a column that is not there, with the nearest")
  func unknown() throws {
    #expect(message(Recipe(features: ["CITTY"]), try source()) == "there is no column CITTY; the nearest: CITY")
    #expect(message(Recipe(drop: ["Z9"]), try source()) == "there is no column Z9")
    #expect(message(Recipe(log: .columns(["Q7"])), try table([("A", [1, 2])])) == "there is no column Q7")
  }

  @Test("the logarithm of a negative value, naming column, value and row")
  func negative() throws {
    #expect(
      message(Recipe(drop: ["C"], log: .all), try source())
        == "the logarithm of B cannot be taken: it is −4 in row r1, and −4 + 1 is not positive; "
        + "choose a larger offset= or other columns for log=")
    #expect(message(Recipe(drop: ["C"], log: .all, offset: 5), try source()) == nil)
  }

  @Test("the logarithm of zero without an offset")
  func zero() throws {
    #expect(
      message(Recipe(log: .all, offset: 0), try table([("A", [0, 1, 2])]))?
        .hasPrefix("the logarithm of A cannot be taken: it is 0 in row 1, and 0 + 0 is not positive") == true)
  }

  @Test("an infinite value, naming column and row")
  func infinite() throws {
    #expect(
      message(.standard, try source())
        == "C is infinite in row r2: remove that row, or leave the column out (drop=C)")
  }

  @Test("text and the identifier as features asked for")
  func unusable() throws {
    #expect(
      message(Recipe(features: ["CITY"]), try source())
        == "CITY cannot be a feature: it holds text; encode=onehot takes small categories in")
    #expect(
      message(Recipe(features: ["ID"]), try source())
        == "ID cannot be a feature: it is the identifier, which only tells the rows apart")
  }

  @Test("the logarithm of a column that is not among the features")
  func logOfOther() throws {
    #expect(
      message(Recipe(drop: ["B", "C"], log: .columns(["B"])), try source())
        == "the logarithm of B cannot be taken: it is not among the features")
  }

  @Test("nothing left to use, with the reasons")
  func nothing() throws {
    #expect(
      message(.standard, try table([("A", [1, 1]), ("B", [.nan, .nan])]))
        == "no column is left to segment by: A has one value throughout; B has no values")
    #expect(message(.standard, try Table(name: "t", columns: []))?.hasPrefix("no column is left") == true)
  }

  @Test("fewer than two rows left")
  func fewRows() throws {
    #expect(
      message(Recipe(missing: .drop), try table([("A", [1, .nan, 3]), ("B", [.nan, 2, 4])]))
        == "1 row of 3 left, and segments need at least 2: 1 row without A; 1 row without B")
    #expect(message(.standard, try table([("A", [1])]))?.hasPrefix("1 row of 1 left") == true)
  }

  @Test(
    "options that no table allows",
    arguments: [
      (Recipe(offset: .nan), "offset=nan"), (Recipe(winsorize: -1...50), "winsorize=-1.0..50.0"),
      (Recipe(winsorize: 5...5), "winsorize=5.0..5.0"), (Recipe(pca: 0), "pca=0.0"), (Recipe(pca: 1.5), "pca=1.5"),
    ])
  func options(recipe: Recipe, start: String) throws {
    #expect(message(recipe, try table([("A", [1, 2])]))?.hasPrefix(start + " is not possible: it takes") == true)
  }

  @Test("an interrupt")
  func cancelled() throws {
    let context = ComputeContext(threads: 1, isCancelled: { true })
    #expect(throws: PreparationError.cancelled) {
      try Recipe.standard.prepare(try table([("A", [1, 2])]), context: context)
    }
  }
}
