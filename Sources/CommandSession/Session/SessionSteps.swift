/// What the commands of a session changed, oldest first.
///
/// Each change that `%undo` can take back keeps the session before it, with the steps until then: they share them, so that a long
/// session holds each step once. Encoded as an array is.
struct SessionSteps: Sendable, RandomAccessCollection {
  private static let blockCount = 64

  /// Each full but for the last one, and none of them empty.
  private var blocks: [[SessionStep]] = []

  var startIndex: Int { 0 }
  var endIndex: Int { blocks.last.map { (blocks.count - 1) * Self.blockCount + $0.count } ?? 0 }

  subscript(index: Int) -> SessionStep { blocks[index / Self.blockCount][index % Self.blockCount] }

  /// - Complexity: O(1) for a step, and O(n / 64) where a copy holds the earlier ones.
  mutating func append(_ step: SessionStep) {
    if let last = blocks.indices.last, blocks[last].count < Self.blockCount {
      blocks[last].append(step)
    } else {
      blocks.append([step])
    }
  }
}

extension SessionSteps: Codable {
  init(from decoder: any Decoder) throws {
    for step in try [SessionStep](from: decoder) { append(step) }
  }

  func encode(to encoder: any Encoder) throws { try Array(self).encode(to: encoder) }
}
