import Analysis

/// Two groups of rows, found by every kind of clustering there is.
@main
enum Program {
  static func main() throws {
    let rows = Matrix(
      rowCount: 6, columnCount: 2, elements: [0, 0, 0, 1, 1, 0, 9, 9, 9, 8, 8, 9])
    let context = ComputeContext(threads: 2)
    let tree = try hierarchicalClustering(of: rows, linkage: .ward, context: context)
    print("ward", try tree.cut(into: 2).labels)
    print("k-means", try kMeans(of: rows, k: 2, starts: 3, seed: 1, context: context).labels)
    print("silhouette", try silhouette(of: rows, labels: tree.cut(into: 2).labels, context: context).mean > 0.8)
  }
}
