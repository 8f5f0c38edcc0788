import Analysis
import Glibc

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
    let isFinite = sorted.first?.isFinite ?? true && sorted.last?.isFinite ?? true
    guard let values = Self.spread(isFinite ? sorted : sorted.filter(\.isFinite)), let places = Self.places(values)
    else { return nil }
    let below = values.firstPlace { $0 >= places.valley }
    let share = Double(below) / Double(values.count)
    guard min(share, 1 - share) >= Self.leastShare else { return nil }
    // Last, because it takes the longest, and few columns come this far.
    let test = DipTest(sorted: values)
    guard test.chance < Self.level else { return nil }
    (dip, chance, count) = (test.dip, test.chance, values.count)
    (low, valley, high) = places
    shareBelow = share
  }

  /// The values without spikes, equal ones spread out; nil for too few.
  /// - Parameter sorted: rising and finite.
  private static func spread(_ sorted: [Double]) -> [Double]? {
    let runs = EqualRuns(sorted)
    let isParted = isParted(runs)
    // Beside a gap as wide the few values of a side are no spikes.
    let spikes = isParted ? [] : runs.places(ofShare: leastSpike).filter { isSpike($0, runs) }
    let count = spikes.reduce(sorted.count) { $0 - runs.length($1) }
    guard count >= fewestValues, isParted || runs.count - spikes.count >= fewestDifferent, 2 * count >= sorted.count
    else { return nil }
    // Invariant: the runs that are no spikes have `count` values.
    return [Double](unsafeUninitializedCapacity: count) { values, filled in
      var last: Double?
      for (first, end) in zip([-1] + spikes, spikes + [runs.count]) {
        for run in first + 1..<end {
          let (value, length) = (runs.value(run), runs.length(run))
          if length == 1 {
            values.initializeElement(at: filled, to: value)
          } else {
            let next = run + 1 < end ? run + 1 : nextKept(after: run, spikes)
            let before = last.map { (value - $0) / 2 } ?? .infinity
            let behind = next < runs.count ? (runs.value(next) - value) / 2 : .infinity
            // At an end there is a neighbour on one side only, and nothing is spread into a gap that parts the values.
            let nearer = min(before, behind)
            let start = value - (isParted || !before.isFinite ? nearer : before)
            let stop = value + (isParted || !behind.isFinite ? nearer : behind)
            for i in 0..<length {
              values.initializeElement(at: filled + i, to: start + (Double(i) + 0.5) / Double(length) * (stop - start))
            }
          }
          filled += length
          last = value
        }
      }
    }
  }

  /// The first run behind another that is no spike.
  private static func nextKept(after run: Int, _ spikes: [Int]) -> Int {
    var next = run + 1
    for spike in spikes where spike == next { next += 1 }
    return next
  }

  /// Whether half of the span or more is one gap, with five different values and a tenth of all on each side.
  private static func isParted(_ runs: EqualRuns) -> Bool {
    guard runs.count > 1 else { return false }
    var widest = (place: 1, width: -Double.infinity)
    for place in 1..<runs.count {
      let width = runs.value(place) - runs.value(place - 1)
      if width > widest.width { widest = (place, width) }
    }
    let isWide = 2 * widest.width >= runs.value(runs.count - 1) - runs.value(0)
    let (below, all) = (runs.start(widest.place), runs.total)
    return isWide && widest.place >= fewestApart && runs.count - widest.place >= fewestApart
      && Double(min(below, all - below)) >= leastShare * Double(all)
  }

  /// - Parameter place: of a run with a fiftieth of all values at least.
  private static func isSpike(_ place: Int, _ runs: EqualRuns) -> Bool {
    let length = runs.length(place)
    let share = Double(length) / Double(runs.total)
    guard share < spike else { return true }
    let near = [max(0, place - neighbours)..<place, place + 1..<min(runs.count, place + neighbours + 1)].joined()
      .map(runs.length).sorted()
    return length > timesNeighbours * near[near.count / 2]
  }

  /// The deepest valley of a smoothed histogram and the highest places on both sides of it; nil where none is deep enough.
  ///
  /// Over the middle 98% of the values, by a normal kernel as wide as B. W. Silverman's rule has it (1986, Density Estimation for
  /// Statistics and Data Analysis, equation 3.31), which is rather too wide for two humps than too narrow.
  private static func places(_ values: [Double]) -> (low: Double, valley: Double, high: Double)? {
    let (from, to) = (quantile(sorted: values, 0.01), quantile(sorted: values, 0.99))
    let middle = quantile(sorted: values, 0.75) - quantile(sorted: values, 0.25)
    let width = 0.9 * min(variance(values).squareRoot(), middle / 1.34) / pow(Double(values.count), 0.2)
    guard to > from, (to - from).isFinite, width > 0, width.isFinite else { return nil }
    let bins = 256
    let step = (to - from) / Double(bins)
    var counts = [Double](repeating: 0, count: bins)
    let end = values.firstPlace { $0 > to }
    var start = values.firstPlace { $0 >= from }
    for bin in 0..<bins {
      // Bins rise with the values, and what lies at the end is in the last.
      let next = bin == bins - 1 ? end : values[start..<end].firstPlace { Int(($0 - from) / step) > bin }
      counts[bin] = Double(next - start)
      start = next
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

/// The different values among rising ones, and how often each comes.
private struct EqualRuns {
  private let sorted: [Double]
  /// Where each run begins, and the end.
  private let starts: [Int32]

  init(_ sorted: [Double]) {
    self.sorted = sorted
    starts = [Int32](unsafeUninitializedCapacity: sorted.count + 1) { starts, count in
      sorted.withUnsafeBufferPointer { sorted in
        // Invariant: there are fewer starts than places before. A place is written down as the next start, and stays where it is one:
        // no branch.
        starts.initializeElement(at: 0, to: 0)
        count = min(1, sorted.count)
        for place in stride(from: 1, to: sorted.count, by: 1) {
          starts.initializeElement(at: count, to: Int32(place))
          count += sorted[place] == sorted[place - 1] ? 0 : 1
        }
        starts.initializeElement(at: count, to: Int32(sorted.count))
        count += 1
      }
    }
  }

  var count: Int { starts.count - 1 }
  var indices: Range<Int> { 0..<count }
  var total: Int { sorted.count }
  func start(_ run: Int) -> Int { Int(starts[run]) }
  func value(_ run: Int) -> Double { sorted[start(run)] }
  func length(_ run: Int) -> Int { start(run + 1) - start(run) }

  /// The runs that have a share of all values, or more.
  func places(ofShare share: Double) -> [Int] {
    let least = (0..<total).firstPlace { Double($0) / Double(total) >= share }
    return indices.filter { length($0) >= least }
  }
}
