import Dispatch

/// Runs `body` once for each of `count` workers, each on a thread of its own as far as there are threads, and returns when all
/// have ended. A single worker runs on the calling thread.
/// - Parameter body: gets the number of the worker, 0 ..< count.
package func runWorkers(_ count: Int, _ body: @Sendable (Int) -> Void) {
  guard count > 1 else {
    if count == 1 { body(0) }
    return
  }
  let spread = Spread()
  DispatchQueue.concurrentPerform(iterations: count) { worker in
    spread.settle()
    body(worker)
  }
}
