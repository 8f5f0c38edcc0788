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
/// asked for. A page is made when it is opened first; what takes long is made beside it.
final class AppPage: Sendable {
  /// What a page was drawn from; drawn again only when that has changed.
  private struct Source: Equatable, Sendable {
    var table: Int?
    var segmentation: Int?
    var choices: [String] = []
  }

  let live: any LiveSession
  /// What reads the segments.
  let reading = AppWork()
  private let drawing = AppWork()
  private let writing = AppWork()
  private let threads: Int?
  private let explorer: Explorer
  private let opened = Mutex<AppControls?>(nil)
  private let drawn = Mutex<[AppControls.Section: Source]>([:])
  /// Whether the page says that another cell has changed the table.
  private let saysOutdated = Atomic(false)

  init(live: any LiveSession, threads: Int?) {
    self.live = live
    self.threads = threads
    explorer = Explorer(live: live, threads: threads)
  }

  deinit { stopWork() }

  var controls: AppControls? { opened.withLock { $0 } }

  /// Opens the application on the table in use.
  /// - Returns: what the cell shows.
  /// - Throws: `missingStage` without a table.
  func open(from session: Session, in context: any OutputContext) throws -> DisplayData {
    let table = try session.table()
    let page = WidgetPage(in: live.widgets, openedBy: context, owner: self)
    var choices = try ExplorerChoices(startingFrom: session)
    (choices.comparesMaps, choices.color) = (true, "none")
    let root = explorer.open(on: page, choices, of: table)
    let controls = AppControls(
      on: page, tables: AppTable.choices(in: session), inUse: table.name,
      columns: AppControls.Columns(of: table), explorer: root, header: AppWords.header, actions)
    opened.withLock { $0 = controls }
    // The first page is also what is seen where there are no widgets, and before they have come.
    let overview = made(Self.overview, of: session, isOnWidgets: false, context)
    let markup = overview.map(\.markup).joined(separator: "\n").onWidget
    controls.overview.update(in: context) { $0.value = markup }
    drawn.withLock { $0 = [.overview: Source(table: session.current?.stamp)] }
    let plain = overview.map(\.plainText).filter { !$0.isEmpty } + [AppWords.needsWidgets]
    let fallback = DisplayData(
      [.plain(plain.joined(separator: "\n\n")), .html(AppWords.first(markup))], kind: "app")
    return page.display(controls.root, fallback: fallback)
  }

  private var actions: AppControls.Actions {
    AppControls.Actions(
      chooseTable: { [weak self] in self?.chooseTable($0, $1) },
      upload: { [weak self] in self?.read($0) },
      show: { [weak self] in self?.show($0) },
      drawMap: { [weak self] in self?.drawMap($0) },
      showCustomer: { [weak self] in self?.showCustomer($0, $1) },
      prepareFiles: { [weak self] in self?.prepareFiles($0) })
  }

  // MARK: Pages

  private static let overview = ["%head", "%roles", "%missing", "%describe"]

  /// The overview shows what was said while the table was read.
  func markOverviewDrawn() {
    let source = Source(table: live.session.current?.stamp)
    drawn.withLock { $0 = [.overview: source] }
  }

  /// A page is made anew when it is opened next.
  func forget(_ section: AppControls.Section) { drawn.withLock { $0[section] = nil } }

  /// Draws the page that is seen, where something of it is out of date.
  func show(_ context: any OutputContext) {
    guard let controls else { return }
    switch controls.section {
    case .overview, .exploration: break
    case .segments: explorer.follow(in: context)
    case .reading, .customers:
      if live.session.currentSegmentation == nil, !explorer.isUp(to: live.session) {
        let area = controls.section == .reading ? controls.insights : controls.portrait
        let wait = PageWait("Finding segments", in: area, context)
        explorer.follow(in: context)
        wait.end()
      }
      explorer.keepWhatIsSeen(in: context)
    }
    show(live.session, controls, context)
    if saysOutdated.exchange(false, ordering: .relaxed) {
      controls.status.update(in: context) { $0.value = AppWords.loaded(self.live.session.current?.value) }
    }
  }

  private func show(_ session: Session, _ controls: AppControls, _ context: any OutputContext) {
    guard let table = session.current?.value else { return }
    controls.list(AppControls.Columns(of: table), in: context)
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
    case .overview: fill(controls.overview, Self.overview, session, context)
    case .exploration:
      let names = choices.map(Quoting.item)
      if before?.table != source.table || before?.choices.first != choices[0] {
        fill(controls.histogram, ["%hist \(names[0])"], session, context)
      }
      if before?.table != source.table || before.map({ Array($0.choices.dropFirst()) }) != Array(choices.dropFirst()) {
        if choices[1] == choices[2] || choices[2].isEmpty {
          controls.scatter.update(in: context) { $0.value = AppWords.noPair }
        } else {
          fill(controls.scatter, ["%scatter \(names[1]) \(names[2]) color=none"], session, context)
        }
      }
      if before?.table != source.table { fill(controls.correlations, ["%corr"], session, context) }
    case .segments: break
    case .reading: read(session, controls, context)
    case .customers:
      writing.stop()
      controls.files.update(in: context) { $0.value = "" }
      controls.portrait.update(in: context) { $0.value = "" }
      if !controls.customer.model.value.isEmpty { showCustomer(controls.customer.model.value, context) }
    }
  }

  /// Puts what lines show of a session into a widget; what is wrong with one of them stands in its place.
  func fill(_ area: Widget<HTML>, _ lines: [String], _ session: Session, _ context: any OutputContext) {
    let wait = PageWait("Drawing", in: area, context)
    let shown = made(lines, of: session, context) { if lines.count > 1 { wait.report(share: $0) } }
    wait.end()
    area.update(in: context) { $0.value = shown.map(\.markup).joined(separator: "\n").onWidget }
  }

  /// - Parameters:
  ///   - isOnWidgets: false for what the notebook keeps as well.
  ///   - report: told which share of the lines is done.
  private func made(
    _ lines: [String], of session: Session, isOnWidgets: Bool = true, _ context: any OutputContext,
    report: (Double) -> Void = { _ in }
  ) -> [DisplayData] {
    var shown: [DisplayData] = []
    for (place, line) in lines.enumerated() {
      do throws(ErrorReport) {
        shown += try live.preview(
          line, of: session, isOnWidgets: isOnWidgets, isInterrupted: { context.isInterrupted })
      } catch {
        shown.append(DisplayData([.plain(error.message), .html(AppWords.failed(error))]))
      }
      report(Double(place + 1) / Double(lines.count))
    }
    return shown
  }

  // MARK: Longer work

  /// What is made of a table that is no longer the one in use is of no use.
  func stopWork() {
    for work in [reading, drawing, writing] { work.stop() }
  }

  /// Starts work beside the page, or says in an area why there is none.
  /// - Returns: whether it was started.
  @discardableResult
  func start(
    _ work: AppWork, in area: Widget<HTML>, _ context: any OutputContext,
    _ body: @escaping @Sendable (any OutputContext) -> Void
  ) -> Bool {
    do throws(NoThread) {
      try work.start(body)
      return true
    } catch {
      area.update(in: context) { $0.value = AppWords.noThread(error) }
      return false
    }
  }

  func computing(_ context: any OutputContext, report: @escaping @Sendable (Double) -> Void) -> ComputeContext {
    ComputeContext(
      threads: threads ?? processorCount, isCancelled: { context.isInterrupted }, report: report)
  }

  /// Runs a line on the session, and shows its progress and what it shows.
  func run(
    _ line: String, in area: KeyPath<AppControls, Widget<HTML>>, progressIn progress: Widget<HTML>? = nil,
    _ context: any OutputContext
  ) {
    guard let controls else { return }
    let output = WidgetOutput(controls[keyPath: area], progressIn: progress, in: context)
    if case .failed(let report) = live.executeOnWidgets(line, in: output) {
      controls[keyPath: area].update(in: context) { $0.value = AppWords.failed(report) }
    }
  }

  private func drawMap(_ context: any OutputContext) {
    explorer.keepWhatIsSeen(in: context)
    guard let controls else { return }
    controls.map.update(in: context) { $0.value = Announcement.working("Drawing the finer map", share: nil) }
    start(drawing, in: controls.map, context) { [weak self] context in
      guard let self else { return }
      self.run("%tsne", in: \.map, context)
      guard self.live.session.state(of: .map) == .current, let controls = self.controls else { return }
      controls.map.update(in: context) { $0.value = "" }
      self.explorer.follow(in: context)
    }
  }

  private func showCustomer(_ identifier: String, _ context: any OutputContext) {
    let identifier = identifier.trimmingBlanks()
    guard !identifier.isEmpty, let controls else { return }
    fill(controls.portrait, ["%customer \(Quoting.item(identifier))"], live.session, context)
  }

  private func prepareFiles(_ context: any OutputContext) {
    guard let controls else { return }
    controls.files.update(in: context) { $0.value = Announcement.working("Writing", share: 0) }
    start(writing, in: controls.files, context) { [weak self] context in
      guard let live = self?.live else { return }
      let files = AppFiles(live: live, isInterrupted: { context.isInterrupted })
      let links = files.links { what, share in
        controls.files.update(in: context) { $0.value = Announcement.working(what, share: share) }
      }
      controls.files.update(in: context) { $0.value = links }
    }
  }
}

extension AppPage: SessionFollower {
  /// Says so where what is seen is of a table that is in use no longer.
  func sessionChanged(in context: any OutputContext) {
    guard let controls else { return }
    explorer.sessionChanged(in: context)
    listTables(controls, context)
    let table = live.session.current
    let isOutdated = drawn.withLock { $0[controls.section].map { $0.table != table?.stamp } ?? false }
    guard saysOutdated.exchange(isOutdated, ordering: .relaxed) || isOutdated else { return }
    controls.status.update(in: context) {
      $0.value = isOutdated ? AppWords.outdated(by: table?.value) : AppWords.loaded(table?.value)
    }
  }
}
