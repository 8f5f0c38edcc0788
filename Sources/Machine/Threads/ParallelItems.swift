/// The values of `transform` for a few items of much work each, in the order of the items: several items at a time, each on threads of its own.
///
/// - Parameter transform: gets the item and what to compute it with, which asks for cancellation as `context` does and reports nothing. Its
///   results must not depend on the number of threads, as none do here.
/// - Throws: `CancellationError` once cancelled.
public func parallelItems<Item: Sendable, Value: Sendable>(
  _ items: [Item], context: ComputeContext,
  transform: @Sendable (Item, ComputeContext) throws(CancellationError) -> Value
) throws(CancellationError) -> [Value] {
  let own = ComputeContext(
    threads: context.threads / max(1, min(items.count, context.threads)), isCancelled: { context.cancelled })
  let values = try parallelMap(count: items.count, chunkSize: 1, reportsProgress: true, context: context) {
    range, _ -> Value? in
    try? transform(items[range.lowerBound], own)
  }
  let found = values.compactMap(\.self)
  // One is missing where it was cancelled.
  guard found.count == items.count else { throw CancellationError() }
  return found
}
