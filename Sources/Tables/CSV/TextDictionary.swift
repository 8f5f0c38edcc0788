/// Distinct byte strings in order of first appearance, found again by hashing: what text columns are coded with.
struct TextDictionary {
  private(set) var categories = TextCategories()
  /// Hash of each category, kept so that growing and merging need no second look at the text.
  private var hashes: [UInt32] = []
  /// Open addressing with linear probing: a category index or -1; a power of two, at most half full.
  private var slots = [Int32](repeating: -1, count: 16)

  /// The code of `token`, a new one when it is seen for the first time.
  @inline(__always)
  mutating func code(for token: UnsafeBufferPointer<UInt8>) -> Int32 {
    code(for: token, hash: Self.hash(token))
  }

  private mutating func code(for token: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int32 {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let known = Int(slots[slot])
      if hashes[known] == hash, isEqual(known, token) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    let code = Int32(categories.count)
    slots[slot] = code
    hashes.append(hash)
    categories.append(utf8: token)
    if hashes.count * 2 > slots.count { grow() }
    return code
  }

  /// Takes in the categories of `other`: the code here for each code there.
  mutating func merge(_ other: TextDictionary) -> [Int32] {
    other.categories.bytes.withUnsafeBufferPointer { bytes in
      other.categories.indices.map { index in
        let range = other.categories.offsets[index]..<other.categories.offsets[index + 1]
        return code(for: UnsafeBufferPointer(rebasing: bytes[range]), hash: other.hashes[index])
      }
    }
  }

  private func isEqual(_ index: Int, _ token: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = categories.offsets[index]
    guard categories.offsets[index + 1] - start == token.count else { return false }
    return categories.bytes.withUnsafeBufferPointer { bytes in
      for i in 0..<token.count where bytes[start + i] != token[i] { return false }
      return true
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for (code, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(code)
    }
  }

  /// Eight bytes at a time, multiplied and folded. Fixed, so that nothing about a table depends on the run.
  private static func hash(_ token: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash = UInt64(truncatingIfNeeded: token.count) &* 0x9E37_79B9_7F4A_7C15
    var i = 0
    while i < token.count {
      var word: UInt64 = 0
      for j in i..<min(i + 8, token.count) { word = word << 8 | UInt64(token[j]) }
      let (high, low) = (hash ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      hash = high ^ low
      i += 8
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
