extension TextCategories {
  /// Whether the UTF-8 of one string comes before that of another, byte by byte; a shorter one before what it begins.
  package func isBefore(_ a: Int, _ b: Int) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      bytes[offsets[a]..<offsets[a + 1]].lexicographicallyPrecedes(bytes[offsets[b]..<offsets[b + 1]])
    }
  }

  /// A number for each string that never falls where strings rise: the eight bytes after those that all of them begin with, the
  /// first the highest, zeros after a string's end.
  package var prefixKeys: [UInt64] {
    let shared = sharedPrefix
    return bytes.withUnsafeBufferPointer { bytes in
      (0..<count).map { index in
        let (start, end) = (offsets[index] + shared, offsets[index + 1])
        return (start..<start + 8).reduce(0) { $0 << 8 | ($1 < end ? UInt64(bytes[$1]) : 0) }
      }
    }
  }

  /// How many bytes all strings begin with in common.
  private var sharedPrefix: Int {
    guard count > 1 else { return 0 }
    return bytes.withUnsafeBufferPointer { bytes in
      var length = offsets[1]
      for index in 1..<count where length > 0 {
        let start = offsets[index]
        length = Swift.min(length, offsets[index + 1] - start)
        length = (0..<length).first { bytes[start + $0] != bytes[$0] } ?? length
      }
      return length
    }
  }
}
