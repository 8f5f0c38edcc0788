import Analysis

/// What the stages of a segmentation cost beside each other, for shares of progress that keep what they say.
///
/// Seconds as they were measured on two cores with 17 features; on another machine all of them are longer or shorter.
struct ExpectedWork {
  /// The rows, and how many features they have for each of 17.
  private let n, width: Double

  init(of features: Matrix) {
    n = Double(features.rowCount)
    width = Double(features.columnCount) / 17
  }

  func tree(_ linkage: Linkage) -> Double {
    switch linkage {
    case .ward, .single: 6e-6 * n * width
    case .average, .complete: 2.5e-9 * n * n
    }
  }

  /// The starts of one number of clusters.
  func kMeans(starts: Int) -> Double { 2e-7 * n * width * Double(starts) }

  /// The silhouettes of one partition, or of the cuts of one tree.
  var silhouettes: Double { 2.4e-10 * n * n * (0.3 + 0.7 * width) }
}
