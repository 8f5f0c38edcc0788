import CProcessor
import Dispatch
import Synchronization

/// Gives memory that is free back to the system once nothing has run for a moment.
///
/// The C library keeps what was freed for whoever asks next: after commands on a million customers that is twice as much as is in use. To
/// have it again costs the next command milliseconds, so commands that follow each other closely are spared that.
package final class SpareMemory: Sendable {
  private struct State {
    var running = 0
    /// When the last work ended.
    var end = DispatchTime.now()
    var isPlanned = false
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "spare memory", qos: .utility)
  /// How long nothing must have run, in seconds.
  private let pause: Double
  private let giveBack: @Sendable () -> Void

  /// - Parameters:
  ///   - pause: how long nothing must have run, in seconds.
  ///   - giveBack: gives the memory back; for tests another one.
  package init(pause: Double = 1, giveBack: @escaping @Sendable () -> Void = SpareMemory.giveBack) {
    self.pause = pause
    self.giveBack = giveBack
  }

  /// Work begins.
  package func begin() { state.withLock { $0.running += 1 } }

  /// Work has ended; other work may go on.
  package func end() {
    let isToPlan = state.withLock { state in
      state.running -= 1
      state.end = .now()
      defer { state.isPlanned = true }
      return !state.isPlanned
    }
    if isToPlan { plan() }
  }

  /// Gives back at once what is free.
  package static func giveBack() { cohort_give_pages_back() }

  private func plan() {
    let end = state.withLock { $0.end }
    queue.asyncAfter(deadline: end + pause) { [weak self] in self?.look() }
  }

  private func look() {
    let (isIdle, isTooEarly) = state.withLock { state in
      let isIdle = state.running == 0
      let isTooEarly = isIdle && DispatchTime.now() < state.end + pause
      // The end of what runs plans anew.
      state.isPlanned = isTooEarly
      return (isIdle, isTooEarly)
    }
    if isTooEarly { plan() } else if isIdle { giveBack() }
  }
}
