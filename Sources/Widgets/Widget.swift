import KernelInterface
import Synchronization
import Wording

/// A widget that is open in a front end: its state on this side, and the comm to the other.
///
/// The widget protocol, version 2.1:
/// https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md
public final class Widget<Model: WidgetModel>: Sendable {
  /// Called with what the user made of the widget, once nothing more waits.
  public typealias Action = @Sendable (Model, any OutputContext) -> Void

  private struct State {
    var model: Model
    var comm: (any Comm)?
    /// Whether the user has changed it, or clicked, and the action has not been called since.
    var isTouched = false
  }

  private let layout: WidgetID?
  private let state: Mutex<State>
  private let action: Action?

  /// - Parameter action: what a change by the user, or a click, sets off.
  init(_ model: Model, layout: WidgetID?, action: Action?) {
    state = Mutex(State(model: model))
    self.layout = layout
    self.action = action
  }

  /// Opens it in the front end; before, it has no name.
  func open(in context: any OutputContext) {
    let opening = JSONValue.object(["state": .object(wholeState), "buffer_paths": []])
    let comm = context.openComm(
      to: WidgetProtocol.target, with: WidgetProtocol.data(opening), listener: self)
    state.withLock { $0.comm = comm }
  }

  public var id: WidgetID { WidgetID(state.withLock { $0.comm?.id } ?? "") }

  public var model: Model { state.withLock { $0.model } }

  /// Changes the widget, and tells the front ends what is different now.
  /// - Parameter context: what the change is part of; nil for one that nothing asked for, such as progress.
  public func update(in context: (any OutputContext)?, _ change: (inout Model) -> Void) {
    let (before, after) = state.withLock { state in
      let before = state.model
      change(&state.model)
      return (before.state, state.model.state)
    }
    send("update", after.filter { before[$0.key] != $0.value }, in: context)
  }

  /// Everything the front end is to know.
  var wholeState: [String: JSONValue] {
    let model = model
    var whole = model.state.merging(model.kind.state) { $1 }
    if let layout { whole["layout"] = layout.reference }
    return whole
  }

  private func send(_ method: String, _ changed: [String: JSONValue], in context: (any OutputContext)?) {
    guard !changed.isEmpty, let comm = state.withLock({ $0.comm }) else { return }
    let data = WidgetProtocol.data(["method": .string(method), "state": .object(changed), "buffer_paths": []])
    if let context { context.send(data, on: comm) } else { comm.send(data) }
  }
}

extension Widget: CommListener {
  public func receive(_ data: CommData, on comm: any Comm, in context: any OutputContext) {
    guard let message = try? JSONValue(reading: Array(data.json.utf8)) else { return }
    switch message["method"]?.text {
    case "update":
      take(
        message["state"]?.members ?? [:], WidgetBuffers(paths: message["buffer_paths"], buffers: data.buffers),
        in: context)
    case "request_state": send("update", wholeState, in: context)
    case "custom" where message["content"]?["event"]?.text == "click": state.withLock { $0.isTouched = true }
    default: break
    }
  }

  /// What the front end changed: taken in and told to all; what cannot be is put right there.
  private func take(_ changes: [String: JSONValue], _ buffers: WidgetBuffers, in context: any OutputContext) {
    var (taken, refused): ([String: JSONValue], [String: JSONValue]) = ([:], [:])
    let unechoed = state.withLock { state in
      for (key, value) in changes.sorted(by: { $0.key < $1.key }) {
        do throws(WidgetMistake) {
          try state.model.take(key, value, buffers: buffers)
          taken[key] = value
        } catch {
          refused[key] = state.model.state[key]
        }
      }
      if !taken.isEmpty { state.isTouched = true }
      return state.model.unechoedKeys
    }
    send("echo_update", taken.filter { !unechoed.contains($0.key) }, in: context)
    send("update", refused, in: context)
  }

  public func caughtUp(on comm: any Comm, in context: any OutputContext) {
    let model = state.withLock { state -> Model? in
      guard state.isTouched else { return nil }
      state.isTouched = false
      return state.model
    }
    if let model { action?(model, context) }
  }
}

/// What the room keeps of a widget whatever its model.
protocol AnyWidget: Sendable {
  var id: WidgetID { get }
  var kind: WidgetKind { get }
  var wholeState: [String: JSONValue] { get }
  func close()
}

extension Widget: AnyWidget {
  var kind: WidgetKind { model.kind }

  func close() { state.withLock { $0.comm }?.close(CommData(metadata: WidgetProtocol.metadata)) }
}

/// What both ends of a widget's comm agree on.
enum WidgetProtocol {
  static let target = "jupyter.widget"
  static let metadata = #"{"version":"2.1.0"}"#

  static func data(_ value: JSONValue) -> CommData { CommData(json: value.json, metadata: metadata) }
}
