import Analysis
import Machine

/// Features and rows as packed bytes, see `PackedArray`.
extension Preparation {
  private enum CodingKeys: CodingKey {
    case features, featureNames, rows, tableRowCount, dropped, fitted, notes, caption
  }

  /// - Throws: `DecodingError`, also where features and rows do not fit each other.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    features = try container.decode(Matrix.self, forKey: .features)
    featureNames = try container.decode([String].self, forKey: .featureNames)
    rows = try container.decodePacked(forKey: .rows)
    tableRowCount = try container.decode(Int.self, forKey: .tableRowCount)
    dropped = try container.decode([DroppedRows].self, forKey: .dropped)
    fitted = try container.decode(FittedRecipe.self, forKey: .fitted)
    notes = try container.decode([String].self, forKey: .notes)
    caption = try container.decode(String.self, forKey: .caption)
    let all = 0..<max(tableRowCount, 0)
    guard rows.count == features.rowCount, rows.allSatisfy(all.contains) else {
      throw DecodingError.dataCorruptedError(
        forKey: .rows, in: container, debugDescription: "\(rows.count) rows have \(features.rowCount) rows of features")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(features, forKey: .features)
    try container.encode(featureNames, forKey: .featureNames)
    try container.encodePacked(rows, forKey: .rows)
    try container.encode(tableRowCount, forKey: .tableRowCount)
    try container.encode(dropped, forKey: .dropped)
    try container.encode(fitted, forKey: .fitted)
    try container.encode(notes, forKey: .notes)
    try container.encode(caption, forKey: .caption)
  }
}
