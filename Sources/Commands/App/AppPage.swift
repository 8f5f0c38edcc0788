import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Machine
import Segmentation
import Synchronization
import Tables
import Widgets

/// The page of `%app`: what commands show, for people who type nothing.
///
/// It works on the session itself: a table that is chosen is loaded, and segments that are seen are kept once their reading is
/// asked for.
final class AppPage: Sendable {
  /// What a page was drawn from; drawn again only when that has changed.
  private struct Source: Equatable, Sendable {
    var table: Int?
    var segmentation: Int?
    var choices: [String] = []
  }

  private let live: any LiveSession
  private let explorer: Explorer
  private let opened = Mutex<AppControls?>(nil)
  private let drawn = Mutex<[AppControls.Section: Source]>([:])

  init(live: any LiveSession, threads: Int?) {
    self.live = live
    explorer = Explorer(live: live, threads: threads)
  }

  /// Opens the application on the table in use.
  /// - Returns: what the cell shows.
  /// - Throws: what keeps the first figures from being made.
  func open(from session: Session, _ compute: ComputeContext, in context: any OutputContext) throws -> DisplayData {
    let page = WidgetPage(in: live.widgets, openedBy: context, owner: self)
    let (root, fallback) = try explorer.open(
      on: page, try ExplorerChoices(startingFrom: session), from: session, compute, in: context)
    let columns = ExplorerControls.Columns(of: try session.table()).drawn
    let controls = AppControls(
      on: page, tables: AppTable.builtIn.map(\.title), columns: columns, explorer: root, header: AppWords.header,
      actions)
    opened.withLock { $0 = controls }
    show(session, controls, context)
    return page.display(controls.root, fallback: fallback)
  }

  private var actions: AppControls.Actions {
    AppControls.Actions(
      chooseTable: { [weak self] in self?.load(AppTable.builtIn[$0].line, $1) },
      upload: { [weak self] in self?.load($0, $1) },
      show: { [weak self] in self?.show($0) },
      drawMap: { [weak self] in self?.drawMap($0) },
      measureStability: { [weak self] context in self?.run("%stability", in: \.stability, context) },
      showCustomer: { [weak self] in self?.showCustomer($0, $1) },
      prepareFiles: { [weak self] in self?.prepareFiles($0) })
  }

  // MARK: Tables

  /// - Parameter folder: where a file that was sent lies for the moment; no business of who reads an error.
  private func load(_ line: String, from folder: String = "", _ context: any OutputContext) {
    guard let controls = opened.withLock({ $0 }) else { return }
    controls.status.update(in: context) { $0.value = AppWords.said("Reading …") }
    let output = WidgetOutput(controls.overview, in: context)
    // What was repaired while reading stands among what `%load` shows.
    switch live.executeOnWidgets("\(line)\n%missing\n%describe", in: output) {
    case .finished:
      let overview = Source(table: live.session.current?.stamp)
      drawn.withLock { $0 = [.overview: overview] }
      controls.status.update(in: context) { $0.value = AppWords.loaded(live.session.current?.value) }
      explorer.follow(in: context)
      show(context)
    case .failed(let report):
      controls.status.update(in: context) { $0.value = AppWords.failed(report, without: folder) }
      drawn.withLock { $0[.overview] = nil }
      show(context)
    }
  }

  private func load(_ file: FileUpload.File, _ context: any OutputContext) {
    do {
      try AppTable.withFile(file) { load("%load \(Quoting.item($0))", from: $1, context) }
    } catch {
      opened.withLock { $0 }?.status.update(in: context) { $0.value = AppWords.said(AppWords.notWritten) }
    }
  }

  // MARK: Pages

  /// Draws the page that is seen, where something of it is out of date.
  private func show(_ context: any OutputContext) {
    guard let controls = opened.withLock({ $0 }) else { return }
    if [.reading, .customers].contains(controls.section) { explorer.keepWhatIsSeen(in: context) }
    show(live.session, controls, context)
  }

  private func show(_ session: Session, _ controls: AppControls, _ context: any OutputContext) {
    guard let table = session.current?.value else { return }
    controls.list(ExplorerControls.Columns(of: table).drawn, in: context)
    let section = controls.section
    let choices = [controls.column, controls.x, controls.y].map { $0.model.label ?? "" }
    var source = Source(table: session.current?.stamp)
    if section == .reading || section == .customers { source.segmentation = session.madeSegmentation?.stamp }
    if section == .exploration { source.choices = choices }
    let before = drawn.withLock { drawn in
      defer { drawn[section] = source }
      return drawn[section]
    }
    guard before != source else { return }
    switch section {
    case .overview: fill(controls.overview, ["%head", "%roles", "%missing", "%describe"], session, context)
    case .exploration:
      let names = choices.map(Quoting.item)
      if before?.choices.first != choices[0] { fill(controls.histogram, ["%hist \(names[0])"], session, context) }
      if before.map({ Array($0.choices.dropFirst()) }) != Array(choices.dropFirst()), choices[1] != choices[2] {
        fill(controls.scatter, ["%scatter \(names[1]) \(names[2]) color=none"], session, context)
      }
      if before?.table != source.table { fill(controls.correlations, ["%corr"], session, context) }
    case .segments: break
    case .reading:
      fill(controls.insights, ["%insights"], session, context)
      fill(controls.rules, ["%explain"], session, context)
      controls.stability.update(in: context) { $0.value = "" }
    case .customers:
      controls.files.update(in: context) { $0.value = "" }
      if controls.customer.model.value.isEmpty { controls.portrait.update(in: context) { $0.value = "" } }
    }
  }

  /// Puts what lines show of a session into a widget; what is wrong with one of them stands in its place.
  private func fill(_ area: Widget<HTML>, _ lines: [String], _ session: Session, _ context: any OutputContext) {
    var parts: [String] = []
    for line in lines {
      do throws(ErrorReport) {
        let shown = try live.preview(line, of: session, isInterrupted: { context.isInterrupted })
        parts += shown.map(\.markup)
      } catch {
        parts.append(AppWords.failed(error))
      }
    }
    area.update(in: context) { $0.value = parts.joined(separator: "\n").onWidget }
  }

  // MARK: Longer work

  private func run(_ line: String, in area: KeyPath<AppControls, Widget<HTML>>, _ context: any OutputContext) {
    guard let controls = opened.withLock({ $0 }) else { return }
    let output = WidgetOutput(controls[keyPath: area], in: context)
    if case .failed(let report) = live.executeOnWidgets(line, in: output) {
      controls[keyPath: area].update(in: context) { $0.value = AppWords.failed(report) }
    }
  }

  private func drawMap(_ context: any OutputContext) {
    explorer.keepWhatIsSeen(in: context)
    run("%tsne", in: \.map, context)
    guard live.session.state(of: .map) == .current, let controls = opened.withLock({ $0 }) else { return }
    controls.map.update(in: context) { $0.value = "" }
    explorer.follow(in: context)
  }

  private func showCustomer(_ identifier: String, _ context: any OutputContext) {
    let identifier = identifier.trimmingBlanks()
    guard !identifier.isEmpty, let controls = opened.withLock({ $0 }) else { return }
    fill(controls.portrait, ["%customer \(Quoting.item(identifier))"], live.session, context)
  }

  private func prepareFiles(_ context: any OutputContext) {
    guard let controls = opened.withLock({ $0 }) else { return }
    controls.files.update(in: context) { $0.value = AppWords.said("Writing …") }
    let links = AppFiles(live: live, isInterrupted: { context.isInterrupted }).links
    controls.files.update(in: context) { $0.value = links }
  }
}
