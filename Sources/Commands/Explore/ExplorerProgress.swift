import KernelInterface
import Synchronization
import Widgets

/// Tells how far a longer computation is, in a line of the page: from half a second on, five times a second.
final class ExplorerProgress: Sendable {
  private let line: Widget<HTML>
  private let context: any OutputContext
  private let next = Mutex(ContinuousClock.now + .milliseconds(500))

  init(on line: Widget<HTML>, in context: any OutputContext) {
    self.line = line
    self.context = context
  }

  /// - Parameter share: 0…1.
  func report(share: Double) {
    let isTime = next.withLock { next in
      let now = ContinuousClock.now
      guard now >= next else { return false }
      next = now + .milliseconds(200)
      return true
    }
    if isTime { line.update(in: context) { $0.value = ExplorerWords.working("Computing", share: share) } }
  }
}
