import Graphics
import Segmentation
import Tables

extension CustomerSegmentation {
  /// The segments as figures show them, in the order of their numbers.
  /// - Complexity: O(k); `key(of:)` makes one of them.
  var keys: [SegmentKey] { (1...k).map(key) }

  /// A segment (1…k) as figures show it.
  func key(of segment: Int) -> SegmentKey {
    SegmentKey(
      number: number(of: segment), name: names[segment] ?? "", size: sizes[segment - 1], share: share(of: segment),
      paletteIndex: colours[segment - 1] + 1)
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

extension ColumnQuestions {
  /// The same, asked.
  func isAmount() throws(Failure) -> Bool {
    guard try !spread(in: nil).isWhole else { return false }
    let tails = try tails(below: -10, above: 10)
    return tails.below + tails.above > 0
  }
}
