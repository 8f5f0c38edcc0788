@testable import Segmentation

extension CustomerSegmentation {
  /// The segment of each row that the recipe uses, in the order of the table.
  var labelsOfTable: [Int] { labelsByTableRow().compactMap { $0 } }
}

extension Preparation {
  /// The prepared row of each row of the table that is used.
  var placeOfRow: [Int: Int] { Dictionary(uniqueKeysWithValues: zip(rows, rows.indices)) }
}
