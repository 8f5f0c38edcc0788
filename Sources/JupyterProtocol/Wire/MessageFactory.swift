import Foundation
import Synchronization

/// Makes the messages of one process: numbers them, dates them, and ties each to its parent.
public final class MessageFactory: Sendable {
  /// The version of the messaging protocol spoken here.
  public static let protocolVersion = "5.5"

  /// The id of this process in every header; new with every start.
  public let session: String
  public let username: String
  private let count = Atomic(0)

  public init(session: String = UUID().uuidString.lowercased(), username: String) {
    self.session = session
    self.username = username
  }

  /// A message that says `content`.
  /// - Parameters:
  ///   - parent: the message that this one answers or belongs to; nil where there is none.
  ///   - identities: the routing frames.
  ///   - metadata: a JSON object.
  public func message<Content: MessageContent>(
    _ content: Content, parent: Message?, identities: [[UInt8]] = [], metadata: JSONValue? = nil,
    messageType: String = Content.messageType
  ) -> Message {
    let number = count.add(1, ordering: .relaxed).newValue
    let header = Header(
      messageID: "\(session)_\(number)", session: session, username: username,
      date: Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)),
      messageType: messageType, version: MessageFactory.protocolVersion)
    return Message(
      identities: identities, header: header, headerBytes: MessageFactory.json(header),
      parentHeaderBytes: parent?.headerBytes ?? Message.emptyObject,
      metadataBytes: metadata.map(MessageFactory.json) ?? Message.emptyObject,
      contentBytes: MessageFactory.json(content))
  }

  /// Contents hold text, integers and `JSONValue`s, none of which JSON refuses.
  private static func json(_ value: some Encodable) -> [UInt8] {
    (try? JSON.encode(value)) ?? Message.emptyObject
  }
}

/// The content of one type of message.
public protocol MessageContent: Codable, Sendable {
  /// Its name on the wire, such as `execute_request`.
  static var messageType: String { get }
}
