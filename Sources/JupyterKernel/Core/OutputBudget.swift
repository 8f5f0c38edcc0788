/// How much one cell may still put out. A flood would stop the browser that shows it.
struct OutputBudget: Sendable, Equatable {
  /// 1 MiB: the server in between lets through about as much a second.
  static let textLimit = 1 << 20
  static let displayLimit = 1000

  private let textLimit: Int
  private let displayLimit: Int
  private var textTaken = 0
  private var displaysTaken = 0
  /// What was left out, in UTF-8 bytes, line breaks and displays.
  private var bytesLeftOut = 0
  private var linesLeftOut = 0
  private var displaysLeftOut = 0

  /// - Parameters:
  ///   - textLimit: in UTF-8 bytes.
  ///   - displayLimit: in displays; updates of a display do not count.
  init(textLimit: Int = OutputBudget.textLimit, displayLimit: Int = OutputBudget.displayLimit) {
    self.textLimit = textLimit
    self.displayLimit = displayLimit
  }

  /// The part of `text` that may be printed, nil when none may.
  mutating func admit(_ text: String) -> String? {
    guard !text.isEmpty else { return nil }
    let room = textLimit - textTaken
    if text.utf8.count <= room {
      textTaken += text.utf8.count
      return text
    }
    var end = text.utf8.index(text.startIndex, offsetBy: room)
    // Back to a character's edge, so that no half of one goes out.
    while end > text.startIndex, end.samePosition(in: text) == nil { end = text.utf8.index(before: end) }
    let admitted = text[..<end]
    let rest = text[end...]
    textTaken = textLimit
    bytesLeftOut += rest.utf8.count
    linesLeftOut += rest.utf8.count { $0 == UInt8(ascii: "\n") }
    return admitted.isEmpty ? nil : String(admitted)
  }

  /// Whether one more display may be shown.
  mutating func admitDisplay() -> Bool {
    guard displaysTaken < displayLimit else {
      displaysLeftOut += 1
      return false
    }
    displaysTaken += 1
    return true
  }

  /// Starts afresh, except for what was left out already.
  mutating func reset() {
    textTaken = 0
    displaysTaken = 0
  }

  /// What to report to the user of what was left out; nil when nothing was.
  var notice: String? {
    var parts: [String] = []
    if bytesLeftOut > 0 { parts.append("\(bytesLeftOut) bytes of text (\(linesLeftOut) lines)") }
    if displaysLeftOut > 0 { parts.append("\(displaysLeftOut) displays") }
    guard !parts.isEmpty else { return nil }
    let limit = "one cell shows at most \(textLimit) bytes of text and \(displayLimit) displays"
    return "\n[left out: \(parts.joined(separator: " and ")); \(limit)]\n"
  }
}
