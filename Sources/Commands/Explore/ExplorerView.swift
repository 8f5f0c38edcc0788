import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Machine
import Segmentation
import Wording

/// What the page of `%explore` shows for some choices: each part is made when it is asked for, so that the first can be seen while
/// the next is made.
struct ExplorerView: Sendable {
  let choices: ExplorerChoices
  let segmentation: CustomerSegmentation
  private let session: Session

  /// - Throws: what keeps the segments from being made.
  init(_ choices: ExplorerChoices, _ work: inout ExplorerWork, _ context: ComputeContext) throws {
    let possible = choices.possible(in: work)
    try self.init(possible, try work.segmented(possible, context))
  }

  /// What can be shown before scores are known: the map alone.
  /// - Returns: nil where nothing has to be waited for, or all.
  /// - Throws: what keeps the segments from being made.
  init?(unscored choices: ExplorerChoices, _ work: ExplorerWork, _ context: ComputeContext) throws {
    let possible = choices.possible(in: work)
    guard let session = try work.cut(possible, context) else { return nil }
    try self.init(possible, session)
  }

  private init(_ choices: ExplorerChoices, _ session: Session) throws {
    self.session = session
    segmentation = try session.segmentation()
    var choices = choices
    if let segment = choices.segment, segment > segmentation.k { choices.segment = nil }
    self.choices = choices
  }

  func drawing(_ work: inout ExplorerWork, _ context: ComputeContext) throws -> Figure {
    let options = FigureOptions(width: 640, currency: session.configuration.currency)
    let title = choices.comparesMaps ? ExplorerWords.after(segmentation.k) : "Map of the customers"
    return try work.plane(context).figure(
      session, title: title, color: choices.mapColor, segment: choices.segment,
      legendRoom: choices.comparesMaps ? Self.legendRoom : 0, namesCommands: !choices.comparesMaps, options)
  }

  /// Of two maps of the same customers both keep this much for a legend, so that they are of one size.
  private static let legendRoom = 120.0

  /// The same map, as the customers stand there before they are divided.
  /// - Throws: what keeps the map from being drawn.
  func before(_ work: inout ExplorerWork, _ context: ComputeContext) throws -> String {
    try work.part(["before", choices.color]) { work in
      let options = FigureOptions(width: 640, currency: session.configuration.currency)
      let figure = try work.plane(context).figure(
        session, title: ExplorerWords.before, color: choices.color, segment: nil,
        legendRoom: Self.legendRoom, namesCommands: false, options)
      return placed(figure.htmlForWidget)
    }
  }

  /// - Throws: what keeps the map from being drawn.
  func map(_ work: inout ExplorerWork, _ context: ComputeContext) throws -> String {
    try work.part("map", choices, [choices.mapColor, "\(choices.segment ?? 0)"]) { work in
      placed(try drawing(&work, context).htmlForWidget)
    }
  }

  var table: HTMLTable {
    let name = session.current?.value.name ?? ""
    return ExplorerSegments(segmentation: segmentation, table: name, looksAt: choices.segment).html
  }

  var segments: String { PageStyle.choosingRows(placed(table.html)) }

  /// The figure of the page that is open; what is wrong with it stands in its place.
  func figure(
    _ work: inout ExplorerWork, _ live: any LiveSession, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(CancellationError) -> String {
    guard let line = choices.figureLine else { return ExplorerWords.noFigure(of: choices.page) }
    do throws(ErrorReport) {
      return try work.part("figure", choices, [line]) { (_) throws(ErrorReport) in
        placed(try live.preview(line, of: session, isInterrupted: isInterrupted).map(\.markup).joined())
      }
    } catch {
      if isInterrupted() { throw CancellationError() }
      return ExplorerWords.failed(error.message)
    }
  }

  /// What is seen where there are no widgets: the same, as it is at first.
  /// - Throws: what keeps the map from being drawn.
  func fallback(_ work: inout ExplorerWork, _ live: any LiveSession, _ context: ComputeContext) throws -> DisplayData {
    let drawing = try drawing(&work, context)
    // A figure that cannot be drawn of these segments keeps nobody from the map and the table.
    let figures =
      choices.figureLine.flatMap { line in
        try? live.preview(line, of: session, isOnWidgets: false, isInterrupted: { context.cancelled })
      } ?? []
    let plain = [table.plain, drawing.terminal] + figures.map(\.plainText) + [ExplorerWords.needsWidgets]
    let theme = session.configuration.theme
    let html = [theme.framed(table.html), theme.framed(drawing.forms.html)] + figures.map(\.markup)
    return DisplayData(
      [
        .plain(plain.joined(separator: "\n")),
        .html((html + ["<p>\(ExplorerWords.needsWidgets)</p>"]).joined(separator: "\n")),
      ], kind: "explore")
  }

  private func placed(_ markup: String) -> String { session.configuration.theme.framed(markup).onWidget }
}

extension String {
  /// Markup with the line height of a page; widgets have that of a button.
  var onWidget: String { "<div style=\"line-height:1.45\">\(self)</div>" }
}

extension ExplorerChoices {
  /// The same with no more segments than there can be.
  fileprivate func possible(in work: ExplorerWork) -> ExplorerChoices {
    var choices = self
    choices.k = min(k, work.mostSegments)
    return choices
  }
}
