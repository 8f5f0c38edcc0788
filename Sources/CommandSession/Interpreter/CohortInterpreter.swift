import CommandLanguage
import KernelInterface
import Machine
import Synchronization
import Warehouse
import Widgets
import Wording

/// The command language as a kernel speaks it.
package final class CohortInterpreter: Interpreter {
  private struct State {
    var session = Session()
    /// Rises with every commit.
    var revision = 0
  }

  /// Made when the first cell needs it: a kernel that starts has to listen first.
  private let makeRegistry: @Sendable () -> Registry
  private var registry: Registry { makeRegistry() }
  private let version: String
  private let syntax: String?
  private let help: any LanguageHelp
  private let patience: Duration
  private let remarks = Remarks()
  package let widgets = OpenWidgets()
  private let displayIDs = DisplayIDs()
  private let spareMemory = SpareMemory()
  private let state: Mutex<State>
  package let beginning: Session
  package let journal: SessionJournal?

  /// - Parameters:
  ///   - version: the version of Cohort, as `%version` and kernel_info report it.
  ///   - syntax: the name under which Pygments and CodeMirror know the language, where something has taught it to them; nil takes
  ///     what they have for everyone.
  ///   - registry: the commands, made when the first cell needs them.
  ///   - help: what is shown of them while somebody types.
  ///   - patience: how long a command runs before its progress shows.
  ///   - session: what the first command finds.
  ///   - journal: takes what is committed; nil keeps nothing.
  package init(
    version: String, syntax: String? = nil, registry: @autoclosure @escaping @Sendable () -> Registry,
    help: any LanguageHelp, patience: Duration, session: Session = Session(), journal: SessionJournal? = nil
  ) {
    self.version = version
    self.syntax = syntax
    self.makeRegistry = registry
    self.help = help
    self.patience = patience
    self.journal = journal
    beginning = session
    state = Mutex(State(session: session))
  }

  /// Commands of several cells may run at once, each on a draft of its own.
  package var runsInParallel: Bool { true }

  /// The state that the last finished command left.
  package var session: Session { state.withLock { $0.session } }

  // MARK: Execution

  package func execute(_ code: String, in context: any ExecutionContext) -> ExecutionOutcome {
    offerEarlier(code, in: context)
    let before = session.revision
    let outcome = execute(code, in: context, isOnWidgets: false)
    if session.revision != before {
      for case let page as any SessionFollower in widgets.owners { page.sessionChanged(in: context) }
    }
    return outcome
  }

  /// Tells who begins anew where a session broke off that it can be had back.
  private func offerEarlier(_ code: String, in context: any ExecutionContext) {
    guard let journal, context.isWatched, session.tables.isEmpty, let earlier = journal.offer(),
      !code.contains("%resume")
    else { return }
    context.display(help.offer(earlier), id: nil)
  }

  package func kernelEnds(willRestart: Bool) {
    journal?.end(willRestart: willRestart)
    widgets.forget()
  }

  private func execute(
    _ code: String, in context: any ExecutionContext, isOnWidgets: Bool
  ) -> ExecutionOutcome {
    spareMemory.begin()
    defer { spareMemory.end() }
    guard code.utf8.count <= SourceText.limit else { return .failed(tooLong(code)) }
    let isStopped = { @Sendable in context.isInterrupted }
    let cell = registry.parse(code, isStopped: isStopped)
    if let mistake = CellChecker(registry: registry).firstMistake(in: cell, isStopped: isStopped) {
      let aftermath = cell.lines.count > 1 ? "Nothing of this cell ran" : ""
      return .failed(report(mistake.advised(in: cell, session, registry), cell.source, aftermath))
    }
    let output = CellOutput(context, ids: displayIDs, patience: patience)
    let runner = LineRunner(
      registry: registry, help: help, version: version, cell: cell.source, output: output, execution: context,
      remarks: remarks, live: self, isOnWidgets: isOnWidgets)
    var result: DisplayData?
    for (index, line) in cell.lines.enumerated() {
      do {
        let value = try run(line, with: runner)
        if index == cell.lines.count - 1 {
          result = value?.printable
          if !isOnWidgets, context.isWatched, let hint = hint(after: line) { output.display(hint) }
        } else if let value {
          output.display(value)
        }
      } catch {
        return .failed(
          report(error.advised(in: cell, session, registry), cell.source, aftermath(of: index, in: cell)))
      }
    }
    return .finished(result: result)
  }

  /// Runs a line on a draft and commits it; of a line that was interrupted, only what it says that it keeps.
  private func run(_ line: Line, with runner: LineRunner) throws(Mistake) -> DisplayData? {
    let (session, revision) = state.withLock { ($0.session, $0.revision) }
    var draft = session
    draft.keepStamps()
    let execution = runner.execution
    let showsProgress = session.configuration.progress.isShown(
      watched: execution.isWatched && execution.replacesDisplays)
    runner.output.beginCommand(showsProgress: showsProgress)
    defer {
      if let remark = journal?.takeRemark() { runner.output.write("Note: \(remark)\n", to: .stderr) }
      runner.output.endCommand()
    }
    let text = CommittedLine(runner.cell[line.range])
    do {
      if runner.execution.isInterrupted { throw CancellationError() }
      let value = try runner.run(line, on: &draft)
      try commit(draft, over: session, of: revision, changedBy: text, in: runner.output)
      return value
    } catch {
      let mistake = Mistake(error, in: session)
      if case .interruptedKeeping = mistake.problem {
        try commit(
          draft, over: session, of: revision, changedBy: text, in: runner.output, wasInterrupted: true)
      }
      if case .range = mistake.place { throw mistake }
      throw Mistake(mistake.problem, at: line.range)
    }
  }

  /// What to try next, below the last result of a cell, for who is there to try it.
  private func hint(after line: Line) -> DisplayData? {
    var session = session
    guard session.configuration.hints, let command = line.runningCommand,
      let hint = help.hint(after: command, registry, &session)
    else { return nil }
    state.withLock { state in
      let before = state.session
      state.session.sightings.formUnion(session.sightings)
      keep(.look, CommittedLine(""), from: before, to: state.session, madeFrom: before)
    }
    return hint
  }

  /// Makes a draft the session; where another command has changed the session meanwhile, changes to different parts both stand.
  /// - Parameter output: is told what `%undo` can no longer take back.
  /// - Throws: `SessionChanged` where both changed the same part; then the session stays as it is.
  private func commit(
    _ draft: Session, over base: Session, of revision: Int, changedBy line: CommittedLine, in output: CellOutput,
    wasInterrupted: Bool = false
  ) throws(Mistake) {
    // `%undo` leaves a shorter past behind: it takes a change back and is none itself.
    let takesBack = draft.past.count < base.past.count
    let (givenUp, left) = try state.withLock { state throws(Mistake) -> (Int, Int) in
      if let resumption = draft.resumption {
        guard state.revision == revision else { throw .resumedMeanwhile }
        state.session = draft
        state.session.resumption = nil
        state.revision += 1
        journal?.adopt(resumption)
        return (0, draft.past.count)
      }
      var next = draft
      if state.revision != revision {
        guard !takesBack else { throw .undoneMeanwhile }
        do throws(Session.Conflict) {
          next = try state.session.merging(draft, madeFrom: base)
        } catch {
          throw .changedMeanwhile(error.parts)
        }
      }
      let isChange = draft.revision != base.revision && !takesBack
      let givenUp = isChange ? next.remember(state.session, changedBy: line) : 0
      keep(
        takesBack ? .undo : isChange ? .change : .look, line, from: state.session, to: next, madeFrom: draft,
        base.nameInUse, wasInterrupted)
      state.session = next
      state.revision += 1
      return (givenUp, next.past.count)
    }
    guard givenUp > 0 else { return }
    output.write(
      "Note: memory is short, and what older changes kept was given up: %undo takes back the last "
        + "\(count(left, "change"))\n", to: .stderr)
  }

  /// Writes a line into the journal, before anybody hears that it is done.
  private func keep(
    _ kind: JournalRecord.Kind, _ line: CommittedLine, from before: Session, to after: Session, madeFrom draft: Session,
    _ used: String? = nil, _ wasInterrupted: Bool = false
  ) {
    guard let journal else { return }
    let record = JournalRecord(
      kind, line, from: before, to: after, used: used, stamps: draft.givenStamps ?? [], wasInterrupted: wasInterrupted)
    guard !record.isEmpty else { return }
    journal.append(record, isOn: after.configuration.journal) {
      guard kind != .undo, let results = KeptResults(from: before, to: after) else { return nil }
      return try? results.data(over: before, to: after)
    }
  }

  /// What became of the lines behind a failed one.
  private func aftermath(of index: Int, in cell: ParsedCell) -> String {
    let later = cell.lines.dropFirst(index + 1)
    guard let first = later.first, let last = later.last else { return "" }
    let numbers = [first, last].map { cell.source.line(at: $0.range.lowerBound).number }
    if numbers[0] == numbers[1] { return "Line \(numbers[0]) did not run" }
    return "Lines \(numbers[0]) \(later.count == 2 ? "and" : "to") \(numbers[1]) did not run"
  }

  private func report(_ mistake: Mistake, _ source: SourceText, _ aftermath: String) -> ErrorReport {
    let range = if case .range(let range) = mistake.place { range } else { 0..<0 }
    // What lets somebody in is not shown; places in the cell stay what they are.
    let source = SourceText(Secrets.masked(in: source[0..<source.scalars.count]))
    return ErrorProse(cell: source, aftermath: aftermath).report(mistake.problem.withoutSecrets, at: range)
  }

  package func forHistory(_ code: String) -> String {
    guard code.utf8.count > SourceText.limit else { return Secrets.hidden(in: code) }
    // Of what did not run the beginning tells enough; half a word might be half a secret.
    let beginning = code.unicodeScalars.prefix(1000)
    let words = beginning.lastIndex { $0.isBlank || $0.isLineBreak }.map { String(beginning[..<$0]) } ?? ""
    return Secrets.hidden(in: words) + "\n… [a cell of \(code.utf8.count) bytes, which was too long to run]"
  }

  private func tooLong(_ code: String) -> ErrorReport {
    let problem = Problem.refused(
      name: "CellTooLong",
      message: "a cell is at most \(SourceText.limit) bytes of text, and this one has \(code.utf8.count)",
      remedy: "Data belongs into a file, which %load reads; many commands belong into several cells")
    return ErrorProse(cell: SourceText("")).report(problem, at: 0..<0)
  }

  package func evaluate(_ expression: String, in context: any ExecutionContext) -> EvaluationOutcome {
    guard expression.utf8.count <= SourceText.limit else { return .failed(tooLong(expression)) }
    let cell = registry.parse(expression)
    guard cell.lines.count == 1, case .name(let name) = cell.lines[0].content else {
      let problem = Problem.refused(
        name: "NotAParameter", message: "only the name of a parameter has a value here", remedy: "")
      return .failed(report(Mistake(problem, at: 0..<cell.source.scalars.count), cell.source, ""))
    }
    do throws(Mistake) {
      return .value(DisplayData(plain: Secrets.hidden(in: try session.parameter(name, registry).source)))
    } catch {
      return .failed(report(error, cell.source, ""))
    }
  }

  // MARK: While typing

  package func complete(_ code: String, at cursor: Int) -> CompletionList {
    guard code.utf8.count <= SourceText.limit else { return CompletionList(items: [], start: cursor, end: cursor) }
    return help.complete(code, at: cursor, registry, session) { [journal] in journal?.earlier ?? [] }
  }

  package func inspect(_ code: String, at cursor: Int, detail: InspectionDetail) -> DisplayData? {
    guard code.utf8.count <= SourceText.limit else { return nil }
    return help.inspect(code, at: cursor, detail: detail, registry, session)
  }

  package func completeness(of code: String) -> Completeness {
    guard code.utf8.count <= SourceText.limit else { return .invalid }
    let cell = registry.parse(code)
    if let end = cell.openEnd { return .incomplete(indent: end == .backslash ? "  " : "") }
    return CellChecker(registry: registry).firstMistake(in: cell) == nil ? .complete : .invalid
  }

  package var commTargets: [any CommTarget] { [WidgetControl(of: widgets)] }

  package var language: LanguageDescription {
    LanguageDescription(
      name: "cohort", version: version, mimeType: "text/x-cohort", fileExtension: ".cohort",
      pygmentsLexer: syntax ?? "text", codeMirrorMode: syntax ?? "shell",
      banner: "Cohort \(version): customer segments, one command a line. %load reads a table, %help lists the commands."
    )
  }
}

// MARK: Beyond a cell

extension CohortInterpreter: LiveSession {
  package func executeOnWidgets(_ code: String, in context: any ExecutionContext) -> ExecutionOutcome {
    execute(code, in: context, isOnWidgets: true)
  }

  package func preview(
    _ code: String, of session: Session, isOnWidgets: Bool, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(ErrorReport) -> [DisplayData] {
    let cell = registry.parse(code)
    let context = PreviewContext(isInterrupted: isInterrupted)
    // What is shown of a preview is its results alone.
    let output = CellOutput(context, ids: DisplayIDs(), patience: patience)
    let runner = LineRunner(
      registry: registry, help: help, version: version, cell: cell.source, output: output, execution: context,
      remarks: remarks, live: self, isOnWidgets: isOnWidgets)
    var session = session
    do {
      if let mistake = CellChecker(registry: registry).firstMistake(in: cell) { throw mistake }
      for line in cell.lines {
        output.beginCommand(showsProgress: false)
        if let value = try runner.run(line, on: &session) { output.display(value) }
        output.endCommand()
      }
    } catch {
      throw report(Mistake(error, in: session), cell.source, "")
    }
    return context.displays
  }
}

extension Problem {
  /// The same without passwords and tokens of addresses that it repeats, whatever was wrong with them.
  fileprivate var withoutSecrets: Problem {
    let (message, remedy) = (Secrets.hidden(in: message), Secrets.hidden(in: remedy))
    guard message != self.message || remedy != self.remedy else { return self }
    return .refused(name: name, message: message, remedy: remedy)
  }
}

extension Mistake {
  /// Another command changed the same parts.
  fileprivate static func changedMeanwhile(_ parts: [SessionPart]) -> Mistake {
    Mistake(
      .refused(
        name: "SessionChanged",
        message: "another command changed \(list(parts.map(\.inWords))) while this one ran",
        remedy: "What this one made was left out: run it again"))
  }

  /// What is there now would be gone.
  fileprivate static var resumedMeanwhile: Mistake {
    Mistake(
      .refused(
        name: "SessionChanged", message: "another command changed the session while this one ran",
        remedy: "Nothing was resumed: run it again"))
  }

  /// What is to be taken back is no longer what was to be taken back.
  fileprivate static var undoneMeanwhile: Mistake {
    Mistake(
      .refused(
        name: "SessionChanged", message: "another command changed the session while this one ran",
        remedy: "Nothing was taken back: run it again to take back the last change"))
  }
}

extension Line {
  /// The name of the command that does the work, also where another one stands around it; nil for a line that runs none.
  fileprivate var runningCommand: String? {
    guard case .command(let command) = content else { return nil }
    if case .command(let nested)? = command.rest { return nested.runningCommand }
    return command.name.text
  }
}
