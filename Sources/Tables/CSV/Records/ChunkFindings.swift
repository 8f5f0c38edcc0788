/// A token and how often it was seen, from which offset on.
struct Sighting: Equatable {
  var count = 0
  /// Offset of the first one in the text.
  var offset = Int.max

  mutating func add(at place: Int) {
    count += 1
    offset = min(offset, place)
  }

  mutating func merge(_ other: Sighting) {
    count += other.count
    offset = min(offset, other.offset)
  }
}

/// What was met while a column was read as numbers.
struct NumberTally {
  var traits: NumberTraits = []
  /// Tokens that were neither numbers nor missing.
  var rejected = Sighting()
  var infinities = Sighting()
  var leadingZeros = Sighting()
  var inexactIntegers = Sighting()

  mutating func note(_ traits: NumberTraits, at offset: Int) {
    if traits.contains(.infinite) { infinities.add(at: offset) }
    if traits.contains(.leadingZero) { leadingZeros.add(at: offset) }
    if traits.contains(.inexactInteger) { inexactIntegers.add(at: offset) }
  }

  mutating func merge(_ other: NumberTally) {
    traits.formUnion(other.traits)
    rejected.merge(other.rejected)
    infinities.merge(other.infinities)
    leadingZeros.merge(other.leadingZeros)
    inexactIntegers.merge(other.inexactIntegers)
  }

  /// True when numbers would lose something of what the column says.
  var belongsInText: Bool { isSurelyText || losesDigits }

  /// True when that stays so, whatever else stands in the column.
  var isSurelyText: Bool { rejected.count > 0 || leadingZeros.count > 0 }

  /// Integers throughout, some of them beyond a double: account numbers, not quantities.
  var losesDigits: Bool { inexactIntegers.count > 0 && !traits.contains(.fraction) }
}

/// A word that was read as missing, and where.
struct MissingWord: Hashable {
  var column: Int
  var token: [UInt8]
}

/// What one chunk had to say besides its values.
struct ChunkFindings {
  var failure: RecordFailure?
  /// By column; those not read as numbers stay untouched.
  var tallies: [NumberTally]
  /// By text column, in the order of `ColumnStorage.textColumns`.
  var dictionaries: [TextDictionary]
  var missingWords: [MissingWord: Sighting] = [:]

  /// Nothing found yet of a chunk whose columns go to `slots`.
  init(slots: [ColumnStorage.Slot]) {
    let textCount = slots.count { if case .text = $0 { true } else { false } }
    tallies = Array(repeating: NumberTally(), count: slots.count)
    dictionaries = Array(repeating: TextDictionary(), count: textCount)
  }

  /// Moves a dictionary out, so that its memory goes with whoever takes it.
  mutating func takeDictionary(_ position: Int) -> TextDictionary {
    var dictionary = TextDictionary()
    swap(&dictionary, &dictionaries[position])
    return dictionary
  }
}
