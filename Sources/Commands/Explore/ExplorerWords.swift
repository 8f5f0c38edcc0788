import Wording

/// What `%explore` says beside its figures.
enum ExplorerWords {
  static let needsWidgets =
    "Sliders and menus need a front end with widgets, such as JupyterLab with jupyterlab_widgets; this is what they start from."

  /// Titles of the two maps of `%app`.
  static let before = "Before: all customers"

  static func after(_ k: Int) -> String { "After: the same customers in \(count(k, "segment"))" }

  /// The lines that show the same in cells.
  static func lines(of choices: ExplorerChoices) -> String {
    let lines = [choices.segmentationLine, choices.figureLine].compactMap { $0 }
    return said("The same in cells: " + lines.map(code).joined(separator: " then "))
  }

  static func kept(_ line: String) -> String {
    said("Kept: the session's segments are now those of \(code(line)). %undo takes it back.")
  }

  static func failed(_ message: String) -> String { said(escapedMarkup(message)) }

  static func noFigure(of page: ExplorerChoices.Page) -> String {
    said("\(page.title) is drawn of a tree, and this method grows none.")
  }

  static func working(_ what: String, share: Double) -> String {
    let percent = Int((share * 100).rounded(.down))
    return said(
      "<progress max=\"1\" value=\"\(Double(percent) / 100)\"></progress> \(escapedMarkup(what)): \(percent)%")
  }

  private static func code(_ line: String) -> String { "<code>\(escapedMarkup(line))</code>" }

  /// A screen reader tells what is new here without being asked.
  private static func said(_ markup: String) -> String { "<div role=\"status\" aria-live=\"polite\">\(markup)</div>" }
}
