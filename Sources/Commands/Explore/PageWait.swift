import Dispatch
import KernelInterface
import Synchronization
import Widgets

/// Says in an area of the page that something is being made, once that has taken half a second, and how far it is.
final class PageWait: Sendable {
  private struct State {
    var what: String
    /// 0…1; nil while nobody knows.
    var share: Double?
    var isShown = false
    var isOver = false
  }

  private let area: Widget<HTML>
  private let context: any OutputContext
  private let state: Mutex<State>
  private let next = Mutex(ContinuousClock.now)

  /// - Parameter what: `Finding segments`.
  init(_ what: String, in area: Widget<HTML>, _ context: any OutputContext, after patience: Double = 0.5) {
    (self.area, self.context) = (area, context)
    state = Mutex(State(what: what))
    DispatchQueue.global().asyncAfter(deadline: .now() + patience) { [weak self] in self?.show() }
  }

  /// Tells how far it is; shown at most five times a second.
  func report(_ what: String? = nil, share: Double) {
    let isShown = state.withLock { state in
      if let what { state.what = what }
      state.share = share
      return state.isShown
    }
    guard isShown else { return }
    let isTime = next.withLock { next in
      let now = ContinuousClock.now
      guard now >= next else { return false }
      next = now + .milliseconds(200)
      return true
    }
    if isTime { show() }
  }

  /// From here on the area belongs to what was made.
  func end() { state.withLock { $0.isOver = true } }

  private func show() {
    state.withLock { state in
      guard !state.isOver else { return }
      state.isShown = true
      let words = Announcement.working(state.what, share: state.share)
      area.update(in: context) { $0.value = words }
    }
  }
}
