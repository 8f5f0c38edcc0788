import Glibc

/// Distinct byte strings in order of first appearance, found again by hashing: what text columns are coded with.
package struct TextDictionary {
  package private(set) var categories = TextCategories()
  /// Hash of each category, kept so that growing and merging need no second look at the text.
  private(set) var hashes: [UInt32] = []
  /// Open addressing with linear probing: a category index or -1; a power of two, at most half full.
  private var slots: [Int32] = []

  package init() {}

  /// The code of `token`, a new one when it is seen for the first time.
  package mutating func code(for token: UnsafeBufferPointer<UInt8>) -> Int32 {
    if hashes.count * 2 >= slots.count { grow() }
    let hash = Self.hash(token)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let known = Int(slots[slot])
      if hashes[known] == hash, equals(known, token) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    let code = Int32(categories.count)
    slots[slot] = code
    hashes.append(hash)
    categories.append(utf8: token)
    return code
  }

  /// Gives back what only finding needs; the categories and their hashes stay.
  package mutating func close() {
    slots = []
    hashes = hashes.compacted()
    categories = categories.compacted()
  }

  /// True when the category at `index` is `token`.
  func equals(_ index: Int, _ token: UnsafeBufferPointer<UInt8>) -> Bool {
    categories.withUTF8(at: index) { known in
      guard known.count == token.count, let a = known.baseAddress, let b = token.baseAddress else {
        return known.count == token.count
      }
      return memcmp(a, b, token.count) == 0
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: max(16, slots.count * 2))
    let mask = slots.count - 1
    for (code, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(code)
    }
  }

  /// Eight bytes at a time, multiplied and folded. Fixed, so that nothing about a table depends on the run.
  private static func hash(_ token: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let count = token.count
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    guard count > 0, let base = token.baseAddress else { return UInt32(truncatingIfNeeded: hash) }
    func mix(_ word: UInt64) {
      let (high, low) = (hash ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      hash = high ^ low
    }
    var i = 0
    while i + 8 < count {
      mix(ByteWord(at: base + i).bits)
      i += 8
    }
    // The last eight bytes, some of them perhaps for the second time, so that none beyond the token is touched.
    if count >= 8 {
      mix(ByteWord(at: base + (count - 8)).bits)
    } else if count >= 4 {
      let raw = UnsafeRawPointer(base)
      let first = UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self))
      let last = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      mix(UInt64(first) | UInt64(last) << 32)
    } else {
      mix(UInt64(base[0]) | UInt64(base[count / 2]) << 8 | UInt64(base[count - 1]) << 16)
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
