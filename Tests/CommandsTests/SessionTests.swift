import Analysis
import KernelInterface
import Segmentation
import Synchronization
import Tables
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("The session changes only when a command succeeds")
struct SessionTests {
  @Test("a command that fails after changing its draft changes nothing")
  func draft() {
    let cohort = CohortInterpreter.test()
    _ = cohort.error("%seed 7\n%slow then=fails\n%seed 8")
    #expect(cohort.session.seed == 7)
    #expect(cohort.session.past.count == 1)
  }

  @Test("a command leaves out what it made when another one changed the session meanwhile")
  func changedMeanwhile() {
    let cohort = CohortInterpreter.test()
    let isFirst = Mutex(true)
    let context = RecordingContext {
      let mayRun = isFirst.withLock { isFirst in
        defer { isFirst = false }
        return isFirst
      }
      if mayRun { cohort.printed("%seed 9") }
    }
    guard case .failed(let report) = cohort.execute("%slow", in: context) else {
      Issue.record("both changes were kept")
      return
    }
    #expect(report.name == "SessionChanged")
    #expect(cohort.session.seed == 9)
    #expect(cohort.session.past.count == 1)
    cohort.printed("%slow")
    #expect(cohort.session.seed == 1)
  }

  @Test("an interrupt is an error named Interrupted, and the next command works")
  func interrupt() {
    let cohort = CohortInterpreter.test()
    let context = RecordingContext()
    context.interrupt(after: 20)
    guard case .failed(let report) = cohort.execute("%seed 7\n%slow\n%seed 8", in: context) else {
      Issue.record("not interrupted")
      return
    }
    #expect(report.name == "Interrupted")
    #expect(report.lines[1].withoutColours == "2 │ %slow")
    #expect(report.lines.last == "Line 3 did not run")
    #expect(cohort.session.seed == 7)
    #expect(cohort.printed("%seed") == "The seed is 7.\n")
  }

  @Test("%undo takes back one change at a time, and is none itself")
  func undo() throws {
    let file = try CustomerFile()
    let cohort = CohortInterpreter.test()
    cohort.printed("%load \(file.path)\n%seed 7\nk = 4\n%head")
    #expect(cohort.printed("%undo") == "Took back: k = 4\n")
    #expect(cohort.session.parameters.isEmpty && cohort.session.seed == 7)
    #expect(cohort.printed("%undo") == "Took back: %seed 7\n")
    #expect(cohort.session.seed == 42 && cohort.session.current != nil)
    cohort.printed("%undo")
    #expect(cohort.session.current == nil)
    #expect(cohort.error("%undo")[0] == "NothingToUndo: nothing has changed yet, so there is nothing to take back")
  }

  @Test("only the last changes are kept")
  func bounded() {
    let cohort = CohortInterpreter.test()
    for seed in 0..<50 { cohort.printed("%seed \(seed)") }
    #expect(cohort.session.past.count == Past.limit)
    #expect(cohort.session.past.changes.allSatisfy { $0.before.past.count == 0 })
  }

  @Test("where memory is short the oldest changes are given up, and the last can always be taken back")
  func shortMemory() throws {
    // Each change holds a column of 32 MiB that nothing else does.
    func table(_ value: Double) throws -> Table {
      try Table(name: "t", columns: [Column(name: "a", numbers: [Double](repeating: value, count: 4 << 20))])
    }
    var now = Session()
    now.setTable(try table(0))
    var givenUp: [Int] = []
    for change in 1...5 {
      var next = now
      next.setTable(try table(Double(change)))
      givenUp.append(next.remember(now, changedBy: CommittedLine("%derive \(change)"), available: { 100 << 20 }))
      now = next
    }
    #expect(givenUp == [0, 0, 0, 1, 1])
    #expect(now.past.changes.map(\.command) == ["%derive 3", "%derive 4", "%derive 5"])
    #expect(now.remember(now, changedBy: CommittedLine("%seed 1"), available: { 0 }) == 3)
    #expect(now.past.count == 1)
  }

  @Test("what was made from something that changed is stale, and the error names what to run")
  func stale() throws {
    var session = Session()
    session.setTable(SampleData.creditCards(rows: 50))
    #expect(throws: Mistake(.missingStage(.features))) { try session.features() }
    let preparation = try session.preparedFeatures(.plain)
    #expect(preparation.rows.count == 50)
    session.setMap(CustomerMap(embedding: Embedding(x: [], y: [], klDivergence: 0), parameters: TSNE.Parameters()))
    #expect(session.state(of: .map) == .current)
    session.setFeatures(preparation)
    #expect(throws: Mistake(.staleStage(.map, run: ["%tsne"]))) { try session.map() }
    session.setTable(SampleData.creditCards(rows: 60))
    #expect(throws: Mistake(.staleStage(.features, run: ["%prepare"]))) { try session.preparedFeatures(.plain) }
    #expect(throws: Mistake(.staleStage(.map, run: ["%prepare", "%tsne"]))) { try session.map() }
  }

  @Test("features that nobody asked for are made anew for a new table")
  func implied() throws {
    var session = Session()
    session.setTable(SampleData.creditCards(rows: 50))
    _ = try session.preparedFeatures(.plain)
    session.setTable(SampleData.creditCards(rows: 60))
    #expect(try session.preparedFeatures(.plain).rows.count == 60)
  }

  @Test("a table of the same name takes the place of the first, others stay")
  func tables() throws {
    let file = try CustomerFile()
    let cohort = CohortInterpreter.test()
    cohort.printed("%load \(file.path)\n%load \(file.path) as=again\n%load \(file.path)")
    #expect(cohort.session.tables.map(\.value.name) == ["customers", "again"])
    #expect(cohort.session.current?.value.name == "customers")
  }
}
