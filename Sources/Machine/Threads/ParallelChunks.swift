import Synchronization

/// The most chunks a loop is cut into when its caller does not give a chunk size.
///
/// Enough that two to a dozen threads stay equally busy and that a cancellation is seen soon, few enough that the
/// partial results of all chunks fit anywhere.
private let defaultChunkCount = 64

/// The chunks of `0..<count`: all of `chunkSize` items but the last. The layout depends on nothing else.
public func chunkLayout(count: Int, chunkSize: Int? = nil) -> (chunks: Int, size: Int) {
  guard count > 0 else { return (0, 1) }
  let size = max(1, chunkSize ?? (count + defaultChunkCount - 1) / defaultChunkCount)
  return ((count + size - 1) / size, size)
}

/// Runs `body` on the chunks of `0..<count` on up to `context.threads` threads.
///
/// The chunks are the same whatever the number of threads, and each is run exactly once, so a result that is reduced
/// in the order of the chunks is the same to the bit. Cancellation is looked at before each chunk: a chunk
/// should take no more than a few milliseconds.
/// - Parameters:
///   - chunkSize: items in a chunk; without it the range is cut into 64.
///   - reportsProgress: reports to `context` the share of chunks done.
///   - body: gets the items and the number of the chunk.
/// - Throws: `CancellationError` once cancelled; some chunks have then not run.
public func parallelChunks(
  count: Int, chunkSize: Int? = nil, reportsProgress: Bool = false, context: ComputeContext,
  body: @Sendable (Range<Int>, Int) -> Void
) throws(CancellationError) {
  let (chunks, size) = chunkLayout(count: count, chunkSize: chunkSize)
  try context.checkCancellation()
  let next = Atomic<Int>(0)
  runWorkers(min(context.threads, chunks)) { worker in
    // Chunks are taken from a counter, not dealt out: a thread that the machine slows down takes fewer.
    while !context.cancelled {
      let chunk = next.add(1, ordering: .relaxed).oldValue
      guard chunk < chunks else { return }
      body(chunk * size..<min(count, (chunk + 1) * size), chunk)
      // One at a time: shares reported by several threads could run backwards.
      if reportsProgress && worker == 0 {
        try? context.checkpoint(Double(min(chunks, next.load(ordering: .relaxed))) / Double(chunks))
      }
    }
  }
  try context.checkCancellation()
}

/// The values of `transform` on the chunks of `0..<count`, in the order of the chunks.
/// - Throws: `CancellationError` once cancelled.
@inlinable
public func parallelMap<Value: Sendable>(
  count: Int, chunkSize: Int? = nil, reportsProgress: Bool = false, context: ComputeContext,
  transform: @Sendable (Range<Int>, Int) -> Value
) throws(CancellationError) -> [Value] {
  var values = [Value?](repeating: nil, count: chunkLayout(count: count, chunkSize: chunkSize).chunks)
  try values.withDisjointSlots { (slots) throws(CancellationError) in
    try parallelChunks(
      count: count, chunkSize: chunkSize, reportsProgress: reportsProgress, context: context
    ) { range, chunk in slots[chunk] = transform(range, chunk) }
  }
  return values.compactMap { $0 }
}
