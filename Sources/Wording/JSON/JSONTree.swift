/// How values are made of JSON: each reader of a text makes those it needs, by the grammar of `JSONReader`.
public protocol JSONTree {
  associatedtype Value
  /// The members of an object while they are read.
  associatedtype Members

  /// Arrays and objects within one another that are read, at least 1. Deeper nesting is an attack on the stack.
  static var deepest: Int { get }

  /// Whether half a character, which an escape can write and no text can hold, is read as U+FFFD; else it is a mistake.
  static var mendsHalves: Bool { get }

  static func leaf(_ leaf: JSONLeaf, at place: JSONPlace) -> Value
  static func array(_ elements: [Value], at place: JSONPlace) -> Value
  static func object(_ members: Members, at place: JSONPlace) -> Value

  static var noMembers: Members { get }
  /// Adds a value; where the key is there already, the tree says what becomes of it.
  static func add(_ value: Value, under key: String, to members: inout Members)
  /// False where a key must not come once more.
  static func allows(_ key: String, in members: Members) -> Bool
}

extension JSONTree {
  public static var mendsHalves: Bool { false }
}

/// A value without others in it.
@frozen
public enum JSONLeaf {
  case null
  case truth(Bool)
  case string(String)
  /// As it is written, so that no digit is lost.
  case number(String, isInteger: Bool)
}

/// Where a value begins.
@frozen
public struct JSONPlace: Sendable, Equatable {
  /// Bytes before it.
  public let position: Int
  /// From 1.
  public let line: Int

  public init(position: Int, line: Int) {
    self.position = position
    self.line = line
  }
}

/// What is wrong with a text as JSON.
public struct JSONMistake: Error, Equatable, CustomStringConvertible {
  public let place: JSONPlace
  public let reason: String

  public init(at place: JSONPlace, _ reason: String) {
    self.place = place
    self.reason = reason
  }

  public var description: String { "\(reason) at byte \(place.position)" }
}
