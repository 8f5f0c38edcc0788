/// The content of one type of message.
public protocol MessageContent: Codable, Sendable {
  /// Its name on the wire, such as `execute_request`.
  static var messageType: String { get }
  /// The content as a JSON object.
  var json: [UInt8] { get }
  /// Reads the content from a JSON object.
  /// - Throws: `WireError.malformed` when it lacks what it must have.
  init(json: [UInt8]) throws(WireError)
}

// What every cell needs has its own ways of reading and writing; the rest is left to `Codable`.
extension MessageContent {
  public var json: [UInt8] { encoded }

  /// The content as `Encodable` says.
  var encoded: [UInt8] { MessageFactory.json(self) }

  public init(json: [UInt8]) throws(WireError) {
    self = try JSON.decode(Self.self, from: json, part: "content")
  }
}
