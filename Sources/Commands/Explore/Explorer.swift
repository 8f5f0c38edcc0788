import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Machine
import Segmentation
import Synchronization
import Tables
import Widgets

/// The page of `%explore`: controls, and figures that follow them.
///
/// It looks at the session as the last finished command left it, and changes it only when the user keeps what is seen.
final class Explorer: Sendable {
  private let live: any LiveSession
  private let threads: Int?
  private let work = Mutex(ExplorerWork())
  private let controls = Mutex<ExplorerControls?>(nil)

  init(live: any LiveSession, threads: Int?) {
    self.live = live
    self.threads = threads
  }

  /// Opens the controls, with the first figures.
  /// - Returns: the widget that holds all, and what is seen where there are no widgets.
  /// - Throws: what keeps the first figures from being made.
  func open(
    on page: WidgetPage, _ choices: ExplorerChoices, from session: Session, _ compute: ComputeContext,
    in context: any OutputContext
  ) throws -> (root: WidgetID, fallback: DisplayData) {
    let table = try session.table()
    let (view, fallback) = try work.withLock { work in
      _ = try work.follow(session, compute)
      let view = try ExplorerView(choices, &work, compute)
      return (view, try view.fallback(&work, live, compute))
    }
    let controls = ExplorerControls(
      on: page, choices, ExplorerControls.Columns(of: table),
      follow: { [weak self] in self?.follow(in: $0) }, keeps: { [weak self] in self?.keep(in: $0) })
    self.controls.withLock { $0 = controls }
    try work.withLock { try show(view, &$0, compute, controls, context) }
    controls.status.update(in: context) { $0.value = words(for: choices) }
    return (controls.root, fallback)
  }

  /// Opens the controls alone; `follow` draws the first figures.
  /// - Returns: the widget that holds all.
  func open(on page: WidgetPage, _ choices: ExplorerChoices, of table: Table) -> WidgetID {
    let controls = ExplorerControls(
      on: page, choices, ExplorerControls.Columns(of: table, colorsSegments: !choices.comparesMaps),
      follow: { [weak self] in self?.follow(in: $0) }, keeps: { [weak self] in self?.keep(in: $0) })
    self.controls.withLock { $0 = controls }
    return controls.root
  }

  /// Draws what is chosen now.
  func follow(in context: any OutputContext) {
    guard let controls = controls.withLock({ $0 }) else { return }
    let session = live.session
    let wait = PageWait("Computing", in: controls.status, context)
    let compute = ComputeContext(
      threads: threads ?? processorCount, isCancelled: { context.isInterrupted }, report: { wait.report(share: $0) })
    do {
      defer { wait.end() }
      try work.withLock { work in
        if try work.follow(session, compute) {
          let columns = ExplorerControls.Columns(of: try session.table(), colorsSegments: controls.before == nil)
          controls.list(columns, in: context)
        }
        let choices = controls.choices
        if let early = try ExplorerView(unscored: choices, work, compute) {
          let map = try early.map(&work, compute)
          controls.map.update(in: context) { $0.value = map }
        }
        try show(try ExplorerView(choices, &work, compute), &work, compute, controls, context)
      }
      wait.end()
      controls.status.update(in: context) { $0.value = words(for: controls.choices) }
    } catch {
      tell(Mistake(error, in: session), controls, context)
    }
  }

  private func show(
    _ view: ExplorerView, _ work: inout ExplorerWork, _ compute: ComputeContext, _ controls: ExplorerControls,
    _ context: any OutputContext
  ) throws {
    let map = try view.map(&work, compute)
    if let before = controls.before {
      let markup = try view.before(&work, compute)
      before.update(in: context) { $0.value = markup }
    }
    controls.map.update(in: context) { $0.value = map }
    controls.segments.update(in: context) { $0.value = view.segments }
    controls.k.update(in: context) { slider in
      slider.range = ExplorerChoices.counts.lowerBound...work.mostSegments
      slider.value = view.choices.k
    }
    controls.list(view.segmentation.keys, in: context)
    let figure = try view.figure(&work, live, isInterrupted: { context.isInterrupted })
    controls.figures[view.choices.page.rawValue].update(in: context) { $0.value = figure }
  }

  /// What stands beside the buttons while nothing else has to be said.
  private func words(for choices: ExplorerChoices) -> String {
    let isStart = live.session.currentSegmentation == nil && choices.k == ExplorerChoices.usualCount
    return ExplorerWords.lines(of: choices, isStart: isStart)
  }

  /// Whether what is seen was made of the table and features of a session.
  func isUp(to session: Session) -> Bool { work.withLock { $0.isUp(to: session) } }

  /// Makes the segments that are seen those of the session, if they are others.
  func keepWhatIsSeen(in context: any OutputContext) {
    let session = live.session
    let shown = work.withLock { $0.isUp(to: session) ? $0.shown : nil }
    guard let shown, session.currentSegmentation?.labels != shown.labels else { return }
    keep(in: context)
  }

  /// Makes the segments that are seen those of the session.
  private func keep(in context: any OutputContext) {
    guard let controls = controls.withLock({ $0 }) else { return }
    guard isUp(to: live.session) else {
      // Other segments than those that are seen would become the session's.
      follow(in: context)
      if isUp(to: live.session) { controls.status.update(in: context) { $0.value = ExplorerWords.notKept } }
      return
    }
    let choices = controls.choices
    switch live.executeOnWidgets(choices.segmentationLine, in: PreviewContext(isInterrupted: { context.isInterrupted }))
    {
    case .finished: controls.status.update(in: context) { $0.value = ExplorerWords.kept(choices) }
    case .failed(let report): controls.status.update(in: context) { $0.value = ExplorerWords.failed(report.message) }
    }
  }

  private func tell(_ mistake: Mistake, _ controls: ExplorerControls, _ context: any OutputContext) {
    let problem = mistake.problem
    let words = [problem.message, problem.remedy].filter { !$0.isEmpty }.joined(separator: ". ")
    // Figures of something else beside it would be taken for what it is about.
    for area in [controls.map, controls.segments] + [controls.before].compactMap({ $0 }) + controls.figures {
      area.update(in: context) { $0.value = "" }
    }
    controls.status.update(in: context) { $0.value = ExplorerWords.failed(words) }
  }
}

extension Explorer: SessionFollower {
  /// Says so where what is seen is of a table, or of features, that the session has no longer. Nothing is drawn that nobody asked for.
  func sessionChanged(in context: any OutputContext) {
    // Whoever is at work looks at the session in its turn.
    guard let controls = controls.withLock({ $0 }),
      let isUp = work.withLockIfAvailable({ $0.hasFollowed ? $0.isUp(to: live.session) : nil }) ?? nil
    else { return }
    let words = isUp ? self.words(for: controls.choices) : ExplorerWords.outdated(by: live.session.current?.value)
    controls.status.update(in: context) { $0.value = words }
  }
}
