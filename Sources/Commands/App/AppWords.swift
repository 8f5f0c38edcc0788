import KernelInterface
import Tables
import Wording

/// What `%app` says beside what the commands show.
enum AppWords {
  static let header =
    "<h1 style=\"font-size:22px;font-weight:600;margin:8px 0 2px\">Customer segments</h1>"
    + "<p style=\"margin:0 0 8px\">Choose a table or upload one; then go through the pages from left to right.</p>"

  static let notWritten = "the file could not be written on the server: its disk may be full"

  static func tooLarge(_ name: String) -> String {
    "\(name) is too large for a page; in a notebook, %export and %save write it to a file."
  }

  static func loaded(_ table: Table?) -> String {
    guard let table else { return "" }
    return said(
      escapedMarkup("\(table.name): \(count(table.rowCount, "row")), \(count(table.columns.count, "column"))"))
  }

  /// The message of an error, without the folder where a file lay for the moment.
  static func failed(_ report: ErrorReport, without folder: String = "") -> String {
    said(escapedMarkup(folder.isEmpty ? report.message : report.message.replacing(folder, with: "")))
  }

  /// A screen reader tells what is new here without being asked.
  static func said(_ markup: String) -> String { "<div role=\"status\" aria-live=\"polite\">\(markup)</div>" }
}
