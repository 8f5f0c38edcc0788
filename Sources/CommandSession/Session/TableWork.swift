import Segmentation

/// What commands made of a table: features, segments, a map.
struct TableWork: Sendable, Codable {
  var features: Stamped<Features>? { didSet { edits.features = Stamps.next() } }
  var segmentation: Stamped<CustomerSegmentation>? { didSet { edits.segmentation = Stamps.next() } }
  /// The features as they were before columns got other names, for `%reset`.
  var original: OriginalNames? { didSet { edits.segmentation = Stamps.next() } }
  /// The segments of the rows that `%filter` left; its parent is the table with these rows.
  var kept: Stamped<KeptSegments>? { didSet { edits.segmentation = Stamps.next() } }
  /// What the last segmentation took the place of; its parent is the table.
  var replaced: Stamped<CustomerSegmentation>? { didSet { edits.segmentation = Stamps.next() } }
  /// The stamp of the rows that were segmented, as in `currentRows`: colours and names stay with them only.
  var segmentedRows: Int? { didSet { edits.segmentation = Stamps.next() } }
  var map: Stamped<CustomerMap>? { didSet { edits.map = Stamps.next() } }
  /// The file that the segmentation came from, when `%restore` made it.
  var restoredModel: Stamped<String>? { didSet { edits.restoredModel = Stamps.next() } }

  private enum CodingKeys: CodingKey {
    case features, segmentation, original, kept, replaced, segmentedRows, map, restoredModel
  }

  /// A mark for each part, new with every change, also one that keeps the stamp, such as other names. What was read again from
  /// where it was written down counts as unchanged.
  struct Edits: Sendable, Equatable {
    var features = 0
    var segmentation = 0
    var map = 0
    var restoredModel = 0
  }

  private(set) var edits = Edits()

  /// Forgets all of it, as a change that other commands see.
  mutating func clear() {
    features = nil
    takeSegmentation(from: TableWork())
    map = nil
    restoredModel = nil
  }

  /// Takes the segmentation of another session, with all that belongs to it.
  mutating func takeSegmentation(from other: TableWork) {
    segmentation = other.segmentation
    original = other.original
    kept = other.kept
    replaced = other.replaced
    segmentedRows = other.segmentedRows
  }
}

/// Features that speak of the columns by the names that these had before others were given.
struct OriginalNames: Sendable, Codable {
  let features: Stamped<Features>
  /// Those names, by what columns are called now.
  var names: [String: String] = [:]

  /// - Parameter names: still other names, by what columns are called now.
  mutating func rename(_ names: [String: String]) {
    let known = self.names
    for old in names.keys { self.names[old] = nil }
    for (old, new) in names { self.names[new] = known[old] ?? old }
  }
}

/// Segments of the rows that a filter left, and what they were before it, for `%reset`.
struct KeptSegments: Sendable, Codable {
  var segmentation: CustomerSegmentation
  let features: Stamped<Features>
  var whole: Stamped<CustomerSegmentation>

  /// Gives segments other names, also those that all rows have together.
  mutating func setNames(_ names: [Int: String]) {
    segmentation.names = names
    for segment in 1...segmentation.k { whole.value.names[segmentation.number(of: segment)] = names[segment] }
  }
}
