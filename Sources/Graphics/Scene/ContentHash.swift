/// 64-bit FNV-1a (Fowler, Noll, Vo): the same content, the same identifier, on every machine.
package struct ContentHash: Sendable {
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  /// Takes the next part of the content.
  package mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
  }
}

/// The identifier of a content that is one text.
package func contentHash(_ text: String) -> UInt64 {
  var hash = ContentHash()
  hash.add(text)
  return hash.value
}
