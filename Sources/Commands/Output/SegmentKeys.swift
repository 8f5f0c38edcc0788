import Graphics
import Segmentation
import Tables

extension Segmentation {
  /// The segments as figures show them, in the order of their numbers.
  var keys: [SegmentKey] {
    sizes.indices.map { index in
      SegmentKey(
        number: index + 1, name: names[index + 1] ?? "", size: sizes[index],
        share: Double(sizes[index]) / Double(labels.count), paletteIndex: colours[index] + 1)
    }
  }
}

extension Column {
  /// Whether the values look like money: not counts, not shares, and nothing negative would be odd.
  ///
  /// Only a currency sign hangs on it, so a guess is enough: numbers beyond 10, some of them not whole.
  var isAmount: Bool {
    guard let numbers else { return false }
    return numbers.contains { $0.magnitude > 10 } && numbers.contains { !$0.isNaN && $0 != $0.rounded() }
  }
}
