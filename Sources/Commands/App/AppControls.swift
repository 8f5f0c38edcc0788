import CommandLanguage
import KernelInterface
import Tables
import Widgets

/// The widgets of `%app` around those of `%explore`.
struct AppControls: Sendable {
  /// The pages, in their order.
  enum Section: Int, CaseIterable, Sendable {
    case overview, exploration, segments, reading, customers

    var title: String {
      switch self {
      case .overview: "Overview"
      case .exploration: "Exploration"
      case .segments: "Segments"
      case .reading: "Reading"
      case .customers: "Customers"
      }
    }
  }

  /// The columns that menus list.
  struct Columns {
    /// Those with a histogram.
    let drawn: [String]
    /// Those with places along an axis: numbers and dates.
    let measured: [String]

    init(of table: Table) {
      drawn = ExplorerControls.Columns(of: table).drawn
      let axes = table.columns.filter { $0.numbers != nil || $0.dates != nil }.map(\.name)
      measured = drawn.filter(Set(axes).contains)
    }
  }

  /// What the controls set off.
  struct Actions: Sendable {
    var chooseTable: @Sendable (Int, any OutputContext) -> Void
    /// Files have arrived.
    var upload: @Sendable (any OutputContext) -> Void
    var show: @Sendable (any OutputContext) -> Void
    var drawMap: @Sendable (any OutputContext) -> Void
    var showCustomer: @Sendable (String, any OutputContext) -> Void
    var prepareFiles: @Sendable (any OutputContext) -> Void
  }

  let table: Widget<Dropdown>
  let upload: Widget<FileUpload>
  let status: Widget<HTML>
  let sections: Widget<Tab>
  let overview: Widget<HTML>
  let column: Widget<Dropdown>
  let histogram: Widget<HTML>
  let x: Widget<Dropdown>
  let y: Widget<Dropdown>
  let scatter: Widget<HTML>
  let correlations: Widget<HTML>
  let map: Widget<HTML>
  let insights: Widget<HTML>
  let rules: Widget<HTML>
  let stability: Widget<HTML>
  /// How far the page of readings is.
  let readingState: Widget<HTML>
  let customer: Widget<Text>
  let portrait: Widget<HTML>
  let files: Widget<HTML>
  let root: WidgetID

  /// Opens the widgets.
  /// - Parameters:
  ///   - tables: what the menu of tables offers.
  ///   - inUse: the name of the one in use.
  ///   - columns: of that one.
  ///   - explorer: the widget that holds those of `%explore`.
  init(
    on page: WidgetPage, tables: [AppTable], inUse: String, columns: Columns, explorer: WidgetID, header: String,
    _ actions: Actions
  ) {
    let control = Layout(width: "auto", minimumWidth: "14em", flex: "0 1 24em")
    let row = Layout(flow: "row wrap", alignment: "center", gap: "2px 16px")
    func box(_ direction: WidgetBox.Direction, _ children: [WidgetID], _ layout: Layout = Layout()) -> WidgetID {
      page.add(WidgetBox(direction, children), layout: layout).id
    }
    func button(_ title: String, _ tooltip: String, _ action: @escaping @Sendable (any OutputContext) -> Void)
      -> WidgetID
    {
      page.add(Button(title, tooltip: tooltip), layout: Layout(width: "max-content")) { _, context in action(context) }
        .id
    }
    func html(_ value: String = "", _ layout: Layout? = nil) -> Widget<HTML> { page.add(HTML(value), layout: layout) }
    func menu(_ title: String, _ columns: [String], index: Int) -> Widget<Dropdown> {
      page.add(Dropdown(title, columns, index: columns.indices.contains(index) ? index : nil), layout: control) {
        _, context in
        actions.show(context)
      }
    }
    let head = html(header)
    let known = tables.firstIndex { $0.table == inUse }
    table = page.add(Dropdown("table", tables.map(\.title), index: known), layout: control) { menu, context in
      if let place = menu.index { actions.chooseTable(place, context) }
    }
    upload = page.add(
      FileUpload("Upload a table", accepting: ".csv,.tsv,.txt,.gz,.xlsx,.jsonl,.ndjson", takesSeveral: true),
      layout: Layout(width: "auto")
    ) { _, context in actions.upload(context) }
    status = html("", Layout(flex: "1 1 20em"))
    overview = html()
    column = menu("column", columns.drawn, index: 0)
    histogram = html()
    (x, y) = (menu("across", columns.measured, index: 0), menu("up", columns.measured, index: 1))
    (scatter, correlations, map) = (html(), html(), html())
    (readingState, insights, rules, stability) = (html(), html(), html(), html())
    customer = page.add(Text("customer", placeholder: "an identifier"), layout: control) { text, context in
      actions.showCustomer(text.value, context)
    }
    (portrait, files) = (html(), html())
    let pages: [(Section, WidgetID)] = [
      (.overview, overview.id),
      (
        .exploration,
        box(
          .down,
          [
            box(.across, [column.id], row), histogram.id, box(.across, [x.id, y.id], row), scatter.id, correlations.id,
          ])
      ),
      (
        .segments,
        box(
          .down,
          [
            // Above the maps, which it changes.
            button("Draw the finer map (t-SNE)", "customers who are alike lie close together", actions.drawMap), map.id,
            explorer,
          ])
      ),
      (.reading, box(.down, [readingState.id, insights.id, rules.id, stability.id])),
      (
        .customers,
        box(
          .down,
          [
            box(.across, [customer.id], row), portrait.id,
            button("Prepare files to take away", "segments.csv, model.json, report.html", actions.prepareFiles),
            files.id,
          ])
      ),
    ]
    sections = page.add(Tab(pages.map { ($0.0.title, $0.1) })) { _, context in actions.show(context) }
    let style = page.add(HTML(PageStyle.sheet), layout: Layout(display: "none"))
    let parts = [head.id, box(.across, [table.id, upload.id, status.id], row), sections.id, style.id]
    root =
      page.add(
        WidgetBox(.down, parts, styleClass: PageStyle.name), layout: Layout(maximumWidth: "1240px", margin: "0 auto")
      ).id
  }

  var section: Section { sections.model.selected.flatMap(Section.init) ?? .overview }

  /// Lists the columns of another table.
  func list(_ columns: Columns, in context: any OutputContext) {
    let menus = [(column, columns.drawn, 0), (x, columns.measured, 0), (y, columns.measured, 1)]
    for (menu, columns, place) in menus {
      menu.update(in: context) { menu in
        guard menu.labels != columns else { return }
        menu.labels = columns
        menu.index = columns.indices.contains(place) ? place : columns.isEmpty ? nil : 0
      }
    }
  }
}
