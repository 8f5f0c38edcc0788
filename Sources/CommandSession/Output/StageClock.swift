import Synchronization

/// Where a command's time goes: one stage after the other, each from when it is entered until the next is.
package final class StageClock: Sendable {
  package struct Stage: Sendable {
    /// In words: "growing the tree".
    package let name: String
    /// All its turns together.
    package var duration: Duration
  }

  private struct State {
    var stages: [Stage] = []
    var current: (name: String, since: ContinuousClock.Instant)?

    mutating func end(at now: ContinuousClock.Instant) {
      guard let stage = current else { return }
      current = (stage.name, now)
      if let place = stages.firstIndex(where: { $0.name == stage.name }) {
        stages[place].duration += now - stage.since
      } else {
        stages.append(Stage(name: stage.name, duration: now - stage.since))
      }
    }
  }

  private let state = Mutex(State())

  /// Begins anew: what was measured was of another command.
  func restart() { state.withLock { $0 = State() } }

  /// The stage that is under way ends, and another begins.
  package func enter(_ name: String) {
    let now = ContinuousClock.now
    state.withLock { state in
      if state.current?.name == name { return }
      state.end(at: now)
      state.current = (name, now)
    }
  }

  /// The stages until now, in the order in which they were entered first.
  package var times: [Stage] {
    let now = ContinuousClock.now
    return state.withLock { state in
      state.end(at: now)
      return state.stages
    }
  }
}
