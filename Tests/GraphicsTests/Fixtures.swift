@testable import Graphics

/// Made-up data with the traits of card customers: skew, zeros, missing values, clouds of unlike density.
struct Fixtures {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea, Flood, 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// In [0, 1).
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// About a standard normal variate: the sum of twelve uniform ones (exact in every C library).
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + unit() } }

  /// Skewed amounts; a share of them zero.
  mutating func amounts(_ count: Int, zeroShare: Double = 0.2, scale: Double = 1500) -> [Double] {
    (0..<count).map { _ in
      if unit() < zeroShare { return 0 }
      let u = unit()
      return ((u * u * u * u * 9 + u) * scale * (0.5 + unit()) * 100).rounded() / 100
    }
  }

  /// Points in clouds, the first the largest, and the cloud of each.
  mutating func clouds(_ count: Int, segments: Int) -> (xs: [Double], ys: [Double], labels: [Int]) {
    let centers = (0..<segments).map { _ in ((unit() - 0.5) * 90, (unit() - 0.5) * 90) }
    var xs: [Double] = []
    var ys: [Double] = []
    var labels: [Int] = []
    for _ in 0..<count {
      let u = unit()
      let segment = min(segments - 1, Int(u * u * Double(segments)))
      let spread = 5 + Double(segment % 3) * 3
      xs.append(centers[segment].0 + normal() * spread)
      ys.append(centers[segment].1 + normal() * spread)
      labels.append(segment + 1)
    }
    return (xs, ys, labels)
  }

  static let names = [
    "Revolvers", "Cash-dependent", "Full payers", "Installment buyers", "Sleepers", "Premium spenders",
    "New accounts", "Seasonal", "Frequent small purchases, rarely in arrears and seldom abroad", "At risk",
  ]

  static func keys(_ labels: [Int], named: Bool = true) -> [SegmentKey] {
    var counts: [Int: Int] = [:]
    for label in labels { counts[label, default: 0] += 1 }
    return counts.keys.sorted().map { number in
      SegmentKey(
        number: number, name: named && number > 0 ? names[(number - 1) % names.count] : "",
        size: counts[number] ?? 0, share: Double(counts[number] ?? 0) / Double(max(1, labels.count)))
    }
  }

  static func histogram(
    _ name: String, _ values: [Double], bins: Int, missing: Int = 0, isAmount: Bool = false,
    domain: ClosedRange<Double>? = nil
  ) -> HistogramData {
    let finite = values.filter(\.isFinite).sorted()
    guard let low = domain?.lowerBound ?? finite.first, let high = domain?.upperBound ?? finite.last else {
      return HistogramData(name: name, edges: [], counts: [], mean: .nan, median: .nan, missingCount: missing)
    }
    let width = high > low ? (high - low) / Double(bins) : 1
    let edges = (0...bins).map { low + Double($0) * width }
    var counts = [Int](repeating: 0, count: bins)
    for value in finite { counts[min(bins - 1, Int((value - low) / width))] += 1 }
    return HistogramData(
      name: name, edges: edges, counts: counts, mean: finite.reduce(0, +) / Double(finite.count),
      median: finite[finite.count / 2], zeroCount: finite.filter { $0 == 0 }.count, missingCount: missing,
      notation: isAmount ? .money : .measure)
  }
}

extension Fixtures {
  /// A random tree whose merge heights grow as Ward's do, and the segment of each leaf when it is cut.
  mutating func tree(leaves n: Int, k: Int) -> (merges: [DendrogramMerge], segments: [Int]) {
    var clusters = (0..<n).map { (id: $0, members: [$0]) }
    var merges: [DendrogramMerge] = []
    var segments = [Int](repeating: 1, count: n)
    while clusters.count > 1 {
      if clusters.count == k {
        for (i, cluster) in clusters.sorted(by: { $0.members.count > $1.members.count }).enumerated() {
          for member in cluster.members { segments[member] = i + 1 }
        }
      }
      let i = Int(unit() * Double(clusters.count - 1))
      let share = Double(merges.count + 1) / Double(n)
      let height = 0.2 + share * 8 + 60 / Double(clusters.count - 1)
      merges.append(DendrogramMerge(left: clusters[i].id, right: clusters[i + 1].id, height: height))
      clusters[i] = (n + merges.count - 1, clusters[i].members + clusters[i + 1].members)
      clusters.remove(at: i + 1)
    }
    return (merges, segments)
  }
}
