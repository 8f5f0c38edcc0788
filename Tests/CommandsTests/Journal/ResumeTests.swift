import Foundation
import KernelInterface
import Tables
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%resume")
struct ResumeTests {
  private static let script = [
    "%load {file} as=customers", "%head", "low = 100", "%derive ratio = BALANCE / (PAYMENTS + 1)", "%role TENURE=code",
    "%cluster k=4 method=kmeans starts=2", "%prepare scale=robust", "%cluster k=3", "%stability resamples=5",
    "%name 1 \"First\"", "%tsne iterations=20", "%hist BALANCE", "%filter BALANCE > $low", "%name 2 \"Second\"",
    "%cluster k=auto method=mixture starts=1", "%undo", "%rename BALANCE=money", "%reset",
    "%sql as=half SELECT *, segment AS piece FROM customers WHERE BALANCE > 500", "%seed 7",
    "%cluster method=hdbscan size=10", "%tsne iterations=10 perplexity=5", "%config rows=7 currency=€",
    "%use customers", "%undo",
    "%undo", "%next", "%load {file} as=customers", "%cluster k=5", "%drop TENURE", "low =",
  ]

  /// What tells two sessions apart.
  private static let probes = [
    "%status", "%next", "%tables", "%head", "%profile", "%tsne color=none", "%agree previous", "%insights 1", "low",
    "%stability resamples=5", "%undo\n%status\n%undo\n%status\n%undo\n%status",
  ]

  private func same(_ one: Session, _ other: Session, _ comment: Comment) {
    #expect(one.tables.map(\.stamp) == other.tables.map(\.stamp), comment)
    #expect(one.tables.map(\.value) == other.tables.map(\.value), comment)
    #expect(one.nameInUse == other.nameInUse, comment)
    #expect(Set(one.works.keys) == Set(other.works.keys), comment)
    for (name, work) in one.works {
      let there = other.works[name]
      #expect(work.features?.stamp == there?.features?.stamp, comment)
      #expect(work.features?.value.preparation == there?.features?.value.preparation, comment)
      #expect(work.segmentation?.stamp == there?.segmentation?.stamp, comment)
      #expect(work.segmentation?.value == there?.segmentation?.value, comment)
      #expect(work.segmentation?.parent == there?.segmentation?.parent, comment)
      #expect(work.kept?.value.segmentation == there?.kept?.value.segmentation, comment)
      #expect(work.replaced?.value == there?.replaced?.value, comment)
      #expect(work.segmentedRows == there?.segmentedRows, comment)
      #expect(work.map?.stamp == there?.map?.stamp && work.map?.value == there?.map?.value, comment)
    }
    #expect(one.measured.mapValues(\.value) == other.measured.mapValues(\.value), comment)
    #expect(one.sightings == other.sightings, comment)
    #expect(one.parameters == other.parameters && one.seed == other.seed, comment)
    #expect(one.configuration == other.configuration, comment)
    #expect(one.loadedFiles == other.loadedFiles, comment)
    #expect(one.past.changes.map(\.command) == other.past.changes.map(\.command), comment)
    #expect(one.wholeTrail == other.wholeTrail, comment)
  }

  @Test("brings back what was there after each line, bit for bit, and everything goes on as it would have")
  func everyLine() throws {
    let bench = try JournalBench()
    let first = bench.kernel()
    for (index, line) in Self.script.enumerated() {
      _ = notebook(bench.cell(line), of: first)
      let (second, folder) = try bench.killed()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      guard !first.session.past.changes.isEmpty else { continue }
      let shown = second.printed("%resume")
      #expect(shown.hasPrefix("Back as on ") && !shown.contains("not back"), "\(line): \(shown)")
      same(second.session, first.session, "\(line)")
      guard index % 5 == 0 || index == Self.script.count - 1 else { continue }
      let copies = [first, second].map { CohortInterpreter.test(patience: .seconds(1000), session: $0.session) }
      for probe in Self.probes {
        #expect(notebook(probe, of: copies[1]) == notebook(probe, of: copies[0]), "\(line): \(probe)")
      }
    }
  }

  @Test("can be had again and again, each kernel going on with the journal of the one before")
  func chain() throws {
    let bench = try JournalBench()
    let whole = bench.kernel(notebook: "/notebooks/other.ipynb")
    var last: CohortInterpreter? = bench.kernel()
    for line in Self.script {
      _ = notebook(bench.cell(line), of: whole)
      _ = notebook(bench.cell(line), of: last!)
      last = nil
      let next = bench.kernel()
      _ = next.printed("%resume")
      last = next
    }
    for probe in Self.probes {
      #expect(notebook(probe, of: last!) == notebook(probe, of: whole), "\(probe)")
    }
    #expect(bench.journals.count == 2)
  }

  @Test("keeps what was there of an interrupted map")
  func interrupted() throws {
    let bench = try JournalBench()
    let first = bench.kernel()
    first.printed(bench.cell("%load {file} as=customers\n%cluster k=3"))
    var moment = 400
    while first.session.madeMap == nil {
      let context = RecordingContext()
      context.interrupt(after: moment)
      _ = first.execute("%tsne perplexity=10 iterations=900", in: context)
      moment *= 2
    }
    let steps = try #require(first.session.madeMap?.value.interruptedAfter)
    let (second, folder) = try bench.killed()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    second.printed("%resume")
    #expect(second.session.madeMap?.value.interruptedAfter == steps)
    // Its divergence was not measured, and NaN is equal to nothing.
    #expect(second.session.madeMap?.value.embedding.x == first.session.madeMap?.value.embedding.x)
    #expect(second.session.madeMap?.value.embedding.y == first.session.madeMap?.value.embedding.y)
  }

  @Test("has the figure again that %export figure writes: of what only looked, and of a map")
  func figure() throws {
    let bench = try JournalBench()
    let first = bench.kernel()
    first.printed(bench.cell("%load {file} as=customers\n%cluster k=3"))
    for line in ["%hist BALANCE", "%tsne iterations=20", "%tsne color=PAYMENTS"] {
      first.printed(line)
      let (second, folder) = try bench.killed()
      second.printed("%resume")
      #expect(second.session.lastFigure == first.session.lastFigure, "\(line)")
      #expect(second.session.lastFigure != nil, "\(line)")
      try FileManager.default.removeItem(atPath: folder)
    }
  }

  @Test("writes no file again that a line wrote")
  func outside() throws {
    let bench = try JournalBench()
    let first = bench.kernel()
    let scored = bench.file.beside("scored.csv")
    first.printed(bench.cell("%load {file} as=customers\n%cluster k=3\n%score customers as=scores to=\(scored)"))
    try FileManager.default.removeItem(atPath: scored)
    let (second, folder) = try bench.killed()
    #expect(!second.printed("%resume").contains("not back"))
    #expect(second.session.tables.map(\.value) == first.session.tables.map(\.value))
    #expect(!FileManager.default.fileExists(atPath: scored))
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("is offered once, above what the first cell shows to somebody, unless the kernel was shut down")
  func offer() throws {
    let bench = try JournalBench()
    var kernel: CohortInterpreter? = bench.kernel()
    kernel?.printed(bench.cell("%load {file} as=customers\n%cluster k=3"))
    kernel = nil
    let next = bench.kernel()
    let unwatched = RecordingContext(isWatched: false)
    _ = next.execute("%echo hello", in: unwatched)
    #expect(unwatched.shown.isEmpty)
    let words = notebook("%echo hello", of: next).compactMap {
      if case .display(let data, _) = $0 { data.plainText } else { nil }
    }
    #expect(words.count == 1)
    #expect(words.first?.contains("customers (200 rows, 3 segments): %resume brings it back") == true)
    #expect(notebook("%echo hello", of: next).count == 1)
    #expect(notebook("%echo hello", of: bench.kernel(notebook: "/notebooks/b.ipynb")).count == 1)
    for (willRestart, outputs) in [(true, 2), (false, 1)] {
      let ended = bench.kernel()
      ended.printed("%resume")
      ended.kernelEnds(willRestart: willRestart)
      #expect(ended.session.tables.count == 1)
      let (after, folder) = try bench.killed()
      #expect(notebook("%echo hello", of: after).count == outputs)
      try FileManager.default.removeItem(atPath: folder)
    }
  }

  @Test("names files that changed or are gone, and lets nothing that was made of them pass for it")
  func changedFiles() throws {
    let bench = try JournalBench()
    let other = bench.file.beside("other.csv")
    try "id,amount\na,1\nb,2\n".write(toFile: other, atomically: true, encoding: .utf8)
    let first = bench.kernel()
    first.printed(
      bench.cell(
        "%load {file} as=customers\n%cluster k=3\n%load \(other) as=other\n%derive twice = amount * 2\nlimit = 4\n"
          + "%sql as=sums SELECT sum(twice) AS total FROM other\n%use customers\n%name 1 \"First\""))
    try "id,amount\na,1\nb,3\n".write(toFile: other, atomically: true, encoding: .utf8)
    let (changed, one) = try bench.killed()
    let words = changed.printed("%resume")
    #expect(words.contains("other is not back, nor is what was made of it: \(other) has changed since."))
    #expect(words.contains("sums is not back"))
    #expect(changed.session.tables.map(\.value.name) == ["customers"])
    #expect(changed.session.currentSegmentation?.names == [1: "First"])
    #expect(changed.session.parameters.keys.sorted() == ["limit"])
    #expect(changed.printed("%undo") == "Took back: %name 1 \"First\"\n")
    try FileManager.default.removeItem(atPath: other)
    let (gone, two) = try bench.killed()
    #expect(gone.printed("%resume").contains("\(other) is not there any more."))
    for folder in [one, two] { try FileManager.default.removeItem(atPath: folder) }
  }

  @Test("what came back in part goes on in a journal of its own, and the earlier one still has everything")
  func partly() throws {
    let bench = try JournalBench()
    let other = bench.file.beside("other.csv")
    let text = "id,amount\na,1\nb,2\n"
    try text.write(toFile: other, atomically: true, encoding: .utf8)
    var whole: CohortInterpreter? = bench.kernel()
    whole?.printed(
      bench.cell("%load {file} as=customers\n%load \(other) as=other\n%derive twice = amount * 2\n%seed 4"))
    let tables = whole?.session.tables.map(\.value)
    whole = nil
    try FileManager.default.removeItem(atPath: other)
    var part: CohortInterpreter? = bench.kernel()
    #expect(part?.printed("%resume").contains("stays in %resume list") == true)
    // Nothing was made of it yet: there is one session.
    part?.printed("%head")
    #expect(bench.journals.count == 1)
    part?.printed("%seed 5")
    #expect(bench.journals.count == 2)
    part = nil
    try text.write(toFile: other, atomically: true, encoding: .utf8)
    do {
      let next = bench.kernel()
      let words = next.printed("%resume")
      #expect(words.contains("it was not when the session was resumed before (%resume list"))
      #expect(!words.contains("Once it can be had"))
      #expect(next.session.tables.map(\.value.name) == ["customers"] && next.session.seed == 5)
      // The same lines are left out as before: no third journal.
      next.printed("%seed 6")
      #expect(bench.journals.count == 2)
    }
    let again = bench.kernel()
    #expect(!again.printed("%resume 2").contains("not back"))
    #expect(again.session.tables.map(\.value) == tables && again.session.seed == 4)
  }

  @Test("after what came back in part %undo takes back the same in the next session as in the one that was killed")
  func undoAfterPart() throws {
    let bench = try JournalBench()
    let other = bench.file.beside("other.csv")
    let text = "id,amount\na,1\nb,2\n"
    for returns in [false, true] {
      try text.write(toFile: other, atomically: true, encoding: .utf8)
      var kernel: CohortInterpreter? = bench.kernel()
      kernel?.printed(
        bench.cell("%load {file} as=customers\nlow = 1\n%load \(other) as=other\n%derive twice = amount * 2"))
      kernel = nil
      try FileManager.default.removeItem(atPath: other)
      var part: CohortInterpreter? = bench.kernel()
      part?.printed("%resume")
      #expect(part?.printed("%undo") == "Took back: low = 1\n")
      let session = try #require(part?.session)
      part = nil
      if returns { try text.write(toFile: other, atomically: true, encoding: .utf8) }
      let next = bench.kernel()
      next.printed("%resume")
      same(next.session, session, "the file \(returns ? "is there again" : "is away")")
      try FileManager.default.removeItem(atPath: bench.folder)
    }
  }

  @Test("names parameters whose passwords are not kept")
  func bareParameters() throws {
    let bench = try JournalBench()
    let first = bench.kernel()
    let address = "postgresql://ana:geheimnis@localhost/crm"
    first.printed("place = \(address)\nother = \(address)\nother = 5")
    let (second, folder) = try bench.killed()
    let words = second.printed("%resume")
    #expect(words.contains("place is back without its password, which is not kept: set it again."))
    #expect(!words.contains("other is back without") && !words.contains("geheimnis"))
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("brings a query back that names no table which is not back, whichever was in use")
  func queryOfNothing() throws {
    let bench = try JournalBench()
    let other = bench.file.beside("other.csv")
    try "id,amount\na,1\nb,2\n".write(toFile: other, atomically: true, encoding: .utf8)
    let first = bench.kernel()
    first.printed("%load \(other) as=other\n%sql as=one SELECT 1 AS number\n%sql as=sums SELECT sum(amount) FROM other")
    try FileManager.default.removeItem(atPath: other)
    let (next, folder) = try bench.killed()
    let words = next.printed("%resume")
    #expect(words.contains("Once it can be had") && words.contains("sums is not back"))
    #expect(next.session.tables.map(\.value.name) == ["one"], "\(words)")
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("of two sessions that were left, the first stays in the list when the second takes its place")
  func replaced() throws {
    let bench = try JournalBench()
    for name in ["one", "two"] { bench.kernel().printed(bench.cell("%load {file} as=\(name)")) }
    let next = bench.kernel()
    next.printed("%resume\n%resume 1 replace=yes")
    #expect(next.session.tables.map(\.value.name) == ["one"])
    #expect(bench.journals.count == 2)
    next.printed("%resume 1 replace=yes")
    #expect(next.session.tables.map(\.value.name) == ["two"])
  }

  @Test("tells notebooks of one name apart by their folders, and sessions of one minute by the second")
  func alike() throws {
    let bench = try JournalBench()
    for folder in ["/one", "/two"] { bench.kernel(notebook: folder + "/a.ipynb").printed("limit = 5") }
    let third = bench.kernel()
    #expect(third.error("%resume").joined().contains("has left a session of /notebooks/a.ipynb"))
    guard case .display(let data, _) = notebook("%resume list", of: third).last else {
      Issue.record("nothing listed")
      return
    }
    #expect(data.plainText.contains("/one/a.ipynb") && data.plainText.contains("/two/a.ipynb"))
    var last = EarlierSession.at(0).timeInWords
    #expect(!last.hasSuffix(":07"))
    last = EarlierSession.at(7).timeInWords(withSeconds: true)
    #expect(last.hasSuffix(":07"))
    #expect(third.error("%resume a.ipynb").joined().contains("the number of a session as %resume list shows it"))
    #expect(third.complete("%resume ", at: 8).items.map(\.text).prefix(3) == ["list", "1", "2"])
    third.printed("%resume 1")
    #expect(bench.kernel(notebook: "/x/b.ipynb").error("%resume last").joined().contains("NothingToResume"))
  }

  @Test("takes a file that was only touched, or is another of the same content, for the same")
  func touched() throws {
    let bench = try JournalBench()
    let first = bench.kernel()
    first.printed(bench.cell("%load {file} as=customers"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: bench.file.path))
    try FileManager.default.removeItem(atPath: bench.file.path)
    try bytes.write(to: URL(fileURLWithPath: bench.file.path))
    let (second, folder) = try bench.killed()
    #expect(!second.printed("%resume").contains("not back"))
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("interrupted leaves the session as it was, and can be had again")
  func interruptedResume() throws {
    let bench = try JournalBench()
    var kernel: CohortInterpreter? = bench.kernel()
    kernel?.printed(bench.cell("%load {file} as=customers\n%cluster k=3\n%tsne iterations=10"))
    kernel = nil
    let next = bench.kernel()
    for count in 0..<12 {
      let context = RecordingContext()
      context.interrupt(after: count)
      guard case .failed(let report) = next.execute("%resume", in: context) else { break }
      #expect(report.name == "Interrupted")
      #expect(next.session.tables.isEmpty && next.session.past.changes.isEmpty)
    }
    next.printed("%resume replace=yes")
    #expect(next.session.currentSegmentation?.k == 3 && next.session.madeMap != nil)
  }

  @Test("refuses to take the place of what is there, unless told to")
  func occupied() throws {
    let bench = try JournalBench()
    var kernel: CohortInterpreter? = bench.kernel()
    kernel?.printed(bench.cell("%load {file} as=customers\n%cluster k=3"))
    kernel = nil
    let next = bench.kernel()
    next.printed(bench.cell("%load {file} as=again"))
    #expect(next.error("%resume").joined().contains("%resume replace=yes"))
    next.printed("%resume replace=yes")
    #expect(next.session.tables.map(\.value.name) == ["customers"])
    #expect(bench.journals.count == 1)
  }

  @Test("never takes the session of a kernel that lives, and says what there is")
  func living() throws {
    let bench = try JournalBench()
    let living = bench.kernel()
    living.printed(bench.cell("%load {file} as=customers"))
    let second = bench.kernel()
    #expect(second.error("%resume").joined().contains("no kernel that is gone has left a session of a.ipynb"))
    var gone: CohortInterpreter? = bench.kernel(notebook: "/notebooks/b.ipynb")
    gone?.printed(bench.cell("%load {file} as=others\n%cluster k=4"))
    gone = nil
    #expect(second.error("%resume").joined().contains("%resume list shows those of other notebooks"))
    let listed = notebook("%resume list", of: second)
    guard case .display(let data, _) = listed.last else {
      Issue.record("nothing listed")
      return
    }
    #expect(data.plainText.contains("b.ipynb") && data.plainText.contains("others (200 rows, 4 segments)"))
    second.printed("%resume 1")
    #expect(second.session.tables.map(\.value.name) == ["others"])
    #expect(second.error("%resume 7 replace=yes").joined().contains("no session 7"))
    #expect(CohortInterpreter.test().error("%resume").joined().contains("NothingToResume"))
  }

  @Test("%config journal=no removes what was kept, and yes keeps all of it again")
  func off() throws {
    let bench = try JournalBench()
    let first = bench.kernel()
    first.printed(bench.cell("%load {file} as=customers\n%cluster k=2\n%stability resamples=3\n%cluster k=3"))
    #expect(bench.journals.count == 1)
    first.printed("%config journal=no\n%name 1 \"First\"\n%stability resamples=4")
    #expect(bench.journals.isEmpty)
    #expect(notebook("%status", of: first).description.contains("off; %config journal=yes"))
    first.printed("%config journal=yes\n%name 2 \"Second\"")
    let (second, folder) = try bench.killed()
    second.printed("%resume")
    same(second.session, first.session, "journal off and on")
    // What was measured comes back as it was; another run would take fifty resamples.
    #expect(second.session.measured["customers"]?.value == first.session.measured["customers"]?.value)
    #expect(second.session.measured["customers"]?.value.stability.resamples == 4)
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("an application that began with the built-in sample comes back as the sample")
  func application() throws {
    let bench = try JournalBench()
    let first = bench.kernel()
    first.printed("%app")
    let (second, folder) = try bench.killed()
    second.printed("%resume")
    same(second.session, first.session, "%app")
    for kernel in [first, second] { kernel.kernelEnds(willRestart: false) }
    try FileManager.default.removeItem(atPath: folder)
  }
}

extension EarlierSession {
  /// One that ended so many seconds after the epoch.
  fileprivate static func at(_ seconds: Double) -> EarlierSession {
    EarlierSession(
      notebook: nil, time: Date(timeIntervalSince1970: seconds), summary: "", changes: 0, lastLine: nil,
      wasShutDown: true, path: "", isReadable: false)
  }
}
