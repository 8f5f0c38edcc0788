import CommandSession
import KernelInterface
import Synchronization
import Widgets
import Wording

/// Puts what lines show, progress included, into a widget on the page; questions get no answer.
final class WidgetOutput: FileSending {
  private struct Piece {
    let id: String?
    var markup: String
  }

  private let area: Widget<HTML>
  /// Where progress stands, if not in the place of the result.
  private let progress: Widget<HTML>?
  /// The file that lines name; no visitor is to read of where it lies.
  let sentFile: SentFile?
  private let context: any OutputContext
  private let pieces = Mutex<[Piece]>([])

  /// - Parameter context: what set the lines off.
  init(
    _ area: Widget<HTML>, progressIn progress: Widget<HTML>? = nil, reading file: SentFile? = nil,
    in context: any OutputContext
  ) {
    sentFile = file
    self.area = area
    self.progress = progress
    self.context = context
  }

  var isInterrupted: Bool { context.isInterrupted }

  func write(_ text: String, to stream: OutputStream) {
    change { $0.append(Piece(id: nil, markup: "<pre style=\"white-space:pre-wrap\">\(escapedMarkup(text))</pre>")) }
  }

  func display(_ data: DisplayData, id: String?) {
    if isProgress(data) { return tell(data) }
    change { $0.append(Piece(id: id, markup: data.markup)) }
  }

  func update(_ data: DisplayData, id: String) {
    if isProgress(data) { return tell(data) }
    change { pieces in
      let places = pieces.indices.filter { pieces[$0].id == id }
      for place in places { pieces[place].markup = data.markup }
      // The result of a command whose progress stood elsewhere.
      if places.isEmpty { pieces.append(Piece(id: id, markup: data.markup)) }
    }
  }

  private func isProgress(_ data: DisplayData) -> Bool { progress != nil && data.kind == ProgressLine.kind }

  private func tell(_ data: DisplayData) {
    let words = withoutFolder(data.markup)
    progress?.update(in: context) { $0.value = Announcement.said(words) }
  }

  func clearOutput(wait: Bool) { change { $0 = [] } }

  func page(_ data: DisplayData) { display(data, id: nil) }

  func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String { throw .notAllowed }

  func history(last count: Int) -> [HistoryEntry] { [] }

  private func change(_ body: (inout [Piece]) -> Void) {
    let markup = pieces.withLock { pieces in
      body(&pieces)
      return pieces.map(\.markup).joined(separator: "\n")
    }
    let shown = withoutFolder(markup).onWidget
    area.update(in: context) { $0.value = shown }
  }

  private func withoutFolder(_ markup: String) -> String {
    sentFile.map { markup.replacing(escapedMarkup($0.folderPath), with: "") } ?? markup
  }
}

extension DisplayData {
  /// As a page sets it.
  var markup: String {
    for case .html(let text) in forms { return text }
    return plainText.isEmpty ? "" : "<pre>\(escapedMarkup(plainText))</pre>"
  }
}
