import Foundation
import Machine
import Synchronization
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("The journal's file")
struct JournalFileTests {
  /// A journal of a few lines, with where each of them ends.
  private func journal() throws -> (bench: JournalBench, bytes: Data, ends: [Int]) {
    let bench = try JournalBench(rows: 60)
    let kernel = bench.kernel()
    var ends: [Int] = []
    for line in [
      "%load {file} as=customers", "%cluster k=3 method=kmeans starts=1", "%name 1 \"First\"", "limit = 5", "%undo",
    ] {
      // Hints are seen too, and kept behind the line.
      kernel.printed(bench.cell("%config hints=no"))
      kernel.printed(bench.cell(line))
      ends.append(try Data(contentsOf: URL(fileURLWithPath: bench.journals[0])).count)
    }
    return (bench, try Data(contentsOf: URL(fileURLWithPath: bench.journals[0])), ends)
  }

  private func contents(_ bytes: Data) throws -> JournalContents {
    try JournalContents(size: bytes.count) { offset, count in
      bytes.subdata(in: min(offset, bytes.count)..<min(offset + count, bytes.count))
    }
  }

  @Test("cut at any byte holds every line that was whole, and no other")
  func cut() throws {
    let (_, bytes, ends) = try journal()
    let all = try contents(bytes)
    #expect(all.entries.count >= ends.count)
    let first = try #require((1...bytes.count).first { (try? contents(bytes.prefix($0))) != nil })
    var count = 0
    for length in first...bytes.count {
      let found = try contents(bytes.prefix(length))
      #expect(found.length <= length)
      #expect(found.entries.count >= count)
      if found.entries.count > count { #expect(found.length == length) }
      count = found.entries.count
      if case .damaged = found.rest { Issue.record("cut at \(length) counts as damage") }
    }
    #expect(count == all.entries.count)
    for length in 0..<first { #expect(throws: JournalContents.Failure.self) { try contents(bytes.prefix(length)) } }
    // Zeros behind the last whole frame are room that the machine never filled.
    let empty = try contents(bytes + Data(count: 1000))
    #expect(empty.entries.count == count && empty.length == all.length)
  }

  @Test("damaged anywhere, holds no line that was not written")
  func damage() throws {
    let (_, bytes, _) = try journal()
    let lines = try contents(bytes).entries.map(\.record.line)
    var random = Xoshiro256(seed: 1, stream: RandomStream("damage"))
    for _ in 0..<4000 {
      var damaged = bytes
      let place = Int(random.next() % UInt64(bytes.count))
      damaged[place] ^= UInt8(1 << (random.next() % 8))
      guard let found = try? contents(damaged) else { continue }
      #expect(lines.starts(with: found.entries.map(\.record.line)))
      let isWhole = found.entries.count == lines.count
      if case .nothing = found.rest {
        // A bit of a result: it is looked at when it is needed.
        #expect(isWhole)
      }
    }
  }

  @Test("damaged in the middle gives what stood before the damage, says so and is set aside")
  func damagedMiddle() throws {
    let (bench, bytes, ends) = try journal()
    let path = bench.journals[0]
    let folder = bench.folder + "-damaged"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var damaged = bytes
    damaged[ends[2] - 3] ^= 1
    let copy = folder + "/" + path.split(separator: "/").last!
    try damaged.write(to: URL(fileURLWithPath: copy))
    let kernel = bench.kernel(in: folder)
    let words = kernel.printed("%resume")
    #expect(words.contains("The journal is damaged behind that"))
    #expect(kernel.session.currentSegmentation?.k == 3)
    #expect(kernel.session.currentSegmentation?.names == [:])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.count { $0.hasSuffix(".damaged") } == 1 && names.count { $0.hasSuffix(".journal") } == 1)
    try Data("something else".utf8).write(to: URL(fileURLWithPath: copy))
    #expect(bench.kernel(in: folder).error("%resume 1").joined().contains("DamagedJournal"))
  }

  @Test("of another version, or another form, is said to be so")
  func versions() throws {
    let (bench, bytes, _) = try journal()
    let folder = bench.folder + "-versions"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try bytes.write(to: URL(fileURLWithPath: folder + "/1-1.journal"))
    #expect(
      bench.kernel(in: folder, version: "9.9.9").error("%resume").joined()
        .contains("this session was kept by Cohort 1.2.3, and this is Cohort 9.9.9"))
    var other = bytes
    other[JournalFrame.signature.count] = UInt8(ascii: "7")
    try other.write(to: URL(fileURLWithPath: folder + "/1-1.journal"))
    #expect(bench.kernel(in: folder).error("%resume 1").joined().contains("in another form"))
  }

  @Test("that cannot be read belongs to no notebook: it is listed last, and %resume alone passes it over")
  func garbage() throws {
    let (bench, bytes, _) = try journal()
    let folder = bench.folder + "-garbage"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: folder + "/8-8.journal"))
    #expect(bench.kernel(in: folder).error("%resume").joined().contains("no kernel that is gone has left a session"))
    try bytes.write(to: URL(fileURLWithPath: folder + "/1-1.journal"))
    try Data("something else".utf8).write(to: URL(fileURLWithPath: folder + "/9-9.journal"))
    let kernel = bench.kernel(in: folder)
    #expect(kernel.journal?.earlier.map(\.isReadable) == [true, false, false])
    guard case .display(let data, _) = notebook("%resume list", of: kernel).last else {
      Issue.record("nothing listed")
      return
    }
    #expect(data.plainText.contains("cannot be read"))
    #expect(kernel.printed("%resume").hasPrefix("Back as on "))
    #expect(FileManager.default.fileExists(atPath: folder + "/9-9.journal"))
  }

  @Test("that breaks off within a line is said to")
  func cutInTheMiddle() throws {
    let (bench, bytes, ends) = try journal()
    let folder = bench.folder + "-cut"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try bytes.prefix(ends[2] - 3).write(to: URL(fileURLWithPath: folder + "/1-1.journal"))
    var kernel: CohortInterpreter? = bench.kernel(in: folder)
    #expect(kernel?.printed("%resume").contains("The end of the journal is missing") == true)
    kernel = nil
    // It is whole from then on.
    #expect(!bench.kernel(in: folder).printed("%resume").contains("missing"))
  }

  @Test("that somebody removed is begun anew with everything, and %status says what is the matter until then")
  func removed() throws {
    let bench = try JournalBench(rows: 60)
    let kernel = bench.kernel()
    kernel.printed(bench.cell("%load {file} as=customers\n%cluster k=3 method=kmeans starts=1"))
    for path in [bench.journals[0], bench.folder] {
      try FileManager.default.removeItem(atPath: path)
      #expect(notebook("%status", of: kernel).description.contains("its file was removed"))
      kernel.printed("%name 1 \"First\"\nlimit = 5")
      #expect(notebook("%status", of: kernel).description.contains("every change is kept"))
      let (next, folder) = try bench.killed()
      #expect(!next.printed("%resume").contains("not back"))
      #expect(next.session.currentSegmentation == kernel.session.currentSegmentation)
      #expect(next.session.currentSegmentation?.names == [1: "First"])
      try FileManager.default.removeItem(atPath: folder)
    }
  }

  @Test("is its owner's alone, and keeps no password")
  func owner() throws {
    let (bench, _, _) = try journal()
    var status = stat()
    #expect(stat(bench.folder, &status) == 0 && status.st_mode & 0o777 == 0o700)
    #expect(stat(bench.journals[0], &status) == 0 && status.st_mode & 0o777 == 0o600)
    let kernel = bench.kernel(notebook: "/notebooks/b.ipynb")
    kernel.printed("place = postgresql://ana:geheimnis@localhost/crm")
    for journal in bench.journals {
      #expect(try Data(contentsOf: URL(fileURLWithPath: journal)).range(of: Data("geheimnis".utf8)) == nil)
    }
  }

  @Test("stays within its bound, and what it has no room for is computed again")
  func bound() throws {
    let bench = try JournalBench()
    let bound = 60_000
    var kernel: CohortInterpreter? = bench.kernel(mostBytes: bound)
    kernel?.printed(bench.cell("%load {file} as=customers"))
    for k in 2...7 { kernel?.printed("%cluster k=\(k) method=kmeans starts=1\n%tsne iterations=10 seed=\(k)") }
    let (segments, map) = (kernel?.session.currentSegmentation, kernel?.session.madeMap?.value)
    kernel = nil
    #expect(try Data(contentsOf: URL(fileURLWithPath: bench.journals[0])).count <= bound)
    let next = bench.kernel()
    #expect(!next.printed("%resume").contains("not back"))
    #expect(next.session.currentSegmentation == segments && next.session.madeMap?.value == map)
  }

  @Test("that reached its bound is said to, once, and holds what it held")
  func full() throws {
    let bench = try JournalBench()
    let kernel = bench.kernel(mostBytes: 6_000)
    var told = 0
    for number in 0..<60 {
      let context = RecordingContext()
      _ = kernel.execute("limit = \(number)", in: context)
      if context.stderr.contains("the journal is not written any more") { told += 1 }
    }
    #expect(told == 1)
    #expect(notebook("%status", of: kernel).description.contains("not written: it has grown to its bound"))
    let (next, folder) = try bench.killed()
    next.printed("%resume")
    #expect((next.session.parameters["limit"]?.source).flatMap(Int.init).map { $0 > 3 && $0 < 59 } == true)
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("where no folder can be made, nothing is said in cells, and the log is told once")
  func noFolder() throws {
    let bench = try JournalBench()
    let logged = Logged()
    let kernel = bench.kernel(in: "/proc/none/sessions") { logged.note($0) }
    let context = RecordingContext()
    _ = kernel.execute(bench.cell("%load {file}\nlimit = 5"), in: context)
    #expect(context.stderr.isEmpty)
    #expect(logged.count == 1)
    #expect(kernel.error("%resume").joined().contains("NothingToResume"))
  }

  @Test("goes when newer ones are there, and those that broke off outlive those that were shut down")
  func sweep() throws {
    let bench = try JournalBench()
    for number in 0..<JournalFolder.most + 3 {
      for ends in [true, false] {
        let kernel = bench.kernel(notebook: "/notebooks/\(ends)\(number).ipynb")
        kernel.printed("number = \(number)")
        if ends { kernel.kernelEnds(willRestart: false) }
      }
    }
    let kernel = bench.kernel()
    kernel.printed("limit = 5")
    #expect(bench.journals.count == 2 * JournalFolder.most + 1)
    let lines = kernel.journal?.earlier.compactMap(\.lastLine) ?? []
    #expect(lines.contains("number = \(JournalFolder.most + 2)"))
    #expect(!lines.contains("number = 0"))
  }

  @Test("stays small: a table of any size takes a few hundred bytes")
  func small() throws {
    let bench = try JournalBench(rows: 2000)
    let kernel = bench.kernel()
    kernel.printed(bench.cell("%config hints=no\n%load {file} as=customers"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: bench.journals[0])).count < 4000)
    let before = try Data(contentsOf: URL(fileURLWithPath: bench.journals[0])).count
    kernel.printed("%cluster k=3 method=kmeans starts=1")
    // Labels, silhouettes and neighbours of 2,000 rows; their features are made again.
    let more = try Data(contentsOf: URL(fileURLWithPath: bench.journals[0])).count - before
    #expect(more < 2000 * 24 + 30_000)
  }
}

/// What a log was told.
private final class Logged: Sendable {
  private let lines = Mutex<[String]>([])
  var count: Int { lines.withLock { $0.count } }
  func note(_ line: String) { lines.withLock { $0.append(line) } }
}
