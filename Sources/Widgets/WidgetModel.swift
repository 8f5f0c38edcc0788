import Wording

/// The state of one widget as a value, as the front end's model of the same class has it.
///
/// Keys and meanings are those of ipywidgets 8, `@jupyter-widgets/base` and `controls` 2.0.0:
/// https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/jupyterwidgetmodels.latest.md
public protocol WidgetModel: Sendable, Equatable {
  /// What the front end makes of it.
  var kind: WidgetKind { get }

  /// Everything the front end is to know; what is left out has the front end's default.
  var state: [String: JSONValue] { get }

  /// Takes in what the user changed; a key that no user can change is refused.
  /// - Throws: `WidgetMistake` for a value that the widget cannot have; then it stays as it is.
  mutating func take(_ key: String, _ value: JSONValue, buffers: WidgetBuffers) throws(WidgetMistake)

  /// Keys that are not sent back to who changed them, because of their size.
  var unechoedKeys: Set<String> { get }
}

extension WidgetModel {
  public var unechoedKeys: Set<String> { [] }

  /// Nothing that the user could change.
  public mutating func take(_ key: String, _ value: JSONValue, buffers: WidgetBuffers) throws(WidgetMistake) {
    throw .fixed(key)
  }
}

/// Which classes of a front end's module show a widget.
public struct WidgetKind: Sendable, Equatable {
  public let module: String
  public let model: String
  /// Empty for a model without a view, such as a layout.
  public let view: String

  /// A control of `@jupyter-widgets/controls`: `IntSlider` is shown by `IntSliderModel` and `IntSliderView`.
  static func control(_ name: String) -> WidgetKind {
    WidgetKind(module: "@jupyter-widgets/controls", model: name + "Model", view: name + "View")
  }

  static let layout = WidgetKind(module: "@jupyter-widgets/base", model: "LayoutModel", view: "LayoutView")

  /// Of both modules. A front end refuses a state without it, and a view of another major version.
  static let moduleVersion = "2.0.0"

  /// The keys that tell a front end what to make.
  var state: [String: JSONValue] {
    [
      "_model_module": .string(module), "_model_module_version": .string(Self.moduleVersion),
      "_model_name": .string(model), "_view_module": .string(module),
      "_view_module_version": .string(Self.moduleVersion), "_view_name": .string(view),
    ]
  }
}

/// Why a widget does not take a value that a front end sent.
public enum WidgetMistake: Error, Sendable, Equatable {
  /// No user can change this key.
  case fixed(String)
  /// A value of the wrong type, or out of its range.
  case unfit(String)
}

/// Binary parts of a message by their place in its state, such as `["value", 0, "content"]`.
public struct WidgetBuffers: Sendable, Equatable {
  private var parts: [[JSONValue]: [UInt8]]

  public init(_ parts: [[JSONValue]: [UInt8]] = [:]) { self.parts = parts }

  /// - Parameter paths: `buffer_paths` of a message; those that are no lists, and those without a buffer, are ignored.
  init(paths: JSONValue?, buffers: [[UInt8]]) {
    var parts: [[JSONValue]: [UInt8]] = [:]
    if case .array(let paths)? = paths {
      for (path, buffer) in zip(paths, buffers) {
        if case .array(let path) = path { parts[path] = buffer }
      }
    }
    self.init(parts)
  }

  public subscript(path: JSONValue...) -> [UInt8]? { parts[path] }
}
