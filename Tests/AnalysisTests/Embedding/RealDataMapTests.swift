import Foundation
import Testing

@testable import Analysis

@Suite struct RealDataMapTests {
  /// Median for what is missing, ln(x + 1), mean 0 and deviation 1: the features the reference figures are for.
  private func features() throws -> Matrix? {
    let besides = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "../shared/data/cc_general.csv").path
    let path = ProcessInfo.processInfo.environment["COHORT_DATA"] ?? besides
    guard FileManager.default.isReadableFile(atPath: path) else { return nil }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
    let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst().map { Double($0) } }
    return Matrix(
      columns: (0..<17).map { j in
        let present = rows.compactMap { $0[j] }.sorted()
        let median = (present[(present.count - 1) / 2] + present[present.count / 2]) / 2
        let column = rows.map { log1p($0[j] ?? median) }
        let mean = column.reduce(0, +) / Double(column.count)
        let deviation = (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)).squareRoot()
        return column.map { ($0 - mean) / deviation }
      })
  }

  @Test("The map of the real customers has an exact divergence of at most 1.335")
  func divergence() throws {
    guard let x = try features() else {
      print("NOT RUN: the map of the real customers, ../shared/data/cc_general.csv is not there")
      return
    }
    let map = try TSNE.embed(x, context: ComputeContext(threads: 2))
    #expect(map.klDivergenceIsExact)
    #expect(map.klDivergence <= 1.335)
  }
}
