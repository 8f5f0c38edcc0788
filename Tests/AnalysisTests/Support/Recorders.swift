import Synchronization

/// Counts calls, from any thread.
final class Counter: Sendable {
  private let value = Atomic<Int>(0)

  var count: Int { value.load(ordering: .relaxed) }

  /// The number of calls before this one.
  func next() -> Int { value.add(1, ordering: .relaxed).oldValue }
}

/// Keeps the shares of progress told, in order.
final class Shares: Sendable {
  private let shares = Mutex<[Double]>([])

  var all: [Double] { shares.withLock { $0 } }

  func append(_ share: Double) { shares.withLock { $0.append(share) } }
}
