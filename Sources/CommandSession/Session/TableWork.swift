import Segmentation

/// What commands made of a table: features, segments, a map.
struct TableWork: Sendable, Codable {
  var features: Stamped<Features>?
  var segmentation: Stamped<CustomerSegmentation>?
  /// The features as they were before columns got other names, for `%reset`.
  var original: OriginalNames?
  /// The segments of the rows that `%filter` left; its parent is the table with these rows.
  var kept: Stamped<KeptSegments>?
  /// What the last segmentation took the place of; its parent is the table.
  var replaced: Stamped<CustomerSegmentation>?
  /// The stamp of the rows that were segmented, as in `currentRows`: colours and names stay with them only.
  var segmentedRows: Int?
  var map: Stamped<CustomerMap>?
  /// The file that the segmentation came from, when `%restore` made it.
  var restoredModel: Stamped<String>?
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
