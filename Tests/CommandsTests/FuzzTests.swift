import Fuzzing
import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// A small generator, so that a failure can be repeated from its seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite("Whatever is typed")
struct FuzzTests {
  private static let pieces = [
    "%", "%%", "%head", "%describe", "%load", "%time", "%echo", "%sql", "%filter", "?", "k", "n", "=", " = ", "4",
    "2..10", "..",
    ",", "\"", "'", "\\", "\n", "\r\n", "#", "#|", " ", "\t", "$k", "$", "(", ")", "é", "👩‍👩‍👧", "\u{301}", "\u{0}",
    "\u{FEFF}", "BALANCE",
    "Credit limit", "to=stderr", "n=", "as=", "data/k=4/x.csv", "!", "[", "{", "-", "1e999", "NaN",
    "9999999999999999999999",
  ]

  private static let seeds = [
    "%load data.csv id=ID \\\n delimiter=\";\"", "cols=(A 'B c')\n%describe $cols", "%time %echo \"it's\" to=stderr",
    "%%sql as=x\nSELECT 'a'", "seg='it'\"'\"'s'", "%head n = 4", "?%load\n%help head",
  ]

  private static func random(_ seed: UInt64) -> String {
    var random = SplitMix(state: seed)
    if seed % 2 == 0 {
      return (0..<Int.random(in: 0...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
    }
    var scalars = Array((seeds.randomElement(using: &random) ?? "").unicodeScalars)
    for _ in 0..<Int.random(in: 1...6, using: &random) where !scalars.isEmpty {
      let place = Int.random(in: 0..<scalars.count, using: &random)
      switch Int.random(in: 0...2, using: &random) {
      case 0: scalars.remove(at: place)
      case 1: scalars.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").unicodeScalars), at: place)
      default: scalars.swapAt(place, Int.random(in: 0..<scalars.count, using: &random))
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  @Test("the parser keeps its ranges in order and inside the cell")
  func parsing() {
    for seed in 0..<20_000 as Range<UInt64> {
      let text = Self.random(seed)
      let cell = Registry.standard.parse(text)
      let count = cell.source.scalars.count
      var end = 0
      for line in cell.lines {
        #expect(end <= line.range.lowerBound && line.range.upperBound <= count, "seed \(seed)")
        end = line.range.upperBound
        for range in Self.ranges(line) {
          #expect(0 <= range.lowerBound && range.upperBound <= count, "seed \(seed)")
        }
      }
    }
  }

  @Test("checking, completing, inspecting and reporting answer, and an error has four lines at most")
  func everything() {
    let cohort = CohortInterpreter(version: "0")
    for seed in 0..<3_000 as Range<UInt64> {
      let text = Self.random(seed)
      let count = text.unicodeScalars.count
      for cursor in [0, count / 2, count, count + 7, -3] {
        let list = cohort.complete(text, at: cursor)
        #expect(0 <= list.start && list.start <= list.end && list.end <= count, "seed \(seed)")
        _ = cohort.inspect(text, at: cursor, detail: .full)
      }
      let cell = Registry.standard.parse(text)
      let mistake = CellChecker(registry: .standard).firstMistake(in: cell)
      switch cohort.completeness(of: text) {
      case .complete: #expect(mistake == nil && cell.openEnd == nil, "seed \(seed)")
      case .incomplete: #expect(cell.openEnd != nil, "seed \(seed)")
      case .invalid, .unknown: #expect(mistake != nil, "seed \(seed)")
      }
      guard let mistake, case .range(let range) = mistake.place else { continue }
      let report = ErrorProse(cell: cell.source, aftermath: "Nothing of this cell ran").report(
        mistake.problem, at: range)
      #expect((1...4).contains(report.lines.count), "seed \(seed)")
      #expect(!report.lines.contains { $0.contains("\n") }, "seed \(seed)")
    }
  }

  @Test("cells that somebody wrote, changed at random, are read, completed and explained")
  func changed() throws {
    let cohort = CohortInterpreter(version: "0")
    try Inputs("cells", InputMaker("cells", words: Self.pieces), count: 1_500).each { input, seed in
      let text = String(decoding: input, as: UTF8.self)
      let count = text.unicodeScalars.count
      let cursor = Int(seed % UInt64(count + 1))
      let list = cohort.complete(text, at: cursor)
      #expect(0 <= list.start && list.start <= list.end && list.end <= count, "seed \(seed)")
      _ = cohort.inspect(text, at: cursor, detail: .full)
      let cell = Registry.standard.parse(text)
      let mistake = CellChecker(registry: .standard).firstMistake(in: cell)
      #expect((cohort.completeness(of: text) == .complete) == (mistake == nil && cell.openEnd == nil), "seed \(seed)")
      var end = 0
      for line in cell.lines {
        #expect(end <= line.range.lowerBound && line.range.upperBound <= cell.source.scalars.count, "seed \(seed)")
        end = line.range.upperBound
      }
      guard let mistake, case .range(let range) = mistake.place else { return }
      let report = ErrorProse(cell: cell.source, aftermath: "").report(mistake.problem, at: range)
      #expect((1...4).contains(report.lines.count), "seed \(seed)")
    }
  }

  private static func ranges(_ line: Line) -> [Range<Int>] {
    switch line.content {
    case .command(let command):
      var ranges = [command.name.range] + command.arguments.map(\.range)
      ranges += command.arguments.flatMap { $0.value.items.map(\.range) }
      switch command.rest {
      case .raw(let token)?: ranges.append(token.range)
      case .command(let nested)?: ranges += Self.ranges(nested)
      case nil: break
      }
      return ranges
    case .assignment(let name, let value): return [name.range] + (value.map { [$0.range] } ?? [])
    case .name(let token), .foreign(let token): return [token.range]
    case .help(let topic): return topic.map { [$0.range] } ?? []
    }
  }
}
