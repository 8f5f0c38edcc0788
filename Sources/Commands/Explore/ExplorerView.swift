import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Machine
import Segmentation

/// What the page of `%explore` shows for some choices, as markup.
struct ExplorerView: Sendable {
  let choices: ExplorerChoices
  let keys: [SegmentKey]
  let map: String
  let segments: String
  let figure: String
  /// What is seen where there are no widgets.
  let fallback: DisplayData

  /// - Throws: what keeps the segments or the map from being made. What is wrong with the figure of the page stands in its place.
  init(
    _ choices: ExplorerChoices, _ work: inout ExplorerWork, live: any LiveSession, _ context: ComputeContext,
    isInterrupted: @escaping @Sendable () -> Bool
  ) throws {
    var choices = choices
    let session = try work.segmented(choices, context.part(0...0.7))
    let segmentation = try session.segmentation()
    keys = segmentation.keys
    if let segment = choices.segment, segment > keys.count { choices.segment = nil }
    self.choices = choices
    let plane = try work.plane(context.part(0.7...0.8))
    let options = FigureOptions(width: 640, currency: session.configuration.currency)
    let drawing = try plane.figure(session, color: choices.color, segment: choices.segment, options)
    map = session.configuration.theme.framed(drawing.html)
    let table = ExplorerSegments(segmentation: segmentation, looksAt: choices.segment).table
    segments = session.configuration.theme.framed(table.html)
    figure = Self.figure(choices, session, live, isInterrupted)
    fallback = DisplayData(
      [
        .plain("\(table.plain)\n\(drawing.terminal)\n\(ExplorerWords.needsWidgets)"),
        .html(
          "\(segments)\(session.configuration.theme.framed(drawing.forms.html))<p>\(ExplorerWords.needsWidgets)</p>"),
      ], kind: "explore")
  }

  private static func figure(
    _ choices: ExplorerChoices, _ session: Session, _ live: any LiveSession,
    _ isInterrupted: @escaping @Sendable () -> Bool
  ) -> String {
    guard let line = choices.figureLine else { return ExplorerWords.noFigure(of: choices.page) }
    do throws(ErrorReport) {
      let shown = try live.preview(line, of: session, isInterrupted: isInterrupted)
      return shown.map(\.markup).joined()
    } catch {
      return ExplorerWords.failed(error.message)
    }
  }
}
