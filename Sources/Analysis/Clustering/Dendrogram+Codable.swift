import Machine

/// The merges as packed bytes, see `PackedArray`: a tree of 20,000 rows costs no 20,000 objects.
extension Dendrogram {
  private enum CodingKeys: CodingKey { case leafCount, merges, tiedMerges }

  /// - Throws: `DecodingError`, also where there are not n − 1 merges, or one is of what there is not.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let leafCount = try container.decode(Int.self, forKey: .leafCount)
    let merges: [Merge] = try container.decodePacked(forKey: .merges)
    let tied: [Int] = try container.decodePacked(forKey: .tiedMerges)
    let fit = merges.enumerated().allSatisfy { index, merge in
      merge.left >= 0 && merge.left < merge.right && merge.right < leafCount + index
    }
    guard leafCount >= 1, merges.count == leafCount - 1, fit, tied.allSatisfy(merges.indices.contains) else {
      throw DecodingError.dataCorruptedError(
        forKey: .merges, in: container, debugDescription: "\(merges.count) merges are no tree of \(leafCount) rows")
    }
    self.init(leafCount: leafCount, merges: merges, tiedMerges: tied)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(leafCount, forKey: .leafCount)
    try container.encodePacked(merges, forKey: .merges)
    try container.encodePacked(tiedMerges, forKey: .tiedMerges)
  }
}
