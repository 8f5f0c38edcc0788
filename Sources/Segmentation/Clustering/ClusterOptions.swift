import Analysis

/// How rows are put into segments: every choice of `%cluster`.
public struct ClusterOptions: Sendable, Equatable {
  /// How many segments.
  public enum Count: Sendable, Equatable, Codable {
    /// As the method finds, or as `KChoice` does.
    case auto
    /// 2…n.
    case fixed(Int)
  }

  public var k: Count
  public var method: any Method
  /// Where random numbers start, for whatever of them the method and its measures use.
  public var seed: UInt64
  /// Whether silhouettes are those of all customers, however many there are; else they are estimated beyond `mostMeasured`.
  public var isExact: Bool

  public init(k: Count = .auto, method: any Method = HierarchicalMethod(), seed: UInt64 = 42, isExact: Bool = false) {
    self.k = k
    self.method = method
    self.seed = seed
    self.isExact = isExact
  }

  /// Hierarchical clustering by a linkage.
  public init(k: Count = .auto, linkage: Linkage, seed: UInt64 = 42) {
    self.init(k: k, method: HierarchicalMethod(linkage: linkage), seed: seed)
  }

  /// The method as a caption names it: "Ward linkage", "k-means, best of 10 starts, seed 42".
  public var methodInWords: String { method.inWords(seed: seed) }

  /// True where the same rows come out the same, whatever number of segments was asked for.
  public func makesSameSegments(as other: ClusterOptions) -> Bool {
    method.isEqual(to: other.method) && (!method.usesSeed || seed == other.seed)
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.k == b.k && a.seed == b.seed && a.isExact == b.isExact && a.method.isEqual(to: b.method)
  }
}
