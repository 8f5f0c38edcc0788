import KernelInterface
import Synchronization

/// The command language as a kernel speaks it.
public final class CohortInterpreter: Interpreter {
  private struct State {
    var session = Session()
    var usedIDs = 0
  }

  /// Made when the first cell needs it: a kernel that starts has to listen first.
  private let makeRegistry: @Sendable () -> Registry
  private var registry: Registry { makeRegistry() }
  private let version: String
  private let patience: Duration
  private let remarks = Remarks()
  private let state = Mutex(State())

  /// - Parameter version: the version of Cohort, as `%version` and kernel_info tell it.
  public convenience init(version: String) {
    self.init(version: version, registry: Registry.standard, patience: .milliseconds(500))
  }

  /// - Parameter patience: how long a command runs before its progress shows.
  init(version: String, registry: @autoclosure @escaping @Sendable () -> Registry, patience: Duration) {
    self.version = version
    self.makeRegistry = registry
    self.patience = patience
  }

  /// The state that the last finished command left.
  var session: Session { state.withLock { $0.session } }

  // MARK: Execution

  public func execute(_ code: String, in context: any ExecutionContext) -> ExecutionOutcome {
    let cell = registry.parse(code)
    if let mistake = CellChecker(registry: registry).firstMistake(in: cell) {
      let aftermath = cell.lines.count > 1 ? "Nothing of this cell ran" : ""
      return .failed(report(mistake, cell.source, aftermath))
    }
    let output = CellOutput(context, usedIDs: state.withLock { $0.usedIDs }, patience: patience)
    defer { state.withLock { $0.usedIDs = output.usedIDs } }
    let runner = LineRunner(
      registry: registry, version: version, cell: cell.source, output: output, execution: context,
      remarks: remarks)
    var result: DisplayData?
    for (index, line) in cell.lines.enumerated() {
      do {
        let value = try run(line, with: runner)
        if index == cell.lines.count - 1 {
          result = value
        } else if let value {
          output.display(value)
        }
      } catch {
        return .failed(report(error, cell.source, aftermath(of: index, in: cell)))
      }
    }
    return .finished(result: result)
  }

  /// Runs a line on a draft and commits it.
  private func run(_ line: Line, with runner: LineRunner) throws(Mistake) -> DisplayData? {
    let session = session
    var draft = session
    runner.output.beginCommand()
    defer { runner.output.endCommand() }
    do {
      if runner.execution.isInterrupted { throw CancellationError() }
      let value = try runner.run(line, on: &draft)
      commit(draft, over: session, changedBy: runner.cell[line.range])
      return value
    } catch {
      let mistake = Mistake(error, in: session)
      if case .range = mistake.place { throw mistake }
      throw Mistake(mistake.problem, at: line.range)
    }
  }

  private func commit(_ draft: Session, over session: Session, changedBy command: String) {
    var draft = draft
    // `%undo` leaves a shorter past behind: it takes a change back and is none itself.
    if draft.revision != session.revision, draft.past.count >= session.past.count {
      draft.remember(session, changedBy: command)
    }
    state.withLock { $0.session = draft }
  }

  /// What became of the lines behind a failed one.
  private func aftermath(of index: Int, in cell: Cell) -> String {
    let later = cell.lines.dropFirst(index + 1)
    guard let first = later.first, let last = later.last else { return "" }
    let numbers = [first, last].map { cell.source.line(at: $0.range.lowerBound).number }
    if numbers[0] == numbers[1] { return "Line \(numbers[0]) did not run" }
    return "Lines \(numbers[0]) \(later.count == 2 ? "and" : "to") \(numbers[1]) did not run"
  }

  private func report(_ mistake: Mistake, _ source: SourceText, _ aftermath: String) -> ErrorReport {
    let range = if case .range(let range) = mistake.place { range } else { 0..<0 }
    return ErrorProse(cell: source, aftermath: aftermath).report(mistake.problem, at: range)
  }

  public func evaluate(_ expression: String, in context: any ExecutionContext) -> EvaluationOutcome {
    let cell = registry.parse(expression)
    guard cell.lines.count == 1, case .name(let name) = cell.lines[0].content else {
      let problem = Problem.refused(
        name: "NotAParameter", message: "only the name of a parameter has a value here", remedy: "")
      return .failed(report(Mistake(problem, at: 0..<cell.source.scalars.count), cell.source, ""))
    }
    do throws(Mistake) {
      return .value(DisplayData(plain: try session.parameter(name, registry).source))
    } catch {
      return .failed(report(error, cell.source, ""))
    }
  }

  // MARK: While typing

  public func complete(_ code: String, at cursor: Int) -> CompletionList {
    Completer(registry: registry, session: session).complete(code, at: cursor)
  }

  public func inspect(_ code: String, at cursor: Int, detail: InspectionDetail) -> DisplayData? {
    Inspector(registry: registry, session: session).inspect(code, at: cursor, detail: detail)
  }

  public func completeness(of code: String) -> Completeness {
    let cell = registry.parse(code)
    if let end = cell.openEnd { return .incomplete(indent: end == .backslash ? "  " : "") }
    return CellChecker(registry: registry).firstMistake(in: cell) == nil ? .complete : .invalid
  }

  public var language: LanguageDescription {
    LanguageDescription(
      name: "cohort", version: version, mimeType: "text/x-cohort", fileExtension: ".cohort",
      pygmentsLexer: "text", codeMirrorMode: "shell",
      banner: "Cohort \(version): customer segments, one command a line. %load reads a table, %help lists the commands."
    )
  }
}
