import Analysis
import Foundation

/// More than one hump in a column of numbers: what one looks for who wants to tell customers apart.
///
/// That one hump does not do is told by the dip test; where the humps lie, by a smoothed histogram. Values that make up a tenth of all,
/// such as zeros, and others much more frequent than their neighbours are spikes and no humps, and stand aside; others that come more than once are spread evenly up to halfway to their
/// neighbours, since a test of continuous distributions would take rounding for humps.
public struct Humps: Sendable, Equatable {
  /// Chance from which on one hump is believed.
  static let level = 0.01
  /// Fewer values, or fewer different ones, are not tested.
  static let fewestValues = 50
  static let fewestDifferent = 20
  /// The share of a value that is a spike whatever its neighbours are; with a fiftieth, one that comes five times as often as they do.
  private static let spike = 0.1
  private static let leastSpike = 0.02
  private static let timesNeighbours = 5
  private static let neighbours = 5
  /// Different values on each side of a gap that parts them.
  private static let fewestApart = 5
  /// Between two humps a smoothed histogram falls to this part of the lower one at most, and each side has this share of the values.
  private static let deepest = 0.6
  private static let leastShare = 0.1

  /// The dip, and the chance of one as large with a single hump.
  public let dip: Double
  public let chance: Double
  /// Values tested.
  public let count: Int
  /// Where the values gather on both sides of the deepest valley, and the valley.
  public let low: Double
  public let valley: Double
  public let high: Double
  /// The share of the tested values that lie below the valley.
  public let shareBelow: Double

  /// nil where one hump does, where the humps have no clear valley between them, and where too little is there to tell.
  /// - Parameter sorted: rising; infinite ones are left out.
  /// - Complexity: O(n).
  public init?(sorted: [Double]) {
    guard let values = Self.spread(sorted.filter(\.isFinite)) else { return nil }
    let test = DipTest(sorted: values)
    guard test.chance < Self.level, let places = Self.places(values) else { return nil }
    let below = values.firstIndex { $0 >= places.valley } ?? values.count
    let share = Double(below) / Double(values.count)
    guard min(share, 1 - share) >= Self.leastShare else { return nil }
    (dip, chance, count) = (test.dip, test.chance, values.count)
    (low, valley, high) = places
    shareBelow = share
  }

  /// The values without spikes, equal ones spread out; nil for too few.
  private static func spread(_ sorted: [Double]) -> [Double]? {
    var runs: [(value: Double, count: Int)] = []
    for value in sorted {
      if runs.last?.value == value { runs[runs.count - 1].count += 1 } else { runs.append((value, 1)) }
    }
    let counts = runs.map(\.count)
    let isParted = isParted(runs)
    // Beside a gap as wide the few values of a side are no spikes.
    if !isParted {
      runs = runs.enumerated().filter { !isSpike($0.offset, counts, of: sorted.count) }.map(\.element)
    }
    let count = runs.reduce(0) { $0 + $1.count }
    guard count >= fewestValues, isParted || runs.count >= fewestDifferent, 2 * count >= sorted.count else {
      return nil
    }
    var values: [Double] = []
    values.reserveCapacity(count)
    for (place, run) in runs.enumerated() {
      guard run.count > 1 else {
        values.append(run.value)
        continue
      }
      let before = place > 0 ? (run.value - runs[place - 1].value) / 2 : .infinity
      let behind = place + 1 < runs.count ? (runs[place + 1].value - run.value) / 2 : .infinity
      // At an end there is a neighbour on one side only, and nothing is spread into a gap that parts the values.
      let nearer = min(before, behind)
      let start = run.value - (isParted || !before.isFinite ? nearer : before)
      let end = run.value + (isParted || !behind.isFinite ? nearer : behind)
      for i in 0..<run.count { values.append(start + (Double(i) + 0.5) / Double(run.count) * (end - start)) }
    }
    return values
  }

  /// Whether half of the span or more is one gap, with five different values and a tenth of all on each side.
  private static func isParted(_ runs: [(value: Double, count: Int)]) -> Bool {
    guard let first = runs.first, let last = runs.last,
      let place = runs.indices.dropFirst().max(by: {
        runs[$0].value - runs[$0 - 1].value < runs[$1].value - runs[$1 - 1].value
      })
    else { return false }
    let isWide = 2 * (runs[place].value - runs[place - 1].value) >= last.value - first.value
    let (below, all) = (runs[..<place].reduce(0) { $0 + $1.count }, runs.reduce(0) { $0 + $1.count })
    return isWide && place >= fewestApart && runs.count - place >= fewestApart
      && Double(min(below, all - below)) >= leastShare * Double(all)
  }

  private static func isSpike(_ place: Int, _ counts: [Int], of all: Int) -> Bool {
    let share = Double(counts[place]) / Double(all)
    guard share >= leastSpike, share < spike else { return share >= spike }
    let near =
      counts[max(0, place - neighbours)..<place] + counts[(place + 1)..<min(counts.count, place + neighbours + 1)]
    return counts[place] > timesNeighbours * near.sorted()[near.count / 2]
  }

  /// The deepest valley of a smoothed histogram and the highest places on both sides of it; nil where none is deep enough.
  ///
  /// Over the middle 98% of the values, by a normal kernel as wide as B. W. Silverman's rule has it (1986, Density Estimation for
  /// Statistics and Data Analysis, equation 3.31), which is rather too wide for two humps than too narrow.
  private static func places(_ values: [Double]) -> (low: Double, valley: Double, high: Double)? {
    let (from, to) = (quantile(sorted: values, 0.01), quantile(sorted: values, 0.99))
    let middle = quantile(sorted: values, 0.75) - quantile(sorted: values, 0.25)
    let width = 0.9 * min(variance(values).squareRoot(), middle / 1.34) / pow(Double(values.count), 0.2)
    guard to > from, width > 0, width.isFinite else { return nil }
    let bins = 256
    let step = (to - from) / Double(bins)
    var counts = [Double](repeating: 0, count: bins)
    for value in values where value >= from && value <= to {
      counts[min(bins - 1, Int((value - from) / step))] += 1
    }
    let reach = min(bins, Int(4 * width / step) + 1)
    let kernel = (0...reach).map { exp(-0.5 * pow(Double($0) * step / width, 2)) }
    let smooth = (0..<bins).map { i in
      (max(0, i - reach)...min(bins - 1, i + reach)).reduce(0) { $0 + counts[$1] * kernel[abs($1 - i)] }
    }
    var best: (low: Int, valley: Int, high: Int, depth: Double)?
    var high = [Int](repeating: bins - 1, count: bins)
    for i in (0..<bins - 1).reversed() { high[i] = smooth[i] >= smooth[high[i + 1]] ? i : high[i + 1] }
    var low = 0
    for i in 1..<bins - 1 {
      if smooth[i] > smooth[low] { low = i }
      let depth = smooth[i] / min(smooth[low], smooth[high[i]])
      if low < i, high[i] > i, depth < best?.depth ?? deepest { best = (low, i, high[i], depth) }
    }
    func place(_ bin: Int) -> Double { from + (Double(bin) + 0.5) * step }
    return best.map { (place($0.low), place($0.valley), place($0.high)) }
  }
}
