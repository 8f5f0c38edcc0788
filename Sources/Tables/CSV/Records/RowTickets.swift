import Glibc
import Synchronization

/// Hands out places to chunks of rows, in the order of the chunks, while other chunks are being read.
///
/// Chunks are begun in order, and a chunk is counted as soon as its bytes are there: it waits for its place only as long as those
/// before it are being counted.
final class RowTickets: Sendable {
  private let capacity: Int
  /// The chunk whose turn it is. Only that one touches the other two.
  private let turn = Atomic(0)
  private let next = Atomic(0)
  private let hasFailed = Atomic(false)

  /// - Parameter capacity: the rows that there is room for.
  init(capacity: Int) { self.capacity = capacity }

  /// Rows that have been given places, once all chunks had their turn; nil when one of them had none.
  var rowCount: Int? { hasFailed.load(ordering: .acquiring) ? nil : next.load(ordering: .acquiring) }

  /// The first row of a chunk with so many; nil, for it and all that follow, when there is no room or the number is nil.
  ///
  /// Every chunk has to ask, once.
  func place(_ rows: Int?, ofChunk chunk: Int) -> Int? {
    while turn.load(ordering: .acquiring) != chunk { sched_yield() }
    defer { turn.store(chunk + 1, ordering: .releasing) }
    let first = next.load(ordering: .relaxed)
    guard let rows, rows <= capacity - first, !hasFailed.load(ordering: .relaxed) else {
      hasFailed.store(true, ordering: .releasing)
      return nil
    }
    next.store(first + rows, ordering: .releasing)
    return first
  }
}
