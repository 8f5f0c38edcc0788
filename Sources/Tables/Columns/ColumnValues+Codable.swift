import Machine

/// Values as packed bytes, see `PackedArray`; booleans are a byte each, 2 where one is missing.
extension ColumnValues: Codable {
  private enum CodingKeys: CodingKey { case numbers, text, booleans, dates }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let text = try container.decodeIfPresent(TextColumn.self, forKey: .text) {
      self = .text(text)
    } else if let dates = try container.decodeIfPresent(DateColumn.self, forKey: .dates) {
      self = .dates(dates)
    } else if let bytes: [UInt8] = try container.decodePackedIfPresent(forKey: .booleans) {
      self = .booleans(bytes.map { $0 == 2 ? nil : $0 == 1 })
    } else {
      self = .numbers(try container.decodePacked(forKey: .numbers))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .numbers(let numbers): try container.encodePacked(numbers, forKey: .numbers)
    case .text(let text): try container.encode(text, forKey: .text)
    case .booleans(let booleans):
      try container.encodePacked(booleans.map { $0.map { $0 ? UInt8(1) : 0 } ?? 2 }, forKey: .booleans)
    case .dates(let dates): try container.encode(dates, forKey: .dates)
    }
  }
}

extension DateColumn: Codable {
  private enum CodingKeys: CodingKey { case microseconds, precision }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      microseconds: try container.decodePacked(forKey: .microseconds),
      precision: try container.decode(Precision.self, forKey: .precision))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodePacked(microseconds, forKey: .microseconds)
    try container.encode(precision, forKey: .precision)
  }
}

extension TextColumn: Codable {
  private enum CodingKeys: CodingKey { case codes, bytes, offsets }

  /// - Throws: `DecodingError`, also where codes and texts do not fit each other.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let codes: [Int32] = try container.decodePacked(forKey: .codes)
    var categories = TextCategories()
    categories.bytes = try container.decodePacked(forKey: .bytes)
    categories.offsets = try container.decodePacked(forKey: .offsets)
    let offsets = categories.offsets
    let areOffsets =
      offsets.first == 0 && offsets.last == categories.bytes.count && zip(offsets, offsets.dropFirst()).allSatisfy(<=)
    guard areOffsets, codes.allSatisfy({ $0 >= -1 && Int($0) < offsets.count - 1 }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .codes, in: container, debugDescription: "the codes are none of the texts")
    }
    self.init(codes: codes, categories: categories)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodePacked(codes, forKey: .codes)
    try container.encodePacked(categories.bytes, forKey: .bytes)
    try container.encodePacked(categories.offsets, forKey: .offsets)
  }
}
