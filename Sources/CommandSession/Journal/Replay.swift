import CommandLanguage
import FoundationEssentials
import Graphics
import KernelInterface
import Machine
import Tables

/// Makes a session anew from its journal, line by line.
///
/// Lines are run again, or their results put back. What a line makes is compared with what it made then: where it differs, or the line
/// cannot run, what it made is not back, nor is anything that was made of it.
package struct Replay {
  /// A line that changed the session, for `%undo`.
  private struct Change {
    let index: Int
    let wasApplied: Bool
    /// What there was before it.
    let session: Session
    let lost: Set<String>
    let losses: [String]
    let bare: Set<String>
  }

  /// Why a line is not back; nil where that is said already.
  private struct Loss: Error {
    let reason: String?
    var isForEver = false
  }

  private let journal: OpenJournal
  private let runner: LineRunner
  /// What there is so far.
  package private(set) var session: Session
  /// What is not back, in sentences.
  package private(set) var losses: [String] = []
  /// Parameters that are back without the password that they held.
  private var bare: Set<String> = []
  /// Whether something that is not back can come back another time.
  package private(set) var mayComeBack = false
  private var changes: [Change] = []
  /// Tables that are not back.
  private var lost: Set<String> = []
  private var skipped: Set<Int> = []

  /// - Parameters:
  ///   - session: what a kernel begins with.
  ///   - runner: of the cell that asks for it.
  package init(_ journal: OpenJournal, from session: Session, with runner: LineRunner) {
    self.journal = journal
    self.session = session
    self.runner = runner
  }

  package var count: Int { journal.contents.entries.count }

  /// A line of the journal, as it is shown.
  package func line(_ index: Int) -> String { journal.contents.entries[index].record.line.shown }

  /// The last line that changed the session then.
  package var lastLine: String? { journal.contents.lastChange?.line.shown }

  /// Whether lines are missing at the end because the file is damaged.
  package var isDamaged: Bool { if case .damaged = journal.contents.rest { true } else { false } }

  /// Whether it ends within a line: the kernel was killed while it wrote, or somebody cut it.
  package var isCut: Bool { if case .cut = journal.contents.rest { true } else { false } }

  /// What is back, but not whole, in sentences.
  package var notes: [String] {
    bare.sorted().map { "\($0) is back without its password, which is not kept: set it again." }
  }

  /// The whole session, to be committed.
  package var result: Session {
    var session = session
    session.resumption = Resumption(journal: journal, skipped: skipped)
    return session
  }

  /// Brings a line of the journal back.
  /// - Throws: `CancellationError` on an interrupt; what else goes wrong is said in `losses`.
  package mutating func bringBack(_ index: Int, context: ComputeContext) throws(CancellationError) {
    let entry = journal.contents.entries[index]
    if let left = entry.record.skipped {
      // From here on the session went on without them, and %undo took back what was before.
      changes.removeAll { !$0.wasApplied && left.contains($0.index) }
    }
    do {
      switch entry.record.kind {
      case .look: try look(entry, drawing: index == lastDrawing, context)
      case .change: try change(entry, index, context)
      case .undo: takeBack()
      }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      // A look that cannot be repeated leaves the session as it is.
    }
    if runner.execution.isInterrupted { throw CancellationError() }
    session.sightings.formUnion(entry.record.sightings)
  }

  /// Where the figure came from that `%export figure` would write.
  private var lastDrawing: Int? { journal.contents.entries.lastIndex { $0.record.draws } }

  // MARK: One line

  private mutating func look(_ entry: JournalContents.Entry, drawing: Bool, _ context: ComputeContext) throws {
    let record = entry.record
    // Without its results what was measured is measured again when it is needed.
    if let known = try installed(entry, in: session, context) { session = known }
    guard drawing, !writesFiles(record.line) else { return }
    var draft = session
    try run(record, on: &draft)
    session.lastFigure = draft.lastFigure
  }

  /// Whether a line that only looked wrote a file on the way, which stays as it is.
  private func writesFiles(_ line: CommittedLine) -> Bool {
    ["export", "report", "save", "score"].contains { line.text.contains("%\($0)") }
  }

  private mutating func change(_ entry: JournalContents.Entry, _ index: Int, _ context: ComputeContext) throws {
    let record = entry.record
    var change = Change(index: index, wasApplied: true, session: session, lost: lost, losses: losses, bare: bare)
    do throws(Loss) {
      let isPassedOver = journal.contents.skipped.contains(index)
      if isPassedOver {
        throw Loss(
          reason: "it was not when the session was resumed before (%resume list has that session as long as it is "
            + "kept)",
          isForEver: true)
      }
      if !record.needed.isDisjoint(with: lost) { throw Loss(reason: nil) }
      var next = try made(entry, context)
      next.remember(session, changedBy: record.line)
      for (name, value) in next.parameters where session.parameters[name] != value {
        if record.line.heldSecrets { bare.insert(name) } else { bare.remove(name) }
      }
      bare.formIntersection(next.parameters.keys)
      session = next
      if index == lastDrawing, entry.results != nil { session.lastFigure = mapDrawn(record) }
      lost.subtract(record.origins)
      for name in record.remotes.keys { lost.remove(name) }
    } catch {
      if runner.execution.isInterrupted { throw CancellationError() }
      change = Change(index: index, wasApplied: false, session: session, lost: lost, losses: losses, bare: bare)
      skipped.insert(index)
      if error.reason != nil, !error.isForEver { mayComeBack = true }
      lose(record, because: error.reason)
    }
    changes.append(change)
    if changes.count > Past.limit { changes.removeFirst() }
  }

  /// The picture of a map that was put back, which is drawn without computing the map again; nil for other results.
  private func mapDrawn(_ record: JournalRecord) -> Figure? {
    guard !record.wasInterrupted, record.works.values.allSatisfy({ $0.map != nil && $0.segments == nil }) else {
      return nil
    }
    var draft = session
    try? run(record, on: &draft)
    return draft.lastFigure
  }

  private mutating func takeBack() {
    guard let change = changes.popLast() else { return }
    (lost, losses, bare) = (change.lost, change.losses, change.bare)
    skipped.remove(change.index)
    if change.wasApplied {
      _ = try? session.undo()
    } else {
      let sightings = session.sightings
      session = change.session
      session.sightings = sightings
    }
  }

  /// The session that a line made of this one.
  private func made(_ entry: JournalContents.Entry, _ context: ComputeContext) throws(Loss) -> Session {
    let record = entry.record
    var base = session
    if base.nameInUse != record.usedBefore { base.use(record.usedBefore) }
    let isSwitched = base.nameInUse != session.nameInUse
    do {
      if let next = try installed(entry, in: session, context), isAsThen(next, record) { return next }
      if record.wasInterrupted {
        throw Loss(
          reason: "it was interrupted, and what there was of it was too large for the journal", isForEver: true)
      }
      for name in record.origins {
        if case .sent? = record.files[name] {
          throw Loss(reason: "its file was sent to a page, and is not kept", isForEver: true)
        }
      }
      var draft = base
      draft.keepStamps(repeating: record.stamps)
      try run(record, on: &draft)
      let next = isSwitched ? try session.merging(draft, madeFrom: base) : draft
      guard draft.givenStamps == record.stamps, isAsThen(next, record) else {
        let (reason, isOfSource) = self.reason(of: record, "it came out otherwise than before the kernel ended")
        guard !isOfSource, record.line.variesByItself else { throw Loss(reason: reason) }
        throw Loss(
          reason: reason + ", as random(), now() and their like do each time, so that it can never come back",
          isForEver: true)
      }
      return next
    } catch let loss as Loss {
      throw loss
    } catch {
      throw Loss(reason: reason(of: record, Mistake(error, in: session).problem.message).text)
    }
  }

  /// The session with the results that stand in the journal; nil where there are none, or they cannot be read: then the line is run again.
  /// - Throws: `CancellationError`.
  private func installed(_ entry: JournalContents.Entry, in session: Session, _ context: ComputeContext) throws
    -> Session?
  {
    guard let results = entry.results, let data = journal.file.data(of: results),
      entry.record.needed.isDisjoint(with: lost)
    else { return nil }
    do {
      return try KeptResults.installed(data, in: session, context: context)
    } catch {
      if runner.execution.isInterrupted { throw CancellationError() }
      return nil
    }
  }

  private func isAsThen(_ session: Session, _ record: JournalRecord) -> Bool {
    record.tables.allSatisfy { name, digest in session.table(named: name)?.value.digest == digest }
      && record.remotes.allSatisfy { name, digest in session.remote(named: name)?.value.table.digest == digest }
      && record.works.allSatisfy { name, digest in session.digest(ofWorkOn: name, like: digest) == digest }
  }

  private func run(_ record: JournalRecord, on draft: inout Session) throws {
    let folder = record.folder == FileManager.default.currentDirectoryPath ? nil : record.folder
    let cell = runner.registry.parse(record.line.text)
    if let mistake = CellChecker(registry: runner.registry).firstMistake(in: cell) { throw mistake }
    guard cell.lines.count == 1 else { throw CancellationError() }
    let quiet = QuietContext(runner.execution)
    let unseen = UnseenSession(session)
    // A page that was opened holds what it was opened on.
    defer { unseen.widgets.forget() }
    let output = CellOutput(quiet, ids: DisplayIDs())
    let again = LineRunner(
      registry: runner.registry, help: runner.help, version: runner.version, cell: cell.source, output: output,
      execution: quiet, remarks: Remarks(), live: unseen, isAgain: true, folder: folder)
    output.beginCommand(showsProgress: false)
    defer { output.endCommand() }
    _ = try again.run(cell.lines[0], on: &draft)
  }

  // MARK: What is not back

  /// Goes on without what a line made: nothing older stands in its place.
  private mutating func lose(_ record: JournalRecord, because reason: String?) {
    let names = Set(record.tables.keys).union(record.remotes.keys)
    lost.formUnion(names)
    for name in names { session.remove(name) }
    for (name, digest) in record.works { session.removeWork(on: name, like: digest) }
    if names.isEmpty {
      // Of a table that is not back it is said already that nothing of it is.
      if let reason { say("`\(record.line.shown)` is not back: \(reason).") }
      return
    }
    for name in names.sorted() {
      if record.origins.contains(name) || reason != nil {
        say("\(name) is not back, nor is what was made of it: \(reason ?? "it was made of what is not back").")
      }
    }
  }

  private mutating func say(_ sentence: String) {
    if !losses.contains(sentence) { losses.append(sentence) }
  }

  /// What most likely is the matter, where the line says `message`, and whether that is of the file that it read.
  private func reason(of record: JournalRecord, _ message: String) -> (text: String, isOfSource: Bool) {
    for name in record.origins.sorted() {
      guard case .named(let state)? = record.files[name], let source = record.sources[name] else { continue }
      let path = source.expandingHome
      let isRelative = !path.hasPrefix("/")
      let folder = record.folder ?? FileManager.default.currentDirectoryPath
      guard let now = FileState(of: isRelative ? "\(folder)/\(path)" : path) else {
        return ("\(source) is not there any more\(isRelative ? ", in \(folder)" : "")", true)
      }
      if now != state { return ("\(source)\(isRelative ? " in \(folder)" : "") has changed since", true) }
    }
    if record.line.heldSecrets { return ("its password is not kept, and without it: \(message)", false) }
    return (message, false)
  }
}

extension CommittedLine {
  /// Whether it asks for what is another at each run.
  fileprivate var variesByItself: Bool {
    text.contains(/\b(random|randomblob|now|julianday|unixepoch|current_(date|time|timestamp))\b/.ignoresCase())
  }
}

extension Session {
  /// Takes a table into use, if it is there.
  fileprivate mutating func use(_ name: String?) {
    guard let name else { return }
    if let index = tables.firstIndex(where: { $0.value.name == name }) {
      currentTable = index
    } else if remote(named: name) != nil {
      currentTable = nil
      remoteInUse = name
    }
  }

  /// Takes a table out, with all that was made of it.
  fileprivate mutating func remove(_ name: String) {
    let used = nameInUse
    if remote(named: name) != nil {
      remotes.removeAll { $0.value.table.name == name }
      if used == name { remoteInUse = nil }
    }
    guard let index = tables.firstIndex(where: { $0.value.name == name }) else { return }
    tables.remove(at: index)
    currentTable = used == name ? nil : tables.firstIndex { $0.value.name == used }
    if currentTable == nil, used != name { remoteInUse = used }
    changes[name] = nil
    works[name] = nil
    measured[name] = nil
    loadedFiles[name] = nil
  }
}
