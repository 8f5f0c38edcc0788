/// Reads JSON strictly by RFC 8259 into a tree, and says where what is wrong.
///
/// Compiled for each tree where it is used: every cell takes several messages, and a sixth of what an empty cell took was once
/// spent reading them.
public struct JSONReader<Tree: JSONTree> {
  @usableFromInline
  var scanner: JSONScanner

  @inlinable
  init(_ bytes: [UInt8]) { scanner = JSONScanner(bytes, mendsHalves: Tree.mendsHalves) }

  /// The value written in `bytes`.
  /// - Throws: `JSONMistake`; text that is not UTF-8, a key that the tree does not allow and deeper nesting than it allows are
  ///   mistakes, too.
  /// - Complexity: O(bytes).
  @inlinable
  public static func read(_ bytes: [UInt8]) throws(JSONMistake) -> Tree.Value {
    var reader = JSONReader(bytes)
    let value = try reader.value(depth: 0)
    reader.scanner.skipBlanks()
    guard reader.scanner.isAtEnd else { throw reader.scanner.mistake("something follows the end") }
    return value
  }

  @inlinable
  mutating func value(depth: Int) throws(JSONMistake) -> Tree.Value {
    guard depth < Tree.deepest else { throw scanner.mistake("it is nested too deeply") }
    scanner.skipBlanks()
    let place = scanner.place
    if scanner.take(0x7B) { return Tree.object(try members(depth: depth), at: place) }
    if scanner.take(0x5B) { return Tree.array(try elements(depth: depth), at: place) }
    return Tree.leaf(try scanner.leaf(), at: place)
  }

  @inlinable
  mutating func members(depth: Int) throws(JSONMistake) -> Tree.Members {
    var members = Tree.noMembers
    scanner.skipBlanks()
    if scanner.take(0x7D) { return members }
    while true {
      scanner.skipBlanks()
      guard scanner.isAtQuote else { throw scanner.mistake("a key in quotes is expected here") }
      let key = try scanner.string()
      guard Tree.allows(key, in: members) else {
        throw JSONMistake(at: scanner.place, "\"\(key)\" is there twice")
      }
      scanner.skipBlanks()
      guard scanner.take(0x3A) else { throw scanner.mistake("a : is expected here") }
      Tree.add(try value(depth: depth + 1), under: key, to: &members)
      scanner.skipBlanks()
      if scanner.take(0x7D) { return members }
      guard scanner.take(0x2C) else { throw scanner.mistake("a , or } is expected here") }
    }
  }

  @inlinable
  mutating func elements(depth: Int) throws(JSONMistake) -> [Tree.Value] {
    var elements: [Tree.Value] = []
    scanner.skipBlanks()
    if scanner.take(0x5D) { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      scanner.skipBlanks()
      if scanner.take(0x5D) { return elements }
      guard scanner.take(0x2C) else { throw scanner.mistake("a , or ] is expected here") }
    }
  }
}
