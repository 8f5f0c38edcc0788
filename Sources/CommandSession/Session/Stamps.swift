import Synchronization

/// Where stamps come from. None comes twice in a process: drafts that are made of one session side by side never mean different
/// things by one stamp.
enum Stamps {
  private static let last = Atomic(0)

  /// One that was never given before.
  static func next() -> Int { last.add(1, ordering: .relaxed).newValue }

  /// Gives none up to `stamp` any more.
  static func skip(through stamp: Int) { _ = last.max(stamp, ordering: .relaxed) }
}

/// The newest stamp in a session. Where it is read again, as part of a session that was written down, none up to it is given any more.
struct NewestStamp: Sendable, Codable {
  var number = 0

  init() {}

  init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(Int.self)
    Stamps.skip(through: number)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}
