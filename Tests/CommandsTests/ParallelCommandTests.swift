import Dispatch
import Foundation
import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// Two commands at the same time: each sees the session as it was when it began.
@Suite("Commands that run beside each other")
struct ParallelCommandTests {
  struct Pair: Sendable, CustomTestStringConvertible {
    let first: String
    let second: String
    /// Whether the change of each shows in a session.
    let shows: @Sendable (Session) -> [Bool]

    var testDescription: String { "\(first) beside \(second)" }
    var swapped: Pair { Pair(first: second, second: first, shows: { shows($0).reversed() }) }
  }

  static let cluster = "%cluster k=3 method=kmeans starts=1"

  static let independentPairs: [Pair] = {
    let isMapped: @Sendable (Session) -> Bool = { (try? $0.map().parameters.iterations) == 30 }
    let isNamed: @Sendable (Session) -> Bool = { (try? $0.segmentation().names[2]) == "Second" }
    let pairs = [
      Pair(first: "%tsne iterations=30", second: cluster) { [isMapped($0), (try? $0.segmentation().k) == 3] },
      Pair(first: "%name 2 Second", second: "%config width=900") { [isNamed($0), $0.configuration.width == 900] },
      Pair(first: "%tsne iterations=30", second: "%name 2 Second") { [isMapped($0), isNamed($0)] },
      Pair(first: "%use other", second: "%seed 7") { [$0.nameInUse == "other", $0.seed == 7] },
      Pair(first: "low = 1", second: "high = 2") { [$0.parameters["low"] != nil, $0.parameters["high"] != nil] },
    ]
    return pairs + pairs.map(\.swapped)
  }()

  @Test("changes of different things both stand, and %undo takes back the later one alone", arguments: independentPairs)
  func independent(pair: Pair) throws {
    let sample = try SampleSession(rows: 200)
    let before = sample.cohort.session
    #expect(pair.shows(before) == [false, false])
    #expect(sample.run(pair.second, around: pair.first) == Array(repeating: .finished(result: nil), count: 2))
    #expect(pair.shows(sample.cohort.session) == [true, true])
    #expect(sample.cohort.session.past.count == before.past.count + 2)
    try sample.run("%undo")
    #expect(pair.shows(sample.cohort.session) == [true, false])
    try sample.run("%undo")
    #expect(pair.shows(sample.cohort.session) == [false, false])
  }

  @Test(
    "what is measured stands beside what is changed",
    arguments: [("%stability resamples=3", "%seed 7"), ("%seed 7", "%stability resamples=3")])
  func measured(held: String, other: String) throws {
    let sample = try SampleSession(rows: 200)
    #expect(sample.run(held, around: other) == Array(repeating: .finished(result: nil), count: 2))
    #expect(sample.cohort.session.currentStability?.resamples == 3 && sample.cohort.session.seed == 7)
  }

  @Test("a segment of one table can be named while another table is in use")
  func otherTable() throws {
    let sample = try SampleSession(rows: 200)
    _ = sample.run("%name 2 Second", around: "%use other")
    #expect(sample.cohort.session.nameInUse == "other")
    try sample.run("%use customers")
    #expect(try sample.cohort.session.segmentation().names[2] == "Second")
  }

  @Test(
    "of two changes of the same thing the second is told so, with what it is, and changes nothing",
    arguments: [
      ("%seed 7", "%seed 8", "the seed"),
      ("%config width=900", "%config rows=5", "the configuration"),
      ("limit = 1", "limit = 2", "the parameter limit"),
      (cluster, "%cluster k=5 method=kmeans starts=1", "the segments of customers"),
      ("%name 1 One", "%name 2 Two", "the segments of customers"),
      ("%tsne iterations=30", "%tsne iterations=40", "the map of customers"),
      ("%prepare scale=none", "%prepare log=no", "the features of customers"),
      ("%derive a = BALANCE / 2", "%drop PURCHASES", "the table customers"),
      ("%use other", "%load shop", "which table is in use"),
      ("%stability resamples=3", "%stability resamples=4", "the stability that was measured of customers"),
    ])
  func disputed(first: String, second: String, thing: String) throws {
    for (held, other) in [(first, second), (second, first)] {
      let sample = try SampleSession(rows: 200)
      let outcomes = sample.run(held, around: other)
      #expect(outcomes[0] == .finished(result: nil))
      guard case .failed(let report) = outcomes[1] else {
        Issue.record("\(held) was kept beside \(other)")
        continue
      }
      #expect(report.name == "SessionChanged")
      #expect(report.message.contains(thing), "\(report.message)")
      #expect(report.message.hasPrefix("another command changed "))
      // Measuring is no change that could be taken back.
      if !other.hasPrefix("%stability") { #expect(sample.cohort.session.past.changes.last?.command == other) }
    }
  }

  @Test("two commands that make the same thing of it do not dispute")
  func agreed() throws {
    let sample = try SampleSession(rows: 200)
    #expect(sample.run("%seed 7", around: "%seed 7") == Array(repeating: .finished(result: nil), count: 2))
  }

  @Test(
    "what was made of features that are no longer current is out of date, whichever ends first",
    arguments: [("%tsne iterations=30", "%prepare scale=none"), ("%prepare scale=none", "%tsne iterations=30")])
  func stale(held: String, other: String) throws {
    let sample = try SampleSession(rows: 200)
    #expect(sample.run(held, around: other) == Array(repeating: .finished(result: nil), count: 2))
    let session = sample.cohort.session
    #expect(session.state(of: .features) == .current && session.state(of: .map) == .stale)
    #expect(session.state(of: .segmentation) == .stale)
    #expect(throws: Mistake(.staleStage(.map, run: ["%tsne"]))) { try session.map() }
  }

  @Test(
    "features that nobody asked for are the same for both",
    arguments: [("%tsne iterations=30", cluster), (cluster, "%tsne iterations=30")])
  func implied(held: String, other: String) throws {
    let sample = try SampleSession(rows: 200)
    try sample.run("%load {file} as=fresh")
    #expect(sample.run(held, around: other) == Array(repeating: .finished(result: nil), count: 2))
    let session = sample.cohort.session
    #expect(session.nameInUse == "fresh")
    #expect(try session.map().parameters.iterations == 30 && session.segmentation().k == 3)
    try sample.run("%tsne color=segment iterations=30")
  }

  @Test("a filter and a segmentation of all rows do not both stand")
  func filtered() throws {
    let sample = try SampleSession(rows: 200)
    let outcomes = sample.run(Self.cluster, around: "%filter BALANCE > 100")
    guard case .failed(let report) = outcomes[1] else {
      Issue.record("both were kept")
      return
    }
    #expect(report.message.contains("the segments of customers"))
    #expect(try sample.cohort.session.segmentation().k == 4)
  }

  @Test("%undo takes nothing back when something else has changed meanwhile")
  func undo() throws {
    let sample = try SampleSession(rows: 200)
    let before = sample.cohort.session.past.count
    let outcomes = sample.run("%undo", around: "%seed 7")
    guard case .failed(let report) = outcomes[1] else {
      Issue.record("taken back")
      return
    }
    #expect(report.name == "SessionChanged")
    #expect(sample.cohort.session.past.count == before + 1 && sample.cohort.session.seed == 7)
  }

  @Test("what is taken back meanwhile stays taken back")
  func undone() throws {
    let sample = try SampleSession(rows: 200)
    try sample.run("%seed 7")
    #expect(sample.run("high = 2", around: "%undo") == Array(repeating: .finished(result: nil), count: 2))
    #expect(sample.cohort.session.seed == 42 && sample.cohort.session.parameters["high"] != nil)
    try sample.run("%undo")
    #expect(sample.cohort.session.seed == 42 && sample.cohort.session.parameters["high"] == nil)
  }

  @Test("display ids do not come twice, however many cells run at once")
  func displayIDs() {
    let cohort = CohortInterpreter.test()
    let contexts = (0..<8).map { _ in RecordingContext() }
    DispatchQueue.concurrentPerform(iterations: contexts.count) { index in
      _ = cohort.execute("%slow\n%slow\n%slow", in: contexts[index])
    }
    let ids = contexts.flatMap { $0.outputs.compactMap { if case .display(_, let id?) = $0 { id } else { nil } } }
    #expect(Set(ids).count == ids.count && !ids.isEmpty)
  }

  @Test("two drafts of one session never stamp different things alike, nor does one of a session that was written down")
  func stamps() throws {
    let session = try SampleSession(rows: 50).cohort.session
    let written = try PropertyListEncoder().encode(session)
    let read = try PropertyListDecoder().decode(Session.self, from: written)
    let known = Set(session.tables.map(\.stamp))
    var drafts = [session, session, read]
    let stamps = drafts.indices.map { drafts[$0].stamp(0, from: nil).stamp }
    #expect(Set(stamps).count == 3 && known.isDisjoint(with: stamps))
    let newest = try JSONDecoder().decode([NewestStamp].self, from: Data("[1000000000]".utf8))[0].number
    #expect(Stamps.next() > newest)
  }
}
