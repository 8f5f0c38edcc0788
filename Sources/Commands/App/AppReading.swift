import CommandLanguage
import CommandSession
import KernelInterface
import Segmentation
import Widgets

/// The page of readings: cards and rules first, then how stable the segments are, and the cards once more with that.
extension AppPage {
  /// Makes all three beside the page.
  func read(_ session: Session, _ controls: AppControls, _ context: any OutputContext) {
    controls.readingState.update(in: context) { $0.value = AppWords.stabilityComes }
    controls.insights.update(in: context) { $0.value = Announcement.working("Reading the segments", share: nil) }
    for area in [controls.rules, controls.stability] { area.update(in: context) { $0.value = "" } }
    let isStarted = start(reading, in: controls.readingState, context) { [weak self] context in
      guard let self else { return }
      self.fillCards(of: session, controls, context)
      self.fill(controls.rules, ["%explain"], session, context)
      self.run("%stability", in: \.stability, progressIn: controls.readingState, context)
      controls.readingState.update(in: context) { $0.value = AppWords.stabilityCame }
      if self.live.session.currentStability != nil { self.fillCards(of: self.live.session, controls, context) }
    }
    guard !isStarted else { return }
    controls.insights.update(in: context) { $0.value = "" }
    forget(.reading)
  }

  /// `%insights` measures stability before it shows anything; here the cards do not wait for it.
  private func fillCards(of session: Session, _ controls: AppControls, _ context: any OutputContext) {
    let wait = PageWait("Reading the segments", in: controls.insights, context)
    let compute = computing(context) { wait.report(share: $0) }
    let markup: String
    do {
      markup = try InsightsCommand().display(of: session, stability: session.currentStability, compute).markup.onWidget
    } catch {
      let report = ErrorProse(cell: SourceText("")).report(Mistake(error, in: session).problem, at: 0..<0)
      markup = AppWords.failed(report)
    }
    wait.end()
    controls.insights.update(in: context) { $0.value = markup }
  }
}
