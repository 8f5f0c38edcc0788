import Tables
import Wording

/// Markup of what a page says beside its figures.
enum Announcement {
  /// A screen reader tells what is new here without being asked.
  static func said(_ markup: String) -> String { "<div role=\"status\" aria-live=\"polite\">\(markup)</div>" }

  /// A bar and words for what is being made.
  /// - Parameter share: 0…1; nil while nobody knows.
  static func working(_ what: String, share: Double?) -> String {
    let percent = share.map { Int(($0 * 100).rounded(.down)) }
    let value = percent.map { " value=\"\(Double($0) / 100)\"" } ?? ""
    return said(
      "<progress max=\"1\"\(value) aria-label=\"\(escapedMarkup(what))\"></progress> "
        + escapedMarkup(what) + (percent.map { ": \($0)%" } ?? " …"))
  }

  /// What a page says when the table is another than it was drawn from.
  /// - Parameter table: the one in use now; nil for none.
  static func outdated(by table: Table?, then next: String) -> String {
    guard let table else { return said("The table that this was drawn from is gone: %load reads one.") }
    let now = "\(table.name), \(count(table.rowCount, "row"))"
    return said(escapedMarkup("This was drawn before the table changed: it is \(now) now. \(next)"))
  }
}
