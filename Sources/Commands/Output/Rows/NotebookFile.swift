import CommandSession
import Machine
import Segmentation
import Tables
import Wording

/// The shortest notebook that gives a session's tables, segments, names and maps again: what they are in a cell of words, then a
/// cell for each command. It is written as `nbformat` writes one, so that reading and writing it changes no byte.
///
/// https://nbformat.readthedocs.io/en/latest/format_description.html
struct NotebookFile {
  let trail: Trail
  let text: String

  /// - Throws: that there is no table; `CancellationError`, asked for while checksums of files are found.
  init(_ session: Session, version: String, _ compute: ComputeContext) throws {
    _ = try session.table()
    trail = session.wholeTrail
    var lines = [trail.isWhole ? Self.whole : Self.part, ""]
    let share = 1 / Double(session.tables.count)
    for index in session.tables.indices {
      let part = compute.part(Double(index) * share...Double(index + 1) * share)
      lines.append(try Self.item(session.using(index), part))
    }
    if let leftOut = Self.leftOut(session, Self.span) { lines += ["", leftOut] }
    if trail.leavesOutSecrets { lines += ["", Trail.secretsInWords] }
    lines += ["", "Written by Cohort \(version)."]
    let code = trail.commands.enumerated().map { Self.cell("step-\($0 + 1)", "code", $1) }
    let cells = [Self.cell("session", "markdown", lines.joined(separator: "\n"))] + code
    var writer = NotebookWriter()
    writer.append(
      .object([
        "cells": .array(cells), "metadata": Self.metadata(version), "nbformat": .integer(4),
        "nbformat_minor": .integer(5),
      ]))
    text = writer.text
  }

  // MARK: Words

  private static let whole = "# A session\n\nRun all cells: they give these tables again, with their segments and maps."
  private static let part =
    "# A session, as far as it is known\n\nThese are the commands that are known: something was there before the first of them, so that they may "
    + "not give all of it again."

  /// What there is of the table in use.
  private static func item(_ session: Session, _ compute: ComputeContext) throws -> String {
    let table = try session.table()
    let origin = try TableOrigin(of: table, in: session, compute)
    var parts = [
      "\(span(table.name)): \(count(table.rowCount, "row")) × \(count(table.columns.count, "column"))"
        + (origin.source.isEmpty ? "" : ", from \(span(origin.source))")
    ]
    if case .checksum(let digits, _) = origin.bytes { parts[0] += " (SHA-256 \(digits))" }
    if let segmentation = session.currentSegmentation { parts.append(count(segmentation.k, "segment")) }
    if session.state(of: .map) == .current { parts.append("a map") }
    return "- " + parts.joined(separator: "; ")
  }

  /// Which tables it does not give; nil where it gives all.
  /// - Parameter shown: a name as it is to be read.
  static func leftOut(_ session: Session, _ shown: (String) -> String = \.self) -> String? {
    let names = session.remotes.map { shown($0.value.table.name) }
    guard !names.isEmpty else { return nil }
    let (stay, them) =
      names.count == 1 ? ("stays in its database and is", "it") : ("stay in their databases and are", "them")
    return "\(list(names)) \(stay) not in it: %connect and %use bring \(them) again."
  }

  /// A text that Markdown shows as it is, whatever is in it.
  private static func span(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let longest = line.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    let blank = line.hasPrefix("`") || line.hasSuffix("`") || line.isEmpty ? " " : ""
    return fence + blank + line + blank + fence
  }

  // MARK: Cells

  private static func cell(_ id: String, _ kind: String, _ source: String) -> JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(id), "cell_type": .string(kind), "metadata": .object([:]), "source": .array(lines(of: source)),
    ]
    if kind == "code" { members.merge(["execution_count": .null, "outputs": .array([])]) { $1 } }
    return .object(members)
  }

  /// Each with the line feed behind it.
  private static func lines(of text: String) -> [JSONValue] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { .string($0 == lines.count - 1 ? String($1) : $1 + "\n") }
  }

  private static func metadata(_ version: String) -> JSONValue {
    .object([
      "kernelspec": .object([
        "display_name": .string("Cohort"), "language": .string("cohort"), "name": .string("cohort"),
      ]),
      "language_info": .object([
        "file_extension": .string(".cohort"), "mimetype": .string("text/x-cohort"), "name": .string("cohort"),
        "version": .string(version),
      ]),
    ])
  }
}

/// JSON as `nbformat` lays it out: a blank for each level, a line for each value, keys in order.
private struct NotebookWriter {
  private var writer = JSONWriter()

  var text: String { writer.text + "\n" }

  mutating func append(_ value: JSONValue) { append(value, level: 0) }

  private mutating func append(_ value: JSONValue, level: Int) {
    switch value {
    case .array(let values) where !values.isEmpty:
      appendItems("[", "]", values, level) { $0.append($1, level: level + 1) }
    case .object(let members) where !members.isEmpty:
      appendItems("{", "}", members.sorted { $0.key < $1.key }, level) {
        $0.writer.append(quoted: $1.key)
        $0.writer.append(": ")
        $0.append($1.value, level: level + 1)
      }
    default: writer.append(value)
    }
  }

  private mutating func appendItems<Item>(
    _ open: String, _ close: String, _ items: [Item], _ level: Int, _ body: (inout Self, Item) -> Void
  ) {
    writer.append(open)
    for (index, item) in items.enumerated() {
      writer.append((index == 0 ? "\n" : ",\n") + String(repeating: " ", count: level + 1))
      body(&self, item)
    }
    writer.append("\n" + String(repeating: " ", count: level) + close)
  }
}

extension Trail {
  /// Why a line stands otherwise than it was typed.
  static let secretsInWords =
    "Addresses are written without their passwords and tokens: PostgreSQL takes a password from PGPASSWORD or ~/.pgpass, others are "
    + "typed in before the line runs."
}
