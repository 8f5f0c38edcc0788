import CommandSession
import Graphics
import KernelInterface
import Segmentation
import Tables
import Widgets

/// The widgets of `%explore`.
struct ExplorerControls: Sendable {
  let k: Widget<IntSlider>
  let method: Widget<Dropdown>
  let color: Widget<Dropdown>
  let column: Widget<Dropdown>
  let axis: Widget<Dropdown>
  let segment: Widget<ToggleButtons>
  let pages: Widget<Tab>
  let segments: Widget<HTML>
  let map: Widget<HTML>
  /// The map without segments, where it stands beside the one with them.
  let before: Widget<HTML>?
  let figures: [Widget<HTML>]
  let status: Widget<HTML>
  let root: WidgetID

  /// The columns that `column` lists, and those that `color` lists behind segment and none.
  struct Columns: Sendable, Equatable {
    let drawn: [String]
    let coloring: [String]

    /// - Parameter colorsSegments: whether segments are among what the menu of colours offers.
    init(of table: Table, colorsSegments: Bool = true) {
      let known = table.columns.indices.filter { table.role(of: $0).role != .identifier }
      drawn = known.map { table.columns[$0].name }
      coloring =
        (colorsSegments ? ["segment", "none"] : ["none"])
        + known.filter { table.columns[$0].dates == nil }.map { table.columns[$0].name }
    }
  }

  /// Opens the widgets.
  /// - Parameters:
  ///   - follow: what a change of any control sets off.
  ///   - keeps: what the button sets off.
  init(
    on page: WidgetPage, _ choices: ExplorerChoices, _ columns: Columns,
    follow: @escaping @Sendable (any OutputContext) -> Void, keeps: @escaping @Sendable (any OutputContext) -> Void
  ) {
    let control = Layout(width: "auto", minimumWidth: "15em", flex: "1 1 15em")
    k = page.add(IntSlider("segments", value: choices.k, in: ExplorerChoices.counts), layout: control) { _, context in
      follow(context)
    }
    method = page.add(
      Dropdown("method", MethodChoices.variants.map(\.title), index: choices.method), layout: control
    ) { _, context in follow(context) }
    color = page.add(Dropdown(choices.comparesMaps ? "before by" : "colour", columns.coloring), layout: control) {
      _, context in follow(context)
    }
    column = page.add(
      Dropdown("column", columns.drawn, index: choices.column.flatMap(columns.drawn.firstIndex)), layout: control
    ) { _, context in follow(context) }
    axis = page.add(
      Dropdown("axis", ExplorerChoices.Axis.allCases.map(\.title)), layout: control
    ) { _, context in follow(context) }
    segment = page.add(ToggleButtons("look at", ["all"])) { _, context in follow(context) }
    // Where maps are compared, what is seen is kept once it is read.
    let keep =
      choices.comparesMaps
      ? []
      : [
        page.add(
          Button("Keep these segments", tooltip: "makes them the session's", emphasis: .primary),
          layout: Layout(width: "auto")
        ) { _, context in keeps(context) }.id
      ]
    status = page.add(HTML(), layout: Layout(flex: "1 1 20em"))
    segments = page.add(HTML(), layout: Layout(flex: "1 1 27em", overflow: "auto"))
    let drawing = Layout(minimumWidth: "18em", flex: choices.comparesMaps ? "1 1 30em" : "2 1 28em")
    before = choices.comparesMaps ? page.add(HTML(), layout: drawing) : nil
    map = page.add(HTML(), layout: drawing)
    figures = ExplorerChoices.Page.allCases.map { _ in page.add(HTML()) }
    let all = figures.map(\.id)
    func box(
      _ direction: WidgetBox.Direction, _ children: [WidgetID], styleClass: String? = nil, _ layout: Layout
    ) -> WidgetID {
      page.add(WidgetBox(direction, children, styleClass: styleClass), layout: layout).id
    }
    let row = Layout(flow: "row wrap", alignment: "center", gap: "2px 16px")
    let histogram = box(.down, [box(.across, [column.id, axis.id], row), all[1]], Layout())
    pages = page.add(
      Tab(
        ExplorerChoices.Page.allCases.map { ($0.title, $0 == .histogram ? histogram : all[$0.rawValue]) },
        selected: choices.page.rawValue)
    ) { _, context in follow(context) }
    let besideEachOther = Layout(flow: "row wrap", alignment: "flex-start", gap: "0 16px")
    let maps =
      if let before { [box(.across, [before.id, map.id], besideEachOther), segments.id] } else {
        [box(.across, [map.id, segments.id], besideEachOther)]
      }
    root = box(
      .down,
      [
        box(.across, [k.id, method.id, color.id], row), box(.across, [segment.id] + keep + [status.id], row),
      ] + maps + [pages.id, page.add(HTML(PageStyle.sheet), layout: Layout(display: "none")).id],
      styleClass: PageStyle.name, Layout(maximumWidth: "1200px"))
  }

  /// What is chosen now.
  var choices: ExplorerChoices {
    var choices = ExplorerChoices(
      k: k.model.value, method: method.model.index ?? 0,
      color: color.model.label ?? (before == nil ? "segment" : "none"),
      column: column.model.label)
    choices.axis = ExplorerChoices.Axis.allCases[axis.model.index ?? 0]
    choices.segment = (segment.model.index ?? 0) == 0 ? nil : segment.model.index
    choices.comparesMaps = before != nil
    choices.page = pages.model.selected.flatMap(ExplorerChoices.Page.init) ?? .profile
    return choices
  }

  /// Lists other columns; the choices stay where their names are still there.
  func list(_ columns: Columns, in context: any OutputContext) {
    column.update(in: context) { $0.list(columns.drawn) }
    color.update(in: context) { $0.list(columns.coloring) }
  }

  /// Offers the segments to look at one by one.
  func list(_ keys: [SegmentKey], in context: any OutputContext) {
    segment.update(in: context) { buttons in
      buttons.labels = ["all"] + keys.map { "\($0.number)" }
      buttons.tooltips = ["all segments"] + keys.map { "\($0.heading), \($0.extent)" }
      if let index = buttons.index, !buttons.labels.indices.contains(index) { buttons.index = 0 }
    }
  }
}

extension Dropdown {
  fileprivate mutating func list(_ names: [String]) {
    let chosen = label
    labels = names
    index = names.isEmpty ? nil : chosen.flatMap(names.firstIndex) ?? 0
  }
}
