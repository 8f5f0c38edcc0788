import Tables
import Wording

/// What `%explore` says beside its figures.
enum ExplorerWords {
  static let needsWidgets =
    "Sliders and menus need a front end with widgets, such as JupyterLab with jupyterlab_widgets; this is what they start from."

  /// Titles of the two maps of `%app`.
  static let before = "Before: all customers"

  static func after(_ k: Int) -> String { "After: the same customers in \(count(k, "segment"))" }

  /// The lines that show the same in cells; not in `%app`, whose readers type none.
  /// - Parameter isStart: whether nobody has said how many segments there are to be.
  static func lines(of choices: ExplorerChoices, isStart: Bool) -> String {
    let start = isStart ? "It begins with \(choices.k); \u{201C}How many\u{201D} compares the numbers." : ""
    let lines = choices.comparesMaps ? [] : [choices.segmentationLine, choices.figureLine].compactMap { $0 }
    let typed = lines.isEmpty ? "" : "The same in cells: " + lines.map(code).joined(separator: " then ")
    let parts = [start, typed].filter { !$0.isEmpty }
    return parts.isEmpty ? "" : Announcement.said(parts.joined(separator: " "))
  }

  static func outdated(by table: Table?) -> String {
    Announcement.outdated(by: table, then: "The next move draws that.")
  }

  static let notKept = Announcement.said(
    "Nothing was kept: the table had changed, and these are the segments of what it is now. Press once more to keep them."
  )

  static func kept(_ choices: ExplorerChoices) -> String {
    if choices.comparesMaps { return "" }
    return Announcement.said(
      "Kept: the session took the segments of \(code(choices.segmentationLine)). %undo takes it back.")
  }

  static func failed(_ message: String) -> String { Announcement.said(escapedMarkup(message)) }

  static func noFigure(of page: ExplorerChoices.Page) -> String {
    Announcement.said(
      page == .histogram
        ? "This table has no column to draw." : "\(page.title) is drawn of a tree, and this method grows none.")
  }

  private static func code(_ line: String) -> String { "<code>\(escapedMarkup(line))</code>" }
}
