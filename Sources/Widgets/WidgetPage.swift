import KernelInterface
import Wording

/// Widgets that are shown together and closed together.
///
/// Children are added before the boxes that hold them: a front end makes each as it comes.
public final class WidgetPage: Sendable {
  private let widgets: OpenWidgets
  private let number: Int
  private let opener: any OutputContext

  /// - Parameters:
  ///   - opener: what shows the page.
  ///   - owner: what lives as long as the page is open; actions refer to it weakly.
  public init(in widgets: OpenWidgets, openedBy opener: any OutputContext, owner: any AnyObject & Sendable) {
    self.widgets = widgets
    self.opener = opener
    number = widgets.beginPage(of: owner)
  }

  /// Opens a widget.
  /// - Parameters:
  ///   - layout: how it stands among others.
  ///   - action: what a change by the user, or a click, sets off.
  public func add<Model: WidgetModel>(
    _ model: Model, layout: Layout? = nil, action: Widget<Model>.Action? = nil
  ) -> Widget<Model> {
    let layout = layout.map { open(Widget($0, layout: nil, action: nil)) }
    return open(Widget(model, layout: layout?.id, action: action))
  }

  private func open<Model>(_ widget: Widget<Model>) -> Widget<Model> {
    widget.open(in: opener)
    widgets.add(widget, toPage: number)
    return widget
  }

  /// What a cell displays to show the page.
  /// - Parameters:
  ///   - root: the widget that holds all others.
  ///   - fallback: what is seen where there are no widgets.
  public func display(_ root: WidgetID, fallback: DisplayData) -> DisplayData {
    // Nobody hears a comm without a name: then the fallback is all there is.
    guard !root.text.isEmpty else { return fallback }
    let view: JSONValue = ["model_id": .string(root.text), "version_major": 2, "version_minor": 0]
    var data = fallback
    data.forms.append(.json(mimeType: "application/vnd.jupyter.widget-view+json", text: view.json))
    return data
  }
}
