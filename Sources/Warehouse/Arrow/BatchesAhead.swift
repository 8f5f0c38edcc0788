import Dispatch
import Machine

/// Batches of a stream, fetched on a thread of their own: whoever makes them works on while those before are taken in.
///
/// It is for one reader, who stops it before the stream goes. The stream is asked by one thread at a time, as it wants to be.
final class BatchesAhead: @unchecked Sendable {
  /// Guards what follows.
  private let change = Condition()
  /// nil once it is stopped: the other thread holds nothing of it then.
  private var stream: ArrowStream?
  private var waiting: [ArrowBatch] = []
  private var rows = 0
  /// What came after the last batch.
  private var end: Result<Void, any Error>?
  private var isStopped = false
  /// Whether the other thread asks for nothing any more.
  private var isDone = false

  /// Rows that wait at most, but for the batch that passes the limit: a batch may be large.
  private static let mostRows = 32_768

  /// Begins to fetch.
  init(of stream: ArrowStream) {
    self.stream = stream
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      while let stream = streamWithRoom() { take(Result { try stream.next() }) }
      change.withLock {
        isDone = true
        change.broadcast()
      }
    }
  }

  /// Waits until there is room; nil once nothing more is to be fetched.
  private func streamWithRoom() -> ArrowStream? {
    change.withLock {
      while end == nil, !isStopped, rows >= Self.mostRows { change.wait() }
      return end == nil && !isStopped ? stream : nil
    }
  }

  private func take(_ fetched: Result<ArrowBatch?, any Error>) {
    change.withLock {
      switch fetched {
      case .success(let batch?):
        waiting.append(batch)
        rows += batch.rowCount
      case .success(nil): end = .success(())
      case .failure(let error): end = .failure(error)
      }
      change.broadcast()
    }
  }

  /// The next batch; nil at the end.
  /// - Throws: what the stream throws, after the batches before it.
  func next() throws -> ArrowBatch? {
    try change.withLock {
      while waiting.isEmpty, end == nil { change.wait() }
      guard !waiting.isEmpty else {
        try end?.get()
        return nil
      }
      let batch = waiting.removeFirst()
      rows -= batch.rowCount
      change.broadcast()
      return batch
    }
  }

  /// Fetches no more, and waits until the other thread holds neither the stream nor a batch: then they can be released.
  func stop() {
    change.withLock {
      isStopped = true
      change.broadcast()
      while !isDone { change.wait() }
      waiting = []
      stream = nil
    }
  }
}
