import Warehouse

/// A line that changed the session, as it may be kept.
struct CommittedLine: Sendable, Equatable, Codable {
  /// As it was written, without passwords and tokens.
  let text: String
  /// The same with stars in their place, where there were some.
  private let masked: String?

  var heldSecrets: Bool { masked != nil }

  /// As it is shown.
  var shown: String { masked ?? text }

  init(_ line: String) {
    text = Secrets.leftOut(of: line)
    let hidden = Secrets.hidden(in: line)
    masked = text == line && hidden == line ? nil : hidden
  }
}
