import Wording

/// A button that takes files from the user's machine.
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
  /// Whether several files can be chosen at once.
  public let takesSeveral: Bool
  /// What was sent and nobody has taken yet, in its order; the front end is never sent it back.
  public private(set) var arrived: [File] = []
  public var isDisabled = false

  public init(_ description: String, accepting accepted: String = "", takesSeveral: Bool = false) {
    self.description = description
    self.accepted = accepted
    self.takesSeveral = takesSeveral
  }

  /// Takes out what has arrived: it is held no longer than it is needed.
  public mutating func takeArrived() -> [File] {
    defer { arrived = [] }
    return arrived
  }

  public var unechoedKeys: Set<String> { ["value"] }

  public var state: [String: JSONValue] {
    [
      "description": .string(description), "accept": .string(accepted), "multiple": .bool(takesSeveral), "value": [],
      "error": "", "disabled": .bool(isDisabled), "button_style": "", "icon": "upload",
    ]
  }

  public mutating func take(_ key: String, _ value: JSONValue, buffers: WidgetBuffers) throws(WidgetMistake) {
    // What went wrong while the browser read the file is seen by its lack.
    if key == "error" { return }
    guard key == "value" else { throw .fixed(key) }
    guard case .array(let files) = value else { throw .unfit(key) }
    var sent: [File] = []
    for (place, file) in files.enumerated() {
      guard let name = file["name"]?.text, let bytes = buffers["value", .integer(place), "content"] else {
        throw .unfit(key)
      }
      // A browser sends the name alone; another client may send a path, which must lead nowhere.
      let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last
      sent.append(File(name: last.map(String.init) ?? "upload", bytes: bytes))
    }
    // Another choice does not take back what was sent before and nobody has seen yet.
    arrived += sent
  }
}
