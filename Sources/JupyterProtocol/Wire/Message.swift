/// One message, of any type, as it stands on the wire.
///
/// Parts that only a handler understands stay the JSON they came as; so does the header, because it is sent back,
/// byte for byte, as the parent header of every answer.
public struct Message: Sendable, Equatable {
  /// Routing: whom a reply goes to, or the topic of a broadcast.
  public var identities: [[UInt8]]
  public var header: Header
  /// The header as JSON, the way it was written by its sender.
  public var headerBytes: [UInt8]
  /// The header of the message that this one answers, as JSON; `{}` when it answers none.
  public var parentHeaderBytes: [UInt8]
  /// A JSON object.
  public var metadataBytes: [UInt8]
  /// A JSON object, whose form the message type decides.
  public var contentBytes: [UInt8]
  /// Binary data beside the JSON.
  public var buffers: [[UInt8]]

  public init(
    identities: [[UInt8]] = [], header: Header, headerBytes: [UInt8], parentHeaderBytes: [UInt8],
    metadataBytes: [UInt8], contentBytes: [UInt8], buffers: [[UInt8]] = []
  ) {
    self.identities = identities
    self.header = header
    self.headerBytes = headerBytes
    self.parentHeaderBytes = parentHeaderBytes
    self.metadataBytes = metadataBytes
    self.contentBytes = contentBytes
    self.buffers = buffers
  }

  /// `{}`
  public static let emptyObject = Array("{}".utf8)

  /// The content, read as the type that the message type stands for.
  /// - Throws: `WireError.malformed` when it lacks what that type must have.
  public func content<Content: MessageContent>(as type: Content.Type) throws(WireError) -> Content {
    try Content(json: contentBytes)
  }

  /// The header of the message that this one answers, or nil when it answers none.
  public var parentHeader: Header? {
    try? Header(json: parentHeaderBytes)
  }
}
