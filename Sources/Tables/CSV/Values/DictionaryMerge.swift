/// Makes one dictionary of those that the chunks made of a text column: the distinct texts in the order of the rows, whatever
/// the number of threads.
///
/// Texts are numbered through all chunks. Those of equal hash bits form a part; each part finds out by itself, in the order of the
/// rows, which text of it was there before. A column of a million identifiers so keeps every core busy, on tables that fit a cache.
struct DictionaryMerge {
  private let dictionaries: [TextDictionary]
  /// The number of the first text of each dictionary, and how many there are.
  let starts: [Int]
  private let poll: LoadPoll

  /// Parts that texts are divided into by the highest bits of their hash; those for their slots are the lowest.
  private static let partBits: UInt32 = 4

  /// - Parameter dictionaries: in the order of the rows.
  init(_ dictionaries: [TextDictionary], poll: LoadPoll) {
    self.dictionaries = dictionaries
    self.poll = poll
    starts = dictionaries.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.hashes.count) }
  }

  private var count: Int { starts.last ?? 0 }

  /// The distinct texts, and the code of each text by its number; nil once cancelled.
  func merged() -> (categories: TextCategories, codes: [Int32])? {
    let firsts = firstAppearances()
    var codes: [Int32] = []
    codes.reserveCapacity(count)
    var categories = TextCategories()
    categories.reserveCapacity(for: dictionaries.lazy.map(\.categories))
    for (chunk, dictionary) in dictionaries.enumerated() {
      if poll.isCancelled { return nil }
      let numbers = starts[chunk]..<starts[chunk + 1]
      let known = categories.count
      var next = Int32(known)
      for number in numbers {
        let first = Int(firsts[number])
        codes.append(first == number ? next : codes[first])
        if first == number { next += 1 }
      }
      if Int(next) - known == numbers.count {
        categories.append(contentsOf: dictionary.categories)
      } else {
        for number in numbers where Int(firsts[number]) == number {
          dictionary.categories.withUTF8(at: number - numbers.lowerBound) { categories.append(utf8: $0) }
        }
      }
    }
    return (categories, codes)
  }

  /// For each text the number of the first that equals it; incomplete once cancelled.
  private func firstAppearances() -> [Int32] {
    let partBits = count < 1 << 12 ? 0 : Self.partBits
    let parted = parallelMap(count: dictionaries.count, threads: poll.threads) {
      PartedHashes(dictionaries[$0].hashes, bits: partBits)
    }
    return [Int32](unsafeUninitializedCapacity: count) { firsts, initializedCount in
      // Stopping early leaves places out.
      firsts.initialize(repeating: 0)
      // Every text belongs to one part, so each place is written by one thread.
      let places = firsts
      _ = parallelMap(count: 1 << Int(partBits), threads: poll.threads) {
        findFirsts(ofPart: $0, parted, into: places)
      }
      initializedCount = count
    }
  }

  private func findFirsts(ofPart part: Int, _ parted: [PartedHashes], into firsts: UnsafeMutableBufferPointer<Int32>) {
    let size = parted.reduce(0) { $0 + $1.range(ofPart: part).count }
    var capacity = 16
    while capacity < 2 * size { capacity *= 2 }
    let mask = capacity - 1
    // The hash above, the number below; all ones where nothing is.
    var slots = [UInt64](repeating: .max, count: capacity)
    for (chunk, hashes) in parted.enumerated() {
      if poll.isCancelled { return }
      for place in hashes.range(ofPart: part) {
        let index = Int(hashes.indices[place])
        let hash = dictionaries[chunk].hashes[index]
        let number = starts[chunk] + index
        var slot = Int(truncatingIfNeeded: hash) & mask
        var first = number
        while slots[slot] != .max {
          let other = Int(slots[slot] & 0xFFFF_FFFF)
          if slots[slot] >> 32 == UInt64(hash), isEqual(other, chunk: chunk, index: index) {
            first = other
            break
          }
          slot = (slot + 1) & mask
        }
        if first == number { slots[slot] = UInt64(hash) << 32 | UInt64(number) }
        firsts[number] = Int32(first)
      }
    }
  }

  private func isEqual(_ number: Int, chunk: Int, index: Int) -> Bool {
    // The last dictionary that begins at or before the number; empty ones before it begin there too.
    var (low, high) = (0, chunk)
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= number { low = middle } else { high = middle - 1 }
    }
    return dictionaries[chunk].categories.withUTF8(at: index) { dictionaries[low].equals(number - starts[low], $0) }
  }
}

/// The indices of the hashes of one dictionary, those of a part side by side.
private struct PartedHashes {
  private(set) var indices: [UInt32]
  /// Where each part begins, and the end of the last.
  private var bounds: [Int]

  /// Parts by the highest `bits` bits.
  init(_ hashes: [UInt32], bits: UInt32) {
    // A shift by 32 gives zero: one part for all.
    let shift = 32 - bits
    bounds = [Int](repeating: 0, count: 1 << Int(bits) + 1)
    for hash in hashes { bounds[Int(hash >> shift) + 1] += 1 }
    for part in 1..<bounds.count { bounds[part] += bounds[part - 1] }
    var next = bounds
    indices = Array(repeating: 0, count: hashes.count)
    for (index, hash) in hashes.enumerated() {
      let part = Int(hash >> shift)
      indices[next[part]] = UInt32(index)
      next[part] += 1
    }
  }

  func range(ofPart part: Int) -> Range<Int> { bounds[part]..<bounds[part + 1] }
}
