/// Two clusters that become one, in SciPy's numbering: 0 ..< n are the rows, n + i is what the i-th merge made.
public struct Merge: Sendable, Equatable, Codable, BitwiseCopyable {
  /// The smaller of the two numbers.
  public var left: Int
  /// The larger of the two numbers.
  public var right: Int
  /// The distance of the two clusters, not squared.
  public var height: Double
  /// Rows in the merged cluster.
  public var size: Int

  public init(left: Int, right: Int, height: Double, size: Int) {
    self.left = left
    self.right = right
    self.height = height
    self.size = size
  }
}
