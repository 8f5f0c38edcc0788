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

extension SegmentKey {
  /// What sentences call it, in the middle of them.
  var inSentence: String { name.isEmpty ? "segment \(number)" : name }

  /// All segments but the one that is looked at, as one group in grey.
  static func allOthers(size: Int, share: Double) -> SegmentKey {
    SegmentKey(number: 0, name: "all others", size: size, share: share, grouping: "segment")
  }
}
