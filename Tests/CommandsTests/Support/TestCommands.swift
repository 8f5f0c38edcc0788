import KernelInterface

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// Reports progress in many small steps; then shows, prints, or fails.
struct Slow: Command {
  enum Ending: String, CaseIterable, Sendable { case shows, prints, fails, silent }

  static let name = "slow"
  static let section = Section.session
  static let summary = "takes its time"
  static let parameters: [Parameter<Slow>] = [
    .key("then", \.ending, .choice(), "what comes of it"),
    .key("steps", \.steps, .wholeNumber(in: 1...1_000_000), "how many steps"),
  ]
  static let examples = [Example("%slow", "for tests")]

  var ending = Ending.shows
  var steps = 50

  func run(on session: inout Session, in context: CommandContext) throws {
    session.seed = 1
    let compute = context.compute("counting")
    for step in 0..<steps { try compute.checkpoint(Double(step) / Double(steps)) }
    switch ending {
    case .shows:
      context.display(DisplayData(plain: "counted to \(steps)"))
      context.display(DisplayData(plain: "twice"))
    case .prints: context.print("counted")
    case .fails:
      throw Mistake(.refused(name: "TooFar", message: "it went too far", remedy: "Go back"), at: .key("steps"))
    case .silent: break
    }
  }
}

/// Takes one of everything.
struct Everything: Command {
  static let name = "everything"
  static let section = Section.session
  static let summary = "takes one of everything"
  static let parameters: [Parameter<Everything>] = [
    .argument("file", \.file, .path(), "a file", required: true),
    .arguments("column", \.columns, .columns, "columns"),
    .key("k", \.k, .wholeNumber(in: 2...10).or("auto", 0, "as the data says"), "how many"),
    .key("share", \.share, .number(above: 0), "how much"),
    .key("log", \.log, .yesOrNo, "whether"),
    .key("span", \.span, .range(in: 1...100), "from where to where"),
    .key("by", \.by, .segment, "which segment"),
  ]
  static let examples = [Example("%everything x.csv", "for tests")]

  var file = ""
  var columns: [Reference] = []
  var k = 0
  var share = 0.5
  var log = false
  var span = 2...10
  var by: Reference?

  func run(on session: inout Session, in context: CommandContext) {
    context.print("\(file) \(columns.map(\.name)) \(k) \(share) \(log) \(span) \(by?.name ?? "-")")
  }
}

extension Registry {
  static let test = Registry(allCommands + [Slow.self, Everything.self])
}

extension CohortInterpreter {
  /// An interpreter with the commands above.
  static func test(patience: Duration = .milliseconds(500), session: Session = Session()) -> CohortInterpreter {
    CohortInterpreter(
      version: "1.2.3", registry: .test, help: StandardHelp(), patience: patience, session: session)
  }

  /// Runs a cell that must succeed, and gives what was printed.
  @discardableResult
  func printed(_ code: String) -> String {
    let context = RecordingContext()
    let outcome = execute(code, in: context)
    if case .failed(let report) = outcome { return report.lines.joined(separator: "\n") }
    return context.stdout
  }

  /// The error of a cell that must fail, without its colours.
  func error(_ code: String) -> [String] {
    guard case .failed(let report) = execute(code, in: RecordingContext()) else { return ["no error"] }
    return report.lines.map(\.withoutColours)
  }
}

extension String {
  var withoutColours: String {
    [Style.error, Style.dim, Style.plain].reduce(self) { $0.replacing($1, with: "") }
  }
}
