import KernelInterface
import Synchronization

/// What a cell shows, in order, with progress in the place of the result that is to come.
///
/// Whether progress appeared depends on the clock; what a notebook keeps must not. So the first display of a
/// command takes over the progress line's place, and where none comes (an error, a printed text) the cell's
/// earlier output is written anew without the line.
package final class CellOutput: Sendable {
  private enum Emission {
    case display(DisplayData, id: String?)
    case text(String, OutputStream)
  }

  private struct State {
    var emissions: [Emission] = []
    /// The display id that the running command's first output has, with progress or without.
    var slot: String?
    /// Whether progress of the running command may appear at all.
    var mayShowProgress = true
    /// Whether it stands there.
    var showsProgress = false
    package var start = ContinuousClock.now
    var lastShown: ContinuousClock.Instant?
    /// When the last picture of work in progress was shown; from the first one on, pictures show the progress.
    var lastPicture: ContinuousClock.Instant?
    /// How long to wait after it.
    var picturePause = Duration.milliseconds(100)
    package var share = 0.0
    var pace = Pace()
    /// What the running command said last that it does.
    package var what: String?
    /// Whether the running command's result was given up because of an interrupt.
    var isAbandoned = false
  }

  private let context: any OutputContext
  private let ids: DisplayIDs
  private let patience: Duration
  private let state: Mutex<State>

  /// - Parameters:
  ///   - ids: where its display ids come from; they must not repeat within a kernel's life.
  ///   - patience: how long a command runs before its progress shows.
  package init(_ context: any OutputContext, ids: DisplayIDs, patience: Duration = .milliseconds(500)) {
    self.context = context
    self.ids = ids
    self.patience = patience
    self.state = Mutex(State())
  }

  package var isInterrupted: Bool { context.isInterrupted }

  /// Where the running command's time goes.
  package let stages = StageClock()

  /// Starts the clock and the place of the next command's output.
  /// - Parameter showsProgress: whether the command may say how far it is.
  func beginCommand(showsProgress: Bool) {
    stages.restart()
    state.withLock { state in
      retract(&state)
      state.slot = ids.next()
      state.mayShowProgress = showsProgress
      state.start = .now
      state.lastShown = nil
      state.lastPicture = nil
      state.picturePause = .milliseconds(100)
      state.share = 0
      state.pace = Pace()
      state.what = nil
      state.isAbandoned = false
    }
  }

  /// Gives up the running command's result: the user interrupted while it was being drawn.
  package func abandon() { state.withLock { $0.isAbandoned = true } }

  var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

  /// Takes away progress that no result has replaced.
  func endCommand() {
    state.withLock { state in
      retract(&state)
      state.slot = nil
    }
  }

  /// Shows a result.
  package func display(_ data: DisplayData) {
    let data = data.printable
    state.withLock { state in
      let slot = state.slot
      state.slot = nil
      if let slot, state.showsProgress {
        state.showsProgress = false
        context.update(data, id: slot)
      } else {
        context.display(data, id: slot)
      }
      state.emissions.append(.display(data, id: slot))
    }
  }

  package func write(_ text: String, to stream: OutputStream = .stdout) {
    let text = text.printable
    state.withLock { state in
      retract(&state)
      context.write(text, to: stream)
      state.emissions.append(.text(text, stream))
    }
  }

  package func clear(wait: Bool) {
    state.withLock { state in
      state.showsProgress = false
      state.emissions = []
      context.clearOutput(wait: wait)
    }
  }

  /// Reports how far the running command is: shown once it has run for half a second, at most ten times a second.
  package func report(_ what: String, share: Double) {
    state.withLock { state in
      state.what = what
      state.share = max(state.share, min(share, 1))
      guard state.lastPicture == nil, let now = turn(state, after: state.lastShown) else { return }
      state.lastShown = now
      show(progress(what, &state, at: now).data, &state)
    }
  }

  /// Shows a picture of work in progress where the result will stand, at most ten times a second, and so seldom that
  /// pictures take no more than a twentieth of the time. Where only text is seen, it says how far the command is.
  ///
  /// Reports come far more often than pictures and would take every turn: so a picture has its turns to itself.
  package func frame(_ data: () -> DisplayData) {
    state.withLock { state in
      guard let now = turn(state, after: state.lastPicture, pause: state.picturePause) else { return }
      var data = data()
      if let what = state.what {
        data.forms.removeAll { if case .plain = $0 { true } else { false } }
        data.forms.append(.plain(progress(what, &state, at: now).text))
      }
      show(data, &state)
      let end = ContinuousClock.now
      state.lastPicture = end
      state.picturePause = max(.milliseconds(100), (end - now) * 20)
    }
  }

  private func progress(_ what: String, _ state: inout State, at now: ContinuousClock.Instant) -> ProgressLine {
    state.pace.note(state.share, after: now - state.start)
    return ProgressLine(what: what, share: state.share, timeLeft: state.pace.timeLeft)
  }

  /// The time, when it is time to show something again: by default a tenth of a second after the last.
  private func turn(
    _ state: State, after last: ContinuousClock.Instant?, pause: Duration = .milliseconds(100)
  ) -> ContinuousClock.Instant? {
    guard state.mayShowProgress, state.slot != nil else { return nil }
    let now = ContinuousClock.now
    guard now - state.start >= patience else { return nil }
    if let last, now - last < pause { return nil }
    return now
  }

  private func show(_ data: DisplayData, _ state: inout State) {
    guard let slot = state.slot else { return }
    let data = data.printable
    if state.showsProgress {
      context.update(data, id: slot)
    } else {
      context.display(data, id: slot)
      state.showsProgress = true
    }
  }

  /// Writes the cell's output anew without the progress line.
  private func retract(_ state: inout State) {
    guard state.showsProgress else { return }
    state.showsProgress = false
    context.clearOutput(wait: false)
    for emission in state.emissions {
      switch emission {
      case .display(let data, let id): context.display(data, id: id)
      case .text(let text, let stream): context.write(text, to: stream)
      }
    }
  }
}
