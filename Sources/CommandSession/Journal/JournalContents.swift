import FoundationEssentials
import Glibc

/// Whose session a journal is of.
struct JournalHead: Sendable, Equatable, Codable {
  /// The version of Cohort that wrote it.
  let version: String
  let notebook: Notebook
  /// The kernel's process.
  let process: Int32
}

/// How a kernel ended that could still say so.
enum JournalEnd: String, Sendable, Codable {
  case shutDown
  /// Another kernel was to follow at once.
  case restarted
}

/// What a journal's file holds, as far as it is whole.
struct JournalContents: Sendable {
  struct Entry: Sendable {
    let record: JournalRecord
    /// Where in the file its results stand; nil where the line is run again.
    let results: Results?
  }

  struct Results: Sendable {
    let range: Range<Int>
    let header: JournalFrame.Header
  }

  /// What comes behind the last whole frame.
  enum Rest: Sendable {
    case nothing
    /// The beginning of a frame: its line was never answered.
    case cut
    /// Something else than was written.
    case damaged
  }

  enum Failure: Error, Sendable {
    /// The file is no journal, or its beginning is damaged.
    case notAJournal
    /// Of another version of this program, which may not be known here.
    case otherForm
    case unreadable(Int32)
  }

  let head: JournalHead
  private(set) var entries: [Entry] = []
  private(set) var end: JournalEnd?
  /// Bytes from the beginning that are whole frames, with whole lines.
  private(set) var length: Int
  private(set) var rest = Rest.nothing

  /// - Parameters:
  ///   - size: of the file.
  ///   - read: gives as many bytes from an offset on as there are, at most so many.
  /// - Complexity: O(lines): results are passed over.
  init(size: Int, read: (_ offset: Int, _ count: Int) throws(Failure) -> Data) throws(Failure) {
    let signature = JournalFrame.signature
    let first = try read(0, signature.count + JournalFrame.form.count)
    guard first.starts(with: signature) else { throw .notAJournal }
    guard first.dropFirst(signature.count).elementsEqual(JournalFrame.form) else { throw .otherForm }
    var offset = first.count

    func frame() throws(Failure) -> (header: JournalFrame.Header, payload: Range<Int>)? {
      guard let header = JournalFrame.Header(try read(offset, JournalFrame.headerLength)) else { return nil }
      let start = offset + JournalFrame.headerLength
      return (header, start..<start + header.length)
    }
    func payload(_ frame: (header: JournalFrame.Header, payload: Range<Int>)) throws(Failure) -> Data? {
      guard frame.payload.upperBound <= size else { return nil }
      let data = try read(frame.payload.lowerBound, frame.payload.count)
      return data.count == frame.payload.count && frame.header.holds(for: data) ? data : nil
    }

    guard let opening = try frame(), opening.header.kind == .head, let data = try payload(opening),
      let head = try? PropertyListDecoder().decode(JournalHead.self, from: data)
    else { throw .notAJournal }
    self.head = head
    offset = opening.payload.upperBound
    length = offset

    var results: Results?
    while offset < size {
      guard let next = try frame() else {
        rest =
          size - offset < JournalFrame.headerLength ? .cut : try isEmpty(from: offset, to: size, read) ? .cut : .damaged
        return
      }
      guard next.payload.upperBound <= size else {
        rest = .cut
        return
      }
      switch next.header.kind {
      case .results: results = Results(range: next.payload, header: next.header)
      case .record:
        guard let data = try payload(next),
          let record = try? PropertyListDecoder().decode(JournalRecord.self, from: data)
        else {
          rest = .damaged
          return
        }
        entries.append(Entry(record: record, results: record.hasResults ? results : nil))
        results = nil
        end = nil
        length = next.payload.upperBound
      case .end:
        guard let data = try payload(next), let text = String(data: data, encoding: .utf8) else {
          rest = .damaged
          return
        }
        end = JournalEnd(rawValue: text)
        length = next.payload.upperBound
      case .head, nil:
        rest = .damaged
        return
      }
      offset = next.payload.upperBound
    }
    if results != nil { rest = .cut }
  }

  /// The last line that changed something.
  var lastChange: JournalRecord? { entries.last { $0.record.kind != .look }?.record }

  /// What there was at the end, in words.
  var summary: String { entries.last?.record.summary ?? "" }

  /// Lines that changed the session.
  var changeCount: Int { entries.count { $0.record.kind != .look } }

  /// Records that an earlier `%resume` could not bring back, and behind which others were made without them.
  var skipped: Set<Int> { Set(entries.reversed().lazy.compactMap(\.record.skipped).first ?? []) }
}

/// Whether there are zeros alone: room that was given to the file, and never written before the machine stopped.
private func isEmpty(
  from start: Int, to end: Int, _ read: (Int, Int) throws(JournalContents.Failure) -> Data
) throws(JournalContents.Failure) -> Bool {
  var offset = start
  while offset < end {
    let piece = try read(offset, min(1 << 16, end - offset))
    guard !piece.isEmpty, piece.allSatisfy({ $0 == 0 }) else { return false }
    offset += piece.count
  }
  return true
}
