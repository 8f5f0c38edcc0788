import KernelInterface
import Machine
import Tables
import Wording

/// What `%app` says beside what the commands show.
enum AppWords {
  static let header =
    "<h1 style=\"font-size:22px;font-weight:600;margin:8px 0 2px\">Customer segments</h1>"
    + "<p style=\"margin:0 0 8px\">Choose a table or upload one; then go through the pages from left to right.</p>"

  static let needsWidgets =
    "The other pages need a front end with widgets, such as JupyterLab with jupyterlab_widgets; this is the first of them."

  /// The first page; the frame of `make app` shows it until the widgets have come, without the last line.
  static func first(_ overview: String) -> String {
    "\(header)\(overview)<p class=\"cohort-needs-widgets\">\(needsWidgets)</p>"
  }

  static func notWritten(_ name: String) -> String {
    "\(name) could not be written on the server: its disk may be full."
  }

  static func tooLarge(_ name: String) -> String {
    "\(name) is too large for a page; in a notebook, %export and %save write it to a file."
  }

  static func loaded(_ table: Table?) -> String {
    guard let table else { return "" }
    return Announcement.said(escapedMarkup("\(table.name): \(size(of: table))"))
  }

  private static func size(of table: Table) -> String {
    "\(count(table.rowCount, "row")), \(count(table.columns.count, "column"))"
  }

  /// What became of a file that was sent.
  struct Reading {
    let file: String
    /// What went wrong; empty where nothing did.
    var failure = ""
    /// The name that a table had already, and the one that it got instead.
    var renamed: (taken: String, instead: String)?
  }

  /// What became of files that were sent together.
  static func read(_ files: [Reading], now table: Table?) -> String {
    let taken = files.filter(\.failure.isEmpty)
    var lines = files.map(\.failure).filter { !$0.isEmpty }
    if !taken.isEmpty {
      let menu = files.count > 1 ? "; the menu of tables has each of them" : ""
      lines.append("\(list(taken.map(\.file))) \(taken.count == 1 ? "was" : "were") read\(menu).")
    }
    for file in taken {
      guard let (name, instead) = file.renamed else { continue }
      lines.append("\(file.file) is the table \(instead): \(name) is the name of another one, which stays.")
    }
    if let table {
      let isOther = files.count > 1 || taken.isEmpty
      lines.append("\(table.name)\(isOther ? " is in use" : ""): \(size(of: table))")
    }
    return Announcement.said(lines.map { "<p style=\"margin:0\">\(escapedMarkup($0))</p>" }.joined())
  }

  /// Stands where two columns would be drawn.
  static let noPair = Announcement.said("Two different columns of numbers or dates are drawn against each other.")

  /// Stands where the measure of stability will be.
  static let stabilityComes = Announcement.working(
    "How stable these segments are is being measured; the page can be used meanwhile", share: nil)

  /// Stands there once it has been tried.
  static let stabilityCame = Announcement.said("How stable the segments are stands on their cards, and below in full.")

  /// The message of an error, without the folder where a file lay for the moment.
  static func message(of report: ErrorReport, without folder: String) -> String {
    folder.isEmpty ? report.message : report.message.replacing(folder, with: "")
  }

  static func failed(_ report: ErrorReport) -> String { Announcement.said(escapedMarkup(report.message)) }

  /// What takes long is not made, since nothing could be made beside the page.
  static func noThread(_ problem: NoThread) -> String {
    Announcement.said(
      escapedMarkup(
        "The server has no thread left for this (\(problem.reason)): \(NoThread.causes). All there is stays; try it again later."
      ))
  }

  /// Another cell brought another table into use.
  static func outdated(by table: Table?) -> String {
    Announcement.outdated(by: table, then: "Each page follows when it is opened.")
  }
}
