import FoundationEssentials
import Synchronization

/// Makes the messages of one process: numbers them, dates them, and ties each to its parent.
public final class MessageFactory: Sendable {
  /// The version of the messaging protocol spoken here.
  public static let protocolVersion = "5.5"

  /// The id of this process in every header; new with every start.
  public let session: String
  public let username: String
  private let count = Atomic(0)
  /// What every header ends with: session, username and version, as JSON.
  private let headerEnd: String

  /// - Parameter session: letters, digits and hyphens.
  public init(session: String = UUID().uuidString.lowercased(), username: String) {
    self.session = session
    self.username = username
    let fields = ["session": session, "username": username, "version": MessageFactory.protocolVersion]
    headerEnd = String(decoding: MessageFactory.json(fields).dropFirst(), as: UTF8.self)
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
      identities: identities, header: header, headerBytes: headerBytes(header),
      parentHeaderBytes: parent?.headerBytes ?? Message.emptyObject,
      metadataBytes: metadata.map(MessageFactory.json) ?? Message.emptyObject,
      contentBytes: content.json)
  }

  /// `header` as JSON, its keys in order.
  ///
  /// Every cell is at least four messages, and half of the time that went into encoding them went into headers.
  /// Nothing in what varies needs escaping: a date, an id of the session's, and the name of a type.
  private func headerBytes(_ header: Header) -> [UInt8] {
    let beginning = "{\"date\":\"\(header.date)\",\"msg_id\":\"\(header.messageID)\","
    return Array("\(beginning)\"msg_type\":\"\(header.messageType)\",\(headerEnd)".utf8)
  }

  /// What is written holds text, integers and `JSONValue`s, none of which JSON refuses.
  static func json(_ value: some Encodable) -> [UInt8] {
    (try? JSON.encode(value)) ?? Message.emptyObject
  }
}
