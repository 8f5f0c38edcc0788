import Analysis
import Segmentation

extension Session {
  /// Rows up to which stability is measured unasked: a minute at most.
  private static let mostRowsResampled = 20_000
  /// Rows up to which a method that keeps all distances is resampled unasked.
  private static let mostRowsOfPairs = 2_000

  /// What was measured already of how stable the current segmentation is, else measured now where that is soon done; nil where it is not,
  /// and where nothing can be measured.
  /// - Throws: `SegmentationError`.
  package mutating func stabilitySoonMeasured(
    of segmentation: CustomerSegmentation, context: ComputeContext
  ) throws(SegmentationError) -> Stability? {
    if let known = currentStability { return known }
    guard segmentation.whole == nil else { return nil }
    let features = segmentation.preparation.features
    let size = WorkSize(rows: features.rowCount, features: features.columnCount)
    let most = segmentation.options.method.cost(of: size).holdsAllPairs ? Self.mostRowsOfPairs : Self.mostRowsResampled
    guard segmentation.labels.count <= most, segmentation.k < segmentation.labels.count else { return nil }
    return try stability(of: segmentation, context: context)
  }
}
