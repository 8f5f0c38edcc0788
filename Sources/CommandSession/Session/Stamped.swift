/// A stage of the session with its own stamp and the stamp of what it was made from.
package struct Stamped<Value: Sendable & Codable>: Sendable, Codable {
  package var value: Value
  /// Tells this value from every other one, of this session and of all drafts of it.
  package let stamp: Int
  /// The stamp of what it was made from; nil for what was loaded.
  package internal(set) var parent: Int?
}
