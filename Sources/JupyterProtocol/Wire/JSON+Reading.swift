import Wording

extension JSON {
  /// The value written in `bytes`, read strictly by RFC 8259.
  ///
  /// For the parts that every message has: a sixth of what an empty cell took was spent in `JSONDecoder`.
  /// - Throws: `JSONMistake`; text that is not UTF-8 and nesting beyond 512 levels are mistakes, too.
  package static func value(of bytes: [UInt8]) throws(JSONMistake) -> JSONValue { try JSONValue(reading: bytes) }
}
