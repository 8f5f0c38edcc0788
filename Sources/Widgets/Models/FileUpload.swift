import Wording

/// A button that takes a file from the user's machine.
public struct FileUpload: WidgetModel {
  public var kind: WidgetKind { .control("FileUpload") }

  /// A file as it was sent.
  public struct File: Sendable, Equatable {
    /// Without a folder.
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  public var description: String
  /// Endings and types that the browser's dialogue offers, separated by commas.
  public var accepted: String
  /// The file that was sent last; the front end is never sent it back.
  public var file: File?
  public var isDisabled = false

  public init(_ description: String, accepting accepted: String = "") {
    self.description = description
    self.accepted = accepted
  }

  public var unechoedKeys: Set<String> { ["value"] }

  public var state: [String: JSONValue] {
    [
      "description": .string(description), "accept": .string(accepted), "multiple": false, "value": [], "error": "",
      "disabled": .bool(isDisabled), "button_style": "", "icon": "upload",
    ]
  }

  public mutating func take(_ key: String, _ value: JSONValue, buffers: WidgetBuffers) throws(WidgetMistake) {
    // What went wrong while the browser read the file is seen by its lack.
    if key == "error" { return }
    guard key == "value" else { throw .fixed(key) }
    guard case .array(let files) = value else { throw .unfit(key) }
    guard let last = files.last else {
      file = nil
      return
    }
    guard let name = last["name"]?.text, let bytes = buffers["value", .integer(files.count - 1), "content"] else {
      throw .unfit(key)
    }
    // A browser sends the name alone; another client may send a path, which must lead nowhere.
    file = File(name: String(name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "upload"), bytes: bytes)
  }
}
