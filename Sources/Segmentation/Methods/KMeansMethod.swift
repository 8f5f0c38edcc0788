import Analysis

/// Moves k centres until none moves, and keeps the best of several starts.
public struct KMeansMethod: Method {
  public static let name = "kmeans"
  public static let summary = "moves k centres until none moves"
  public static let parameters: [MethodParameter<KMeansMethod>] = [
    .number("starts", \.starts, in: 1...1_000, startsMeaning)
  ]
  public static let isAlternative = true
  static let startsMeaning = "how often the method starts anew; the best counts"

  public var starts = 10

  public init() {}

  public init(starts: Int) { self.starts = starts }

  public var noun: String { "k-means" }
  public var usesSeed: Bool { true }
  public var quick: Self { Self(starts: min(starts, 2)) }

  public func inWords(seed: UInt64) -> String {
    "k-means, \(Self.inWords(starts: starts)), seed \(seed)"
  }

  static func inWords(starts: Int) -> String { starts == 1 ? "one start" : "best of \(starts) starts" }

  public func cost(of size: WorkSize) -> MethodCost {
    MethodCost(fit: 0, grouping: 2e-7 * size.n * size.width * Double(starts), bytes: 300 * size.n)
  }

  public func fit(
    _ features: Matrix, tree: Dendrogram?, seed: UInt64, context: ComputeContext
  ) throws -> any Fit {
    guard starts >= 1 else { throw SegmentationError.starts(starts) }
    return KMeansFit(features: features, starts: starts, seed: seed)
  }
}

/// Clusters by k-means, made for each k.
private struct KMeansFit: Fit {
  let features: Matrix
  let starts: Int
  let seed: UInt64

  func grouping(into k: Int, context: ComputeContext) throws -> Grouping {
    let result = try kMeans(of: features, k: k, starts: starts, seed: seed, context: context)
    var grouping = Grouping(clusters: result.labels)
    grouping.inertia = result.inertia
    return grouping
  }
}
