import CommandLanguage
import Segmentation

/// The segmentation before the current one, kept for `%agree previous`.
extension Session {
  /// Keeps what `segmentation` is about to replace, unless it divides the same rows in the same way.
  mutating func keepPrevious(before segmentation: CustomerSegmentation) {
    guard let made = madeSegmentation, let rows = segmentedRows,
      made.value.labelsByTableRow() != segmentation.labelsByTableRow()
    else { return }
    replacedSegmentation = Stamped(value: made.value, stamp: made.stamp, parent: rows)
  }

  /// The segmentation before the current one, of the same table.
  /// - Throws: that there is none, or that it is of other rows, at `range`.
  package func previousSegmentation(at range: Range<Int>) throws(Mistake) -> CustomerSegmentation {
    guard let replaced = replacedSegmentation else {
      throw Mistake(
        .refused(
          name: "NoPreviousSegmentation", message: "there is no segmentation before this one",
          remedy: "%cluster with another k or method makes one, and this one becomes the previous"),
        at: range)
    }
    guard replaced.parent == currentRows else {
      throw Mistake(
        .refused(
          name: "StalePreviousSegmentation", message: "the segmentation before this one is of other rows",
          remedy: "%export segments FILE.csv keeps one; %agree FILE.csv finds customers by identifier"),
        at: range)
    }
    return replaced.value
  }
}
