import Machine
import Synchronization

/// The results of `body` for 0..<count in order, computed on up to `threads` threads.
///
/// The file's text and the columns under construction are shared by address, which the compiler cannot check: `body` may
/// read the text, and write only places that belong to its own index. It looks itself whether to stop.
func parallelMap<Result>(count: Int, threads: Int, _ body: (Int) -> Result) -> [Result] {
  let workers = min(count, threads)
  if workers <= 1 { return (0..<count).map(body) }
  var results = [Result?](repeating: nil, count: count)
  results.withUnsafeMutableBufferPointer { slots in
    // Safe because every iteration writes its own slot, and the call returns only after the last of them.
    nonisolated(unsafe) let slots = slots
    nonisolated(unsafe) let body = body
    let next = Atomic(0)
    runWorkers(workers) { _ in
      while true {
        let i = next.add(1, ordering: .relaxed).oldValue
        guard i < count else { return }
        slots[i] = body(i)
      }
    }
  }
  return results.compactMap { $0 }
}
