import Analysis

/// How rows are put into segments: every choice of `%cluster`.
public struct ClusterOptions: Sendable, Equatable, Codable {
  public enum Method: String, CaseIterable, Sendable, Codable { case hierarchical, kmeans }

  /// How many segments.
  public enum Count: Sendable, Equatable, Codable {
    /// As `KChoice` finds.
    case auto
    /// 2…n.
    case fixed(Int)
  }

  public var k: Count
  public var method: Method
  /// For `hierarchical`.
  public var linkage: Linkage
  /// For `kmeans`: how often it begins anew, at least 1; the best result counts.
  public var starts: Int
  /// For `kmeans`.
  public var seed: UInt64

  public init(
    k: Count = .auto, method: Method = .hierarchical, linkage: Linkage = .ward, starts: Int = 10, seed: UInt64 = 42
  ) {
    self.k = k
    self.method = method
    self.linkage = linkage
    self.starts = starts
    self.seed = seed
  }

  /// The method as a caption names it: "Ward linkage", "k-means, best of 10 starts, seed 42".
  public var methodInWords: String {
    switch method {
    case .hierarchical: "\(linkage == .ward ? "Ward" : linkage.rawValue) linkage"
    case .kmeans: "k-means, \(starts == 1 ? "one start" : "best of \(starts) starts"), seed \(seed)"
    }
  }
}
