/// Turns frames into messages and back: `[identities…] <IDS|MSG> signature header parent metadata content [buffers…]`.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
public struct MessageCodec: Sendable {
  public static let delimiter = Array("<IDS|MSG>".utf8)

  public let signer: Signer
  private var replays: ReplayCache

  /// - Parameter remembered: how many received messages are known again when they are sent in a second time.
  public init(signer: Signer, remembered: Int = 1 << 16) {
    self.signer = signer
    self.replays = ReplayCache(capacity: remembered)
  }

  /// Reads one message. What was received is verified before anything in it is looked at.
  /// - Throws: `WireError`; the message is then to be dropped, since it was signed by somebody else or nobody knows what it asks.
  public mutating func decode(_ frames: [[UInt8]]) throws(WireError) -> Message {
    guard let delimiter = frames.firstIndex(of: MessageCodec.delimiter) else { throw .missingDelimiter }
    let parts = frames[(delimiter + 1)...]
    guard parts.count >= 5 else { throw .tooFewFrames(parts.count) }
    let signature = parts[delimiter + 1]
    let signed = parts[(delimiter + 2)...(delimiter + 5)]
    guard signer.verifies(signature, of: signed) else { throw .badSignature }
    // Only now: what is remembered before it is verified lets strangers fill the memory.
    if signer.isActive, !replays.remember(signature) { throw .replayed }

    let headerBytes = parts[delimiter + 2]
    // A content is read, once, by who understands it.
    return Message(
      identities: Array(frames[..<delimiter]),
      header: try Header(json: headerBytes),
      headerBytes: headerBytes,
      parentHeaderBytes: MessageCodec.object(parts[delimiter + 3]),
      metadataBytes: MessageCodec.object(parts[delimiter + 4]),
      contentBytes: parts[delimiter + 5],
      buffers: Array(parts[(delimiter + 6)...]))
  }

  /// The frames of `message`, signed.
  public func encode(_ message: Message) -> [[UInt8]] {
    let signed = [message.headerBytes, message.parentHeaderBytes, message.metadataBytes, message.contentBytes]
    return message.identities + [MessageCodec.delimiter, signer.signature(of: signed[...])] + signed + message.buffers
  }

  /// The frame, which others get to see, or an empty object where it is none: nothing depends on it so much that a request
  /// would go without an answer.
  private static func object(_ frame: [UInt8]) -> [UInt8] {
    // By far the most frequent, and certainly one.
    if frame == Message.emptyObject { return frame }
    return (try? JSONFields<Header.CodingKeys>(frame, part: "")) == nil ? Message.emptyObject : frame
  }
}
