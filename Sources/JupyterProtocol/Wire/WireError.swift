/// Why the frames of a message were not taken.
public enum WireError: Error, Sendable, Equatable {
  /// No `<IDS|MSG>` frame.
  case missingDelimiter
  /// Fewer than signature, header, parent header, metadata and content after the delimiter.
  case tooFewFrames(Int)
  /// The signature does not belong to the frames.
  case badSignature
  /// The same signed message came before.
  case replayed
  /// A frame that must be UTF-8 text is not.
  case notUTF8
  /// The named part is not JSON, or not an object, or lacks a field that it must have.
  case malformed(part: String, reason: String)
}

extension WireError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingDelimiter: "the frames have no <IDS|MSG> delimiter"
    case .tooFewFrames(let count): "\(count) frames follow the delimiter, at least 5 must"
    case .badSignature: "the signature does not match; it was made with another key"
    case .replayed: "the message was received before"
    case .notUTF8: "a frame is not UTF-8 text"
    case .malformed(let part, let reason): "the \(part) is malformed: \(reason)"
    }
  }
}
