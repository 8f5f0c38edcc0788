import Foundation
import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands
@testable import Segmentation
@testable import Tables

@Suite("Growth of texts")
struct TextGrowthTests {
  /// A quarter more than for commands: beside other tests, a text that fits the processor's caches is read the faster for it.
  private static let linear = 1.25 * Growth.linear.mostTimes

  @Test("a cell of four times the length takes at most six times the time: to check, complete, inspect and refuse")
  func cells() async {
    await #expect(processExitsWith: .success) { try TextGrowthTests.measureCells(length: 6_000) }
  }

  @Test("files and queries of four times the length take at most six times the time to read")
  func files() async {
    await #expect(processExitsWith: .success) {
      TextGrowthTests.measure("CSV", TextShape.csv, length: 40_000) { text in
        guard let file = try? CustomerFile(text) else { return }
        withExtendedLifetime(file) { _ = try? CSVReader.read(path: file.path) }
      }
      TextGrowthTests.measure("SQL", TextShape.sql, length: 20_000) { text in
        let sql = SQLText(text)
        _ = (
          try? sql.checkExpression(), try? sql.checkQuery(), sql.range(atByte: text.utf8.count / 2), sql.range(of: "z")
        )
      }
      TextGrowthTests.measure("JSON", TextShape.json, length: 60_000) { text in
        _ = try? SavedModel(file: Array(text.utf8))
      }
      TextGrowthTests.measure("YAML", TextShape.yaml, length: 20_000) { text in
        _ = try? Rules(yaml: text, file: "rules")
      }
    }
  }

  private static func measureCells(length: Int) throws {
    let file = try CustomerFile()
    // A session of its own for each cell that runs, since some of them change it.
    func cohort() -> CohortInterpreter {
      let cohort = CohortInterpreter(version: "0", registry: .standard, help: StandardHelp(), patience: .seconds(1000))
      _ = cohort.execute("%config threads=1\n%load \(file.path)", in: RecordingContext())
      return cohort
    }
    let reader = cohort()
    measure("checking", TextShape.cells, length: length) { _ = reader.completeness(of: $0) }
    measure("completing at the end", TextShape.cells, length: length) {
      _ = reader.complete($0, at: $0.unicodeScalars.count)
    }
    measure("completing within", TextShape.cells, length: length) {
      _ = reader.complete($0, at: $0.unicodeScalars.count / 2)
    }
    measure("inspecting", TextShape.cells, length: length) {
      _ = reader.inspect($0, at: $0.unicodeScalars.count, detail: .full)
    }
    for shape in TextShape.cells {
      func run(_ length: Int) -> Double {
        let (cohort, text) = (cohort(), shape.text(length))
        return GrowthMeter.seconds { _ = cohort.execute(text, in: RecordingContext()) }
      }
      GrowthMeter.judge(
        "running \(shape.name)", limit: shape.run == .linear ? linear : shape.run.mostTimes,
        small: { run(length) },
        large: { run(GrowthMeter.factor * length) })
    }
  }

  private static func measure(_ what: String, _ shapes: [TextShape], length: Int, _ body: (String) -> Void) {
    for shape in shapes {
      let (small, large) = (shape.text(length), shape.text(GrowthMeter.factor * length))
      GrowthMeter.judge(
        "\(what) \(shape.name)", limit: linear, small: { GrowthMeter.seconds { body(small) } },
        large: { GrowthMeter.seconds { body(large) } })
    }
  }
}
