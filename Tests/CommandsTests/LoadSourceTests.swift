import KernelInterface
import Machine
import Tables
import Testing
import Warehouse

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// A source of these tests: of `letters:abc` each letter is a row.
private struct LettersSource: TableSource {
  static let summary = "a row of letters"
  static let schemes = ["letters"]
  static func shown(_ place: String) -> String { "letters:…" }

  let identifier: String?

  init(_ options: LoadOptions) { identifier = options.identifier }

  func table(at place: String, context: ComputeContext) throws(LoadError) -> Table {
    let letters = place.dropFirst("letters:".count).map { String($0) }
    guard !letters.isEmpty else { throw .empty(file: Self.shown(place)) }
    if context.cancelled { throw .cancelled }
    do throws(TableError) {
      let letter = Column(name: "letter", text: letters)
      let number = Column(name: "number", numbers: letters.indices.map { Double($0 + 1) })
      var table = try Table(name: "letters", columns: [letter, number], source: Self.shown(place))
      if let identifier { table.identify(by: try table.index(of: identifier)) }
      return table
    } catch {
      throw .noSuchIdentifier(file: Self.shown(place), name: identifier ?? "", nearest: error.suggestions)
    }
  }
}

/// `%load` that knows the source above as well.
private struct Fetch: Command {
  static let name = "fetch"
  static let section = Section.data
  static let summary = "reads letters, too"
  static let parameters: [Parameter<Fetch>] = [
    .argument("source", \.source, .path(), "the place", required: true),
    .key("id", \.identifier, .column, "the identifier"),
    .key("delimiter", \.delimiter, .text(), "what stands between fields"),
  ]
  static let examples = [Example("%fetch letters:abc", "three rows")]

  var source = ""
  var identifier: Reference?
  var delimiter: String?

  func run(on session: inout Session, in context: CommandContext) throws {
    var load = Load()
    load.source = source
    load.identifier = identifier
    load.sources = TableSources([LettersSource.self] + allSources)
    try load.run(on: &session, in: context)
  }
}

@Suite("Another source of %load")
struct LoadSourceTests {
  private let cohort = CohortInterpreter(
    version: "test", registry: Registry(allCommands + [Fetch.self]), help: StandardHelp(), patience: .seconds(60))

  @Test("brings the table of a place that it answers to")
  func fetched() {
    let shown = cohort.shown("%fetch letters:abca")
    let table = cohort.session.current?.value
    #expect(table?.columns.map(\.name) == ["letter", "number"])
    #expect(table?.rowCount == 4)
    #expect(shown.contains("From letters:…;"))
  }

  @Test("is given the keys that it takes")
  func identified() {
    cohort.shown("%fetch letters:abca id=number")
    #expect(cohort.session.current?.value.identifier == 1)
  }

  @Test("a built-in table's name, mistyped, is found")
  func mistyped() {
    let lines = CohortInterpreter.test().error("%load shopp")
    #expect(lines[0] == "FileNotFound: there is no file shopp" && lines.last == "Did you mean shop, a built-in table?")
  }

  @Test("leaves files to the others")
  func file() throws {
    let file = try CustomerFile()
    cohort.shown("%fetch \(file.path)")
    #expect(cohort.session.current?.value.name == "customers")
  }

  @Test("refuses a key that means nothing for it")
  func foreignKey() {
    let error = cohort.shown("%fetch letters:abc delimiter=x")
    #expect(error.contains("delimiter= says nothing of how a row of letters is read"))
    #expect(cohort.session.current == nil)
  }

  @Test("fails with errors of %load, in which the place is shown as it may be")
  func failing() {
    #expect(cohort.shown("%fetch letters:").contains("letters:… is empty"))
    #expect(cohort.shown("%fetch letters:abc id=numbr").contains("letters:… has no column numbr"))
  }

  @Test("stops on an interrupt, and no table comes")
  func interrupted() {
    let context = RecordingContext()
    context.interrupt(after: 0)
    guard case .failed = cohort.execute("%fetch letters:abc", in: context) else {
      Issue.record("it was not interrupted")
      return
    }
    #expect(cohort.session.current == nil)
  }

  @Test("answers to nothing where it is not in the list")
  func unknown() {
    #expect(cohort.shown("%load letters:abc").contains("there is no file letters:abc"))
  }
}
