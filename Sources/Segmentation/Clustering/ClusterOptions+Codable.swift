/// The method by its name and what was chosen for it.
extension ClusterOptions: Codable {
  private enum CodingKeys: CodingKey { case k, method, choices, seed, isExact }

  /// - Throws: `DecodingError`, also for a method or a choice that this version does not have.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .method)
    let choices = try container.decode([String: MethodValue].self, forKey: .choices)
    let values = choices.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
    guard let method = try? MethodChoices.method(name, values) else {
      throw DecodingError.dataCorruptedError(
        forKey: .method, in: container, debugDescription: "there is no method \(name) with \(choices.keys.sorted())")
    }
    self.init(
      k: try container.decode(Count.self, forKey: .k), method: method,
      seed: try container.decode(UInt64.self, forKey: .seed),
      isExact: try container.decodeIfPresent(Bool.self, forKey: .isExact) ?? false)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(k, forKey: .k)
    try container.encode(method.name, forKey: .method)
    let choices = method.chosen.map { ($0.key, $0.value) }
    try container.encode(Dictionary(uniqueKeysWithValues: choices), forKey: .choices)
    try container.encode(seed, forKey: .seed)
    if isExact { try container.encode(true, forKey: .isExact) }
  }
}
