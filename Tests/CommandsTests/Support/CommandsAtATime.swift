import Dispatch
import KernelInterface
import Synchronization

@testable import CommandSession

extension SampleSession {
  /// Runs `held` on a thread of its own, from before `other` begins until after it has ended.
  func run(_ held: String, around other: String) -> [ExecutionOutcome] {
    let (begun, mayGoOn, ended) = (
      DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
    )
    let isFirst = Mutex(true)
    // A line asks whether it is interrupted once it has its draft.
    let context = RecordingContext {
      let holds = isFirst.withLock { isFirst in
        defer { isFirst = false }
        return isFirst
      }
      guard holds else { return }
      begun.signal()
      mayGoOn.wait()
    }
    let outcome = Mutex<ExecutionOutcome?>(nil)
    let cohort = cohort
    DispatchQueue.global().async {
      let result = cohort.execute(held, in: context)
      outcome.withLock { $0 = result }
      ended.signal()
    }
    begun.wait()
    let result = cohort.execute(other, in: RecordingContext())
    mayGoOn.signal()
    ended.wait()
    return [result, outcome.withLock { $0 }].compactMap { $0 }
  }
}
