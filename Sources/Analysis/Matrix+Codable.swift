import Machine

/// The elements as packed bytes, see `PackedArray`.
extension Matrix: Codable {
  private enum CodingKeys: CodingKey { case rowCount, columnCount, elements }

  /// - Throws: `DecodingError`, also where the elements are not rows × columns.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let (rows, columns) = (
      try container.decode(Int.self, forKey: .rowCount), try container.decode(Int.self, forKey: .columnCount)
    )
    let elements: [Double] = try container.decodePacked(forKey: .elements)
    guard rows >= 0, columns >= 0, elements.count == rows * columns else {
      throw DecodingError.dataCorruptedError(
        forKey: .elements, in: container, debugDescription: "\(elements.count) elements are not \(rows) × \(columns)")
    }
    self.init(rowCount: rows, columnCount: columns, elements: elements)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rowCount, forKey: .rowCount)
    try container.encode(columnCount, forKey: .columnCount)
    try container.encodePacked(elements, forKey: .elements)
  }
}
