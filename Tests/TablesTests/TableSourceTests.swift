import Machine
import Testing

@testable import Tables

/// A kind of source that only these tests have: a number of rows, by its scheme.
private struct CountingSource: TableSource {
  static let summary = "a counting"
  static let endings = [".count"]
  static let schemes = ["count"]

  static func shown(_ place: String) -> String { "counted" }

  init(_ options: LoadOptions) {}

  func table(at place: String, context: ComputeContext) throws(LoadError) -> Table {
    if context.cancelled { throw .cancelled }
    guard let rows = place.split(separator: ":").last.flatMap({ Double($0) }) else {
      throw .missingFile(file: place, nearest: [])
    }
    let numbers = stride(from: 1, through: rows, by: 1)
    do {
      return try Table(name: "counting", columns: [Column(name: "n", numbers: Array(numbers))])
    } catch {
      throw .empty(file: place)
    }
  }
}

@Suite("Where tables come from")
struct TableSourceTests {
  private let sources = TableSources([CountingSource.self, CSVSource.self])

  @Test(
    "a place is read by the source that answers to it, by scheme or ending, whatever the case; else by the last one",
    arguments: [
      ("count:5", true), ("COUNT:5", true), ("a/b.count", true), ("b.Count", true), ("count.csv", false),
      ("x.csv", false), ("x.parquet", false), ("no ending", false), ("", false),
    ])
  func picked(place: String, isCounted: Bool) {
    let summary = sources.source(for: place).summary
    #expect(summary == (isCounted ? CountingSource.summary : CSVSource.summary))
  }

  @Test("another kind brings its table through the same seam")
  func brought() throws {
    let table = try sources.source(for: "count:3").init(LoadOptions()).table(at: "count:3", context: .allProcessors)
    #expect(table.columns[0].numbers == [1, 2, 3])
  }

  @Test("what can be read is said in one sentence, and offered by its endings")
  func words() {
    #expect(sources.summary == "a CSV, a TSV or their .gz, a counting")
    #expect(sources.possibleEndings == [".count", ".csv", ".tsv", ".csv.gz", ".tsv.gz", ".txt", ".gz"])
    #expect(sources.know(file: "DATA.CSV") && sources.know(file: "x.count") && !sources.know(file: "x.txt"))
  }

  @Test("each source of this version answers to its own endings")
  func own() {
    for type in tableSources {
      for ending in type.endings { #expect(TableSources.own.source(for: "file" + ending).summary == type.summary) }
    }
  }
}
