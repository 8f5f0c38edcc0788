/// The names that stay with their segments through a reclustering, and what is said about it.
struct SegmentNames {
  /// The share of customers (Jaccard) that a segment must keep for its name to stay.
  static let loyalty = 0.75

  private(set) var names: [Int: String] = [:]
  private(set) var notes: [String] = []

  init(of previous: [Int: String], overlap: SegmentOverlap) {
    for (old, name) in previous.sorted(by: { $0.key < $1.key }) {
      let (new, jaccard) = overlap.mostAlike(old: old)
      if jaccard >= Self.loyalty {
        names[new] = name
        // Nothing to report where nothing changed.
        if jaccard < 1 || new != old {
          notes.append(
            "the name “\(name)” stays, with segment \(new): \(percent(jaccard)) of the customers are the same")
        }
      } else {
        notes.append(
          "the name “\(name)” is given up: the segment most like it, \(new), shares \(percent(jaccard)) "
            + "of the customers, and three quarters are needed")
      }
    }
  }
}
