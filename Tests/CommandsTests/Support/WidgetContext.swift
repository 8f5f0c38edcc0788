import Dispatch
import KernelInterface
import Synchronization
import Wording

/// A front end with widgets: it keeps the state of each as it was told, and changes them as a user does.
final class WidgetContext: ExecutionContext {
  private struct Entry {
    var listener: any CommListener
    var state: [String: JSONValue]
  }

  private let entries = Mutex<[String: Entry]>([:])
  private let displays = Mutex<[DisplayData]>([])
  private let values = Mutex<[String]>([])
  private let change = DispatchSemaphore(value: 0)

  var isInterrupted: Bool { false }
  func write(_ text: String, to stream: OutputStream) {}
  func display(_ data: DisplayData, id: String?) { displays.withLock { $0.append(data) } }
  func update(_ data: DisplayData, id: String) { displays.withLock { $0.append(data) } }
  func clearOutput(wait: Bool) {}
  func page(_ data: DisplayData) {}
  func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String { throw .notAllowed }
  func history(last count: Int) -> [HistoryEntry] { [] }

  /// Values of markup that widgets were told, one after the other.
  var sent: [String] { values.withLock { $0 } }

  func forgetSent() { values.withLock { $0 = [] } }

  var shown: [DisplayData] { displays.withLock { $0 } }

  func openComm(to target: String, with data: CommData, listener: any CommListener) -> any Comm {
    let id = "c\(entries.withLock { $0.count } + 1)"
    let state = (try? JSONValue(reading: Array(data.json.utf8)))?["state"]?.members ?? [:]
    entries.withLock { $0[id] = Entry(listener: listener, state: state) }
    return End(id: id, context: self)
  }

  func send(_ data: CommData, on comm: any Comm) { comm.send(data) }

  private struct End: Comm {
    let id: String
    let context: WidgetContext
    func send(_ data: CommData) { context.heard(data, from: id) }
    func close(_ data: CommData) {}
  }

  private func heard(_ data: CommData, from id: String) {
    let state = (try? JSONValue(reading: Array(data.json.utf8)))?["state"]?.members ?? [:]
    entries.withLock { $0[id]?.state.merge(state) { $1 } }
    if let value = state["value"]?.text { values.withLock { $0.append(value) } }
    change.signal()
  }

  /// Waits for what is made beside the page.
  /// - Returns: whether it came.
  func waits(until isThere: () -> Bool) -> Bool {
    let deadline = DispatchTime.now() + .seconds(120)
    while !isThere() {
      if change.wait(timeout: deadline) == .timedOut { return isThere() }
    }
    return true
  }

  // MARK: As a user

  /// The widget of a class with a description, the first of several.
  private func id(_ model: String, _ description: String) -> String? {
    entries.withLock { entries in
      entries.filter { $0.value.state["_model_name"] == .string(model + "Model") }
        .filter { $0.value.state["description"] == .string(description) }
        .min { Int($0.key.dropFirst())! < Int($1.key.dropFirst())! }?.key
    }
  }

  func state(_ model: String, _ description: String) -> [String: JSONValue] {
    id(model, description).flatMap { id in entries.withLock { $0[id]?.state } } ?? [:]
  }

  func change(
    _ model: String, _ description: String, _ state: JSONValue, buffers: [(JSONValue, [UInt8])] = [],
    isLast: Bool = true
  ) {
    guard let id = id(model, description) else { return }
    let message: JSONValue = ["method": "update", "state": state, "buffer_paths": .array(buffers.map(\.0))]
    say(message, to: id, buffers.map(\.1), isLast: isLast)
  }

  func choose(_ label: String, in description: String) {
    let labels = state("Dropdown", description)["_options_labels"]
    guard case .array(let labels)? = labels, let place = labels.firstIndex(of: .string(label)) else { return }
    change("Dropdown", description, ["index": .integer(place)])
  }

  func click(_ description: String) {
    guard let id = id("Button", description) else { return }
    say(["method": "custom", "content": ["event": "click"]], to: id, [])
  }

  /// Opens the page of a title among tabs.
  func open(_ title: String) {
    let found = entries.withLock { entries -> (String, Int)? in
      for (id, entry) in entries {
        if case .array(let titles)? = entry.state["titles"], let place = titles.firstIndex(of: .string(title)) {
          return (id, place)
        }
      }
      return nil
    }
    guard let (id, place) = found else { return }
    say(["method": "update", "state": ["selected_index": .integer(place)]], to: id, [])
  }

  func upload(_ text: String, as name: String, in description: String) {
    upload([(name, text)], in: description)
  }

  /// - Parameter isLast: false where another message is there before this one is served.
  func upload(_ files: [(name: String, text: String)], in description: String, isLast: Bool = true) {
    let list = files.map { JSONValue.object(["name": .string($0.name), "type": "text/csv"]) }
    let buffers = files.enumerated().map { place, file -> (JSONValue, [UInt8]) in
      (["value", .integer(place), "content"], Array(file.text.utf8))
    }
    change("FileUpload", description, ["value": .array(list)], buffers: buffers, isLast: isLast)
  }

  private func say(_ message: JSONValue, to id: String, _ buffers: [[UInt8]], isLast: Bool = true) {
    guard let listener = entries.withLock({ $0[id]?.listener }) else { return }
    let end = End(id: id, context: self)
    listener.receive(CommData(json: message.json, buffers: buffers), on: end, in: self)
    if isLast { listener.caughtUp(on: end, in: self) }
  }

  /// Everything that stands on the page as words.
  var words: String {
    let values = entries.withLock { entries in
      entries.sorted { Int($0.key.dropFirst())! < Int($1.key.dropFirst())! }
        .filter { $0.value.state["_model_name"] == "HTMLModel" }.compactMap { $0.value.state["value"]?.text }
    }
    return values.map {
      $0.replacing(/<style>.*?<\/style>/.dotMatchesNewlines(), with: " ").replacing(/<[^>]*>/, with: " ")
    }
    .joined(separator: "\n").replacing("&amp;", with: "&").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
    .replacing("&#39;", with: "'")
  }

  /// The markup of a widget that holds all of some words.
  func markup(with words: String...) -> String? {
    entries.withLock { entries in
      entries.values.compactMap { $0.state["value"]?.text }.first { text in words.allSatisfy { text.contains($0) } }
    }
  }
}
