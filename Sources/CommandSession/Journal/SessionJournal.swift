import CommandLanguage
import FoundationEssentials
import Glibc
import Synchronization

/// What a kernel keeps of its session, line by line and before the line is answered, so that `%resume` has it again however the kernel ends.
///
/// A line is written (`write(2)`) when it is committed; the disk is not waited for. That outlives the process, also where it is killed; what
/// the machine had not brought to the disk when it lost its power is lost.
package final class SessionJournal: Sendable {
  /// Bytes of one journal that results may take; behind it lines stand alone, which are run again.
  static let mostBytes = 256 << 20
  /// Bytes of the results of one line.
  static let mostBytesOfResults = 64 << 20

  /// A line that the file does not have yet.
  private struct Unwritten {
    var record: JournalRecord
    /// The value of what it made, if that is kept.
    var results: Data?
  }

  private struct State {
    var file: JournalFile?
    var length = 0
    /// Oldest first; their results are no more together than those of one line may be.
    var unwritten: [Unwritten] = []
    /// Whether results of theirs were too many for that.
    var lacksResults = false
    /// Lines that the next change is made without.
    var skipped: [Int]?
    /// Whether the file is that of an earlier session that came back in part: with the first change another is begun.
    var isOfEarlier = false
    /// Whether the file is that of an earlier session that came back: it stays in the list where another takes its place.
    var isAdopted = false
    /// Whether the user was told that nothing is written.
    var isTroublesome = false
    /// Why nothing is written; nil while everything is.
    var trouble: String?
    /// What the user is still to be told.
    var remark: String?
    /// Whether the first cell has begun.
    var hasBegun = false
    var isOn = true
    var isEnded = false
  }

  private let folder: JournalFolder
  private let head: JournalHead
  private let mostBytes: Int
  private let log: @Sendable (String) -> Void
  private let state: Mutex<State>

  /// - Parameters:
  ///   - folder: the one for journals, which need not be there yet.
  ///   - notebook: whose session it is.
  ///   - version: of Cohort.
  ///   - mostBytes: of the file.
  ///   - log: gets what goes wrong without the user hearing of it.
  package init(
    folder: String, notebook: Notebook, version: String, mostBytes: Int = SessionJournal.mostBytes,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.folder = JournalFolder(path: folder)
    self.log = log
    self.mostBytes = mostBytes
    head = JournalHead(version: version, notebook: notebook, process: getpid())
    state = Mutex(State())
    // Stamps of a session that is resumed meet none that this process gave.
    Stamps.skip(through: Int(Date.now.timeIntervalSince1970 * 1e9))
  }

  /// Whether lines are being written, in words.
  package var status: String {
    state.withLock { state in
      if !state.isOn { return "off; %config journal=yes keeps the session for %resume" }
      if let trouble = state.trouble { return "not written: \(trouble)" }
      if state.file?.isThere == false { return "its file was removed; the next change writes everything anew" }
      return "every change is kept; after a crash or restart, %resume brings it back"
    }
  }

  /// What is to be said below the line that has just been committed.
  func takeRemark() -> String? {
    state.withLock { state in
      defer { state.remark = nil }
      return state.remark
    }
  }

  // MARK: Writing

  /// Keeps a line that was committed.
  /// - Parameter results: gives the value of what it made, if that is kept.
  func append(_ record: JournalRecord, isOn: Bool, results: () -> Data?) {
    state.withLock { state in
      var record = record
      if record.kind != .look {
        record.skipped = state.skipped
        state.skipped = nil
      }
      state.unwritten.append(Unwritten(record: record, results: kept(results(), &state)))
      guard isOn else { return turnOff(&state) }
      state.isOn = true
      // A kernel that nobody changed anything in leaves nothing behind.
      guard state.file != nil || record.kind != .look else { return }
      // An earlier session stays as it is while nothing else is made of it.
      if state.isOfEarlier, record.kind == .look { return }
      write(&state)
    }
  }

  /// The results of a line as far as there is room for them beside those of other lines.
  private func kept(_ results: Data?, _ state: inout State) -> Data? {
    guard let results else { return nil }
    let held = state.unwritten.reduce(0) { $0 + ($1.results?.count ?? 0) }
    guard held + results.count <= Self.mostBytesOfResults else {
      state.lacksResults = state.lacksResults || held > 0
      return nil
    }
    return results
  }

  /// Writes the lines that are not in the file yet, with their results.
  private func write(_ state: inout State) {
    do throws(JournalFile.Failure) {
      if let file = state.file {
        if state.isOfEarlier || !file.isThere { try moveOn(from: file, &state) }
      } else {
        (state.file, state.length) = try folder.make(head)
        folder.sweep()
      }
    } catch {
      return fail(error, isFirst: true, &state)
    }
    var written = 0
    defer { state.unwritten.removeFirst(written) }
    while written < state.unwritten.count {
      var record = state.unwritten[written].record
      var bytes = Data()
      // A sixteenth of the room stays for lines alone.
      if let results = state.unwritten[written].results, state.length + results.count <= mostBytes - mostBytes / 16 {
        bytes = JournalFrame.bytes(.results, results)
        record.hasResults = true
      }
      guard let payload = try? PropertyListEncoder.binary.encode(record) else {
        return fail(.failed(EINVAL), isFirst: false, &state)
      }
      bytes += JournalFrame.bytes(.record, payload)
      let code = state.length + bytes.count > mostBytes ? EFBIG : state.file?.append(bytes, at: state.length) ?? EBADF
      guard code == 0 else { return fail(.failed(code), isFirst: false, &state) }
      state.length += bytes.count
      written += 1
    }
    state.trouble = nil
    if state.isTroublesome {
      state.remark =
        "the journal is written again, with all that was missing"
        + (state.lacksResults ? " but for results that were too large to wait: their lines will be run again" : "")
    }
    state.isTroublesome = false
    state.lacksResults = false
  }

  /// The command has succeeded all the same: what is missing in the file is tried again with the next line.
  private func fail(_ failure: JournalFile.Failure, isFirst: Bool, _ state: inout State) {
    let code: Int32 = if case .failed(let code) = failure { code } else { EWOULDBLOCK }
    let reason = code == EFBIG ? "it has grown to its bound" : String(cString: strerror(code))
    guard state.trouble == nil else { return }
    state.trouble = reason
    log("the journal of the session in \(folder.path) is not written: \(reason)")
    // Where there is no place for journals at all, nobody misses what has never been there.
    if isFirst, ![ENOSPC, EDQUOT].contains(code) { return }
    state.isTroublesome = true
    state.remark =
      "the journal is not written any more (\(reason)): until it can be, which every change tries, %resume would not have this "
      + "and what follows"
  }

  /// Removes the file; its lines are kept here, for another one.
  private func turnOff(_ state: inout State) {
    state.isOn = false
    if let file = state.file {
      let later = state.unwritten
      state.unwritten = []
      for entry in (try? file.contents())?.entries ?? [] {
        var record = entry.record
        record.hasResults = false
        let results = entry.results.flatMap { file.data(of: $0) }
        state.unwritten.append(Unwritten(record: record, results: kept(results, &state)))
      }
      state.unwritten += later
      file.remove()
    }
    state.file = nil
    state.length = 0
    (state.isOfEarlier, state.isAdopted) = (false, false)
    state.isTroublesome = false
    state.trouble = nil
  }

  /// Notes that the kernel ends in order.
  func end(willRestart: Bool) {
    state.withLock { state in
      guard !state.isEnded, !state.isOfEarlier, let file = state.file else { return }
      state.isEnded = true
      let end = willRestart ? JournalEnd.restarted : .shutDown
      let bytes = JournalFrame.bytes(.end, Data(end.rawValue.utf8))
      if file.append(bytes, at: state.length) == 0 { state.length += bytes.count }
    }
  }

  // MARK: Earlier sessions

  /// The sessions of kernels that are gone, the last one first, those of the same notebook before all others; last what cannot be read,
  /// of which nobody knows whose it was.
  package var earlier: [EarlierSession] {
    let own = state.withLock { $0.file?.path }
    let all = folder.files.filter { $0 != own }.compactMap { path -> EarlierSession? in
      guard let file = try? JournalFile(at: path) else { return nil }
      let contents = try? file.contents()
      guard let contents else {
        return EarlierSession(
          notebook: nil, time: file.time, summary: "", changes: 0, lastLine: nil, wasShutDown: true,
          path: path,
          isReadable: false)
      }
      return EarlierSession(
        notebook: contents.head.notebook, time: file.time, summary: contents.summary, changes: contents.changeCount,
        lastLine: contents.lastChange?.line.shown, wasShutDown: contents.end == .shutDown, path: path,
        isReadable: true)
    }
    let (readable, others) = (all.filter(\.isReadable), all.filter { !$0.isReadable })
    return readable.filter { $0.notebook == head.notebook } + readable.filter { $0.notebook != head.notebook } + others
  }

  package var notebook: Notebook { head.notebook }

  /// - Throws: in words, why nothing can be resumed of it.
  package func open(_ earlier: EarlierSession) throws(Mistake) -> OpenJournal {
    try OpenJournal(earlier.path, version: head.version)
  }

  /// The session to offer in the first cell: the last one of the same notebook, unless its kernel was shut down.
  func offer() -> EarlierSession? {
    let isFirst = state.withLock { state in
      defer { state.hasBegun = true }
      return !state.hasBegun
    }
    guard isFirst, let last = earlier.first, last.notebook == head.notebook, !last.wasShutDown, last.changes > 0 else {
      return nil
    }
    return last
  }

  /// Goes on with the journal of another session in the place of its own.
  func adopt(_ resumption: Resumption) {
    state.withLock { state in
      let (file, contents) = (resumption.journal.file, resumption.journal.contents)
      if !state.isOfEarlier, !state.isAdopted { state.file?.remove() }
      state.file = file
      state.length = contents.length
      state.unwritten = []
      state.isAdopted = true
      // What an earlier %resume left out is in a journal of its own already.
      let isPart = !resumption.skipped.isSubset(of: contents.skipped)
      state.isOfEarlier = isPart
      if case .damaged = contents.rest {
        // The damaged file stays as it is; the lines before the damage go on in another.
        // Where there is no place for it now, the next change tries again.
        state.isOfEarlier = true
        if (try? moveOn(from: file, &state)) != nil {
          _ = file.setAside()
          state.isOfEarlier = isPart
        }
      } else if isPart {
        file.touch()
      } else {
        file.cut(to: contents.length)
      }
      state.skipped = resumption.skipped.isEmpty ? nil : resumption.skipped.sorted()
      state.isOn = true
      state.trouble = nil
      state.isTroublesome = false
    }
  }

  /// Goes on in another file, with the lines that this one has; this one stays as it is.
  /// - Throws: why there is no other one; then nothing has changed.
  private func moveOn(from file: JournalFile, _ state: inout State) throws(JournalFile.Failure) {
    guard let lines = file.lines(upTo: state.length) else { throw .failed(EIO) }
    let (other, start) = try folder.make(head)
    let code = other.append(lines, at: start)
    guard code == 0 else {
      other.remove()
      throw .failed(code)
    }
    state.file = other
    state.length = start + lines.count
    (state.isOfEarlier, state.isAdopted) = (false, false)
    folder.sweep()
  }
}
