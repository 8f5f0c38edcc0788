import Machine

/// The coordinates as packed bytes, see `PackedArray`.
extension Embedding {
  private enum CodingKeys: CodingKey { case x, y, klDivergence, klDivergenceIsExact }

  /// - Throws: `DecodingError`, also where there are not as many heights as widths.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      x: try container.decodePacked(forKey: .x), y: try container.decodePacked(forKey: .y),
      klDivergence: try container.decode(Double.self, forKey: .klDivergence),
      klDivergenceIsExact: try container.decode(Bool.self, forKey: .klDivergenceIsExact))
    guard x.count == y.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .y, in: container, debugDescription: "\(x.count) places have \(y.count) heights")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodePacked(x, forKey: .x)
    try container.encodePacked(y, forKey: .y)
    try container.encode(klDivergence, forKey: .klDivergence)
    try container.encode(klDivergenceIsExact, forKey: .klDivergenceIsExact)
  }
}
