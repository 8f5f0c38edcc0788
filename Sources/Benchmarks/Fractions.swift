import Analysis
import Foundation

/// How near inner loops come to what `Peak` measures in the same process.
enum Fractions {
  /// A loop: what it did, and what the machine could have done in the time.
  struct Fraction {
    var name: String
    /// What is counted, as a formula.
    var counted: String
    /// Operations or bytes a second.
    var reached: Double
    var peak: Double
    var unit: String

    var line: String {
      "{\"name\": \"\(name)\", \"counted\": \"\(counted)\", \"reached\": \(reached), \"peak\": \(peak), \"unit\": \"\(unit)\"}"
    }
  }

  /// `fractions FEATURES LABELS`: one line of JSON for each loop.
  static func measure(_ arguments: [String]) throws -> [Fraction] {
    let features = try Features.read(arguments[0])
    let labels = try String(contentsOfFile: arguments[1], encoding: .utf8).split(separator: "\n").compactMap { Int($0) }
    let (n, d) = (Double(features.rowCount), Double(features.columnCount))
    let threads = Work.context.threads

    let silhouette = try Measurement {
      try Analysis.silhouette(of: features, labels: labels, context: Work.context).mean
    }
    // A start of k-means is one thread's work.
    let k = 8
    let clusters = try Measurement {
      Double(
        try Analysis.kMeans(of: features, k: k, starts: 1, seed: 42, context: ComputeContext(threads: 1)).iterations)
    }
    return [
      Fraction(
        name: "silhouette", counted: "n²/2 pairs of 2d + 5 operations, a square root as one",
        reached: n * n / 2 * (2 * d + 5) / silhouette.seconds, peak: Peak.arithmetic(threads: threads),
        unit: "operations/s, \(threads) threads"),
      Fraction(
        name: "k-means, seeding included", counted: "rounds · n·k distances of 3d operations",
        reached: clusters.merit * n * Double(k) * 3 * d / clusters.seconds, peak: Peak.arithmetic(threads: 1),
        unit: "operations/s, 1 thread"),
    ]
  }
}
