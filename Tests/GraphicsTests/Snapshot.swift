import Foundation
import Testing

@testable import Graphics

/// Compares text with a committed file; `COHORT_SNAPSHOTS=write` writes the files anew.
struct Snapshot {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots")

  static func check(
    _ figure: Figure, named name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try check(figure.svg, named: name + ".svg", sourceLocation: sourceLocation)
    try check(figure.html, named: name + ".html", sourceLocation: sourceLocation)
    try check(figure.plain + "\n", named: name + ".txt", sourceLocation: sourceLocation)
    let differences = SceneCanvasTests.differences(figure.scene)
    if differences > 0 {
      Issue.record("\(differences) pixels of \(name)'s image are not its document's", sourceLocation: sourceLocation)
    }
  }

  static func check(
    _ text: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["COHORT_SNAPSHOTS"] == "write" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return
    }
    let data = try? Data(contentsOf: file)
    let expected = data.map { String(decoding: $0, as: UTF8.self) }
    guard let expected else {
      Issue.record("there is no snapshot \(name); COHORT_SNAPSHOTS=write makes it", sourceLocation: sourceLocation)
      return
    }
    if expected != text {
      Issue.record("\(name) changed:\n\(difference(expected, text))", sourceLocation: sourceLocation)
    }
  }

  /// The first lines that differ, the old before the new.
  private static func difference(_ old: String, _ new: String) -> String {
    let before = old.split(separator: "\n", omittingEmptySubsequences: false)
    let after = new.split(separator: "\n", omittingEmptySubsequences: false)
    let changes = after.difference(from: before).sorted { offset($0) < offset($1) }
    let shown = changes.prefix(12).map { change in
      switch change {
      case .remove(let line, let text, _): "- \(line + 1): \(text.prefix(300))"
      case .insert(let line, let text, _): "+ \(line + 1): \(text.prefix(300))"
      }
    }
    let rest = changes.count > 12 ? ["… and \(changes.count - 12) more"] : []
    return (shown + rest).joined(separator: "\n")
  }

  private static func offset(_ change: CollectionDifference<Substring>.Change) -> Int {
    switch change {
    case .remove(let line, _, _): 2 * line
    case .insert(let line, _, _): 2 * line + 1
    }
  }
}
