import CommandLanguage
import FoundationEssentials
import Glibc

/// A session that a kernel left which is gone.
package struct EarlierSession: Sendable {
  /// nil for what cannot be read.
  package let notebook: Notebook?
  /// When its last line was committed.
  package let time: Date
  /// What there was, in words; empty for what cannot be read.
  package let summary: String
  /// Lines that changed it.
  package let changes: Int
  /// The last of them; nil where there is none.
  package let lastLine: String?
  /// Whether its kernel ended in order, and no other was to follow.
  package let wasShutDown: Bool
  let path: String
  /// False where its file is damaged, or of another version.
  package let isReadable: Bool

  /// `on 2026-11-30 at 14:32`, here.
  package var timeInWords: String { timeInWords(withSeconds: false) }

  /// `on 2026-11-30 at 14:32:07`, here.
  package func timeInWords(withSeconds: Bool) -> String {
    var (seconds, parts) = (Int(time.timeIntervalSince1970), tm())
    localtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      "on \(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) at \(two(parts.tm_hour)):\(two(parts.tm_min))"
      + (withSeconds ? ":\(two(parts.tm_sec))" : "")
  }
}

/// Its journal, open: nobody else takes it meanwhile.
package struct OpenJournal: Sendable {
  let file: JournalFile
  let contents: JournalContents
}

/// What `%resume` did, until it is committed.
package struct Resumption: Sendable {
  let journal: OpenJournal
  /// Records that are not back.
  let skipped: Set<Int>
}

extension OpenJournal {
  /// - Parameter version: of Cohort that is to go on with it.
  /// - Throws: in words, why nothing can be resumed of it.
  init(_ path: String, version: String) throws(Mistake) {
    do throws(JournalFile.Failure) {
      file = try JournalFile(at: path)
    } catch {
      throw Mistake(error.problem)
    }
    do throws(JournalContents.Failure) {
      contents = try file.contents()
    } catch {
      throw Mistake(error.problem(of: file))
    }
    guard contents.head.version == version else {
      throw Mistake(
        .refused(
          name: "OtherVersion",
          message: "this session was kept by Cohort \(contents.head.version), and this is Cohort \(version)",
          remedy: "That version resumes it; %resume list shows others"))
    }
  }
}

extension JournalFile.Failure {
  var problem: Problem {
    switch self {
    case .inUse:
      .refused(
        name: "SessionInUse", message: "the session is still that of a kernel that runs",
        remedy: "Shut that kernel down, then %resume")
    case .failed(let code):
      .refused(
        name: "NothingToResume", message: "the session cannot be read: \(String(cString: strerror(code)))",
        remedy: "%resume list shows what there is")
    }
  }
}

extension JournalContents.Failure {
  /// What is damaged is moved out of the way.
  fileprivate func problem(of file: JournalFile) -> Problem {
    switch self {
    case .notAJournal:
      .refused(
        name: "DamagedJournal", message: "the journal of this session is damaged, and nothing of it can be read",
        remedy: "It is kept as \(file.setAside()); %resume list shows other sessions")
    case .otherForm:
      .refused(
        name: "OtherVersion",
        message: "the journal of this session was written by another version of Cohort, in another form",
        remedy: "That version resumes it; %resume list shows others")
    case .unreadable(let code): JournalFile.Failure.failed(code).problem
    }
  }
}
