/// A stage of the session with its own stamp and the stamp of what it was made from.
struct Stamped<Value: Sendable>: Sendable {
  var value: Value
  /// Tells this value from every other one of the session.
  let stamp: Int
  /// The stamp of what it was made from; nil for what was loaded.
  let parent: Int?
}
