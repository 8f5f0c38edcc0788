import Analysis

/// Finds dense groups at every scale, and leaves out who belongs to none of them.
public struct HDBSCANMethod: Method {
  public static let name = "hdbscan"
  public static let summary = "finds dense groups, and says who belongs to none"
  public static let parameters: [MethodParameter<HDBSCANMethod>] = [
    .numberOrAuto(
      "size", \.size, in: 2...1_000_000_000, auto: "two of a hundred customers, at least 5",
      "how many customers make a segment (hdbscan)"),
    .numberOrAuto(
      "samples", \.samples, in: 1...1_000_000, auto: "5, or all where there are fewer",
      "how many customers within reach, oneself included, make a place dense; more leave more out (hdbscan)"),
  ]
  public static let findsCount = true
  public static let isRepeatedOnRestore = true

  /// The rows that make a segment; nil for two of a hundred, at least five.
  public var size: Int?
  /// The rows within reach that make a place dense, the row itself included; nil for 5, or all where there are fewer.
  public var samples: Int?

  public init() {}

  public init(size: Int?, samples: Int? = nil) {
    self.size = size
    self.samples = samples
  }

  public var noun: String { "HDBSCAN" }
  /// A dense group can have any form, so that its mean tells nothing of who belongs to it.
  public var placesByCentroids: Bool { false }

  public func inWords(seed: UInt64) -> String { "HDBSCAN, density of \(samples ?? 5)" }

  private func leastSize(rows: Int) -> Int { size ?? max(min(5, rows), Int((0.02 * Double(rows)).rounded())) }

  public func cost(of size: WorkSize) -> MethodCost {
    MethodCost(fit: 1.5e-8 * size.n * size.n.squareRoot() * size.width, bytes: 800 * size.n)
  }

  public func fit(
    _ features: Matrix, tree: Dendrogram?, seed: UInt64, context: ComputeContext
  ) throws -> any Fit {
    let rows = features.rowCount
    let least = leastSize(rows: rows)
    guard least <= rows else {
      throw SegmentationError.choice(key: "size", reason: "\(least) is not possible: there are \(grouped(rows)) rows")
    }
    let samples = self.samples ?? min(5, rows)
    guard samples <= rows else {
      throw SegmentationError.choice(
        key: "samples", reason: "\(samples) is not possible: there are \(grouped(rows)) rows")
    }
    return DensityFit(
      found: try hdbscan(of: features, minClusterSize: least, minSamples: samples, context: context), least: least)
  }
}

/// The clusters that density gives, whatever number is asked for.
private struct DensityFit: Fit {
  let found: HDBSCAN
  let least: Int

  func grouping(into k: Int, context: ComputeContext) throws -> Grouping {
    var grouping = Grouping(clusters: found.labels)
    grouping.certainty = found.probabilities
    grouping.detail = "segments of at least \(count(least, "customer"))"
    return grouping
  }

  func ownCount(context: ComputeContext) throws -> OwnCount? {
    guard found.clusterCount >= 2 else {
      throw SegmentationError.noGroups(
        "HDBSCAN finds no two dense groups of \(count(least, "customer")) or more: size= smaller, or another method")
    }
    return OwnCount(k: found.clusterCount, inWords: "as density gives", notes: [])
  }
}
