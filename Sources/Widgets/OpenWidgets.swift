import KernelInterface
import Synchronization
import Wording

/// The widgets that a kernel has open, page by page.
///
/// A front end that comes later (a reload, a second window, a server that ran the cells for a browser) asks for all states.
public final class OpenWidgets: Sendable {
  private struct Page {
    let number: Int
    let owner: any AnyObject & Sendable
    var widgets: [any AnyWidget] = []
  }

  private struct State {
    var pages: [Page] = []
    var pageCount = 0
  }

  /// Pages that stay open; a cell that is run again opens another one, and the oldest is closed.
  public static let mostPages = 8

  private let state = Mutex(State())

  public init() {}

  /// - Returns: the number of the page.
  func beginPage(of owner: any AnyObject & Sendable) -> Int {
    let (number, old) = state.withLock { state -> (Int, Page?) in
      state.pageCount += 1
      state.pages.append(Page(number: state.pageCount, owner: owner))
      return (state.pageCount, state.pages.count > Self.mostPages ? state.pages.removeFirst() : nil)
    }
    for widget in old?.widgets.reversed() ?? [] { widget.close() }
    return number
  }

  func add(_ widget: any AnyWidget, toPage number: Int) {
    state.withLock { state in
      guard let place = state.pages.lastIndex(where: { $0.number == number }) else { return }
      state.pages[place].widgets.append(widget)
    }
  }

  /// Lets go of all pages, without telling the front end: the kernel ends, and a page that knows its session would hold it.
  public func forget() { state.withLock { $0.pages = [] } }

  /// Whoever opened the pages, the oldest first.
  public var owners: [any AnyObject & Sendable] { state.withLock { $0.pages.map(\.owner) } }

  /// What a front end needs to make them all.
  var states: JSONValue {
    let widgets = state.withLock { $0.pages.flatMap(\.widgets) }
    let states = widgets.map { widget -> (String, JSONValue) in
      (
        widget.id.text,
        [
          "model_name": .string(widget.kind.model), "model_module": .string(widget.kind.module),
          "model_module_version": .string(WidgetKind.moduleVersion), "state": .object(widget.wholeState),
        ]
      )
    }
    return .object(Dictionary(states) { $1 })
  }
}

/// Answers front ends that ask for the states of all widgets.
public struct WidgetControl: CommTarget {
  public let name = "jupyter.widget.control"
  private let widgets: OpenWidgets

  public init(of widgets: OpenWidgets) { self.widgets = widgets }

  public func open(_ comm: any Comm, with data: CommData, in context: any OutputContext) -> (any CommListener)? {
    StatesOnRequest(widgets: widgets)
  }
}

private struct StatesOnRequest: CommListener {
  let widgets: OpenWidgets

  func receive(_ data: CommData, on comm: any Comm, in context: any OutputContext) {
    let message = try? JSONValue(reading: Array(data.json.utf8))
    guard message?["method"]?.text == "request_states" else { return }
    let answer: JSONValue = ["method": "update_states", "states": widgets.states, "buffer_paths": []]
    context.send(WidgetProtocol.data(answer), on: comm)
  }
}
