import Wording

extension JSON {
  /// An object with `members`, in this order.
  ///
  /// Every cell takes several messages: a third of what an empty one took was spent in `JSONEncoder`.
  package static func object(_ members: KeyValuePairs<String, JSONValue>) -> [UInt8] {
    var writer = JSONWriter()
    writer.append(members)
    return writer.bytes
  }
}
