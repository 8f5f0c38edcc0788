import Foundation
import KernelInterface
import SQLite
import Segmentation
import Tables

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// A session with everything that a command may ask for, made from a number of the built-in sample's customers.
final class SampleSession {
  let cohort: CohortInterpreter
  private let file: CustomerFile

  /// - Parameter patience: how long a command runs before its progress shows.
  init(rows: Int, patience: Duration = .seconds(1000)) throws {
    cohort = CohortInterpreter(version: "0", registry: .standard, help: StandardHelp(), patience: patience)
    let bytes = try CSVWriter.bytes(of: SampleData.creditCards(rows: rows))
    file = try CustomerFile(String(decoding: bytes, as: UTF8.self))
    let other = file.beside("other.csv")
    try CustomerFile.text.write(toFile: other, atomically: true, encoding: .utf8)
    try SQLiteDatabase(path: file.beside("shop.db")).execute(
      """
      CREATE TABLE visits (customer TEXT, day TEXT); INSERT INTO visits VALUES ('a', '2024-01-31');
      CREATE TABLE customers AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(rows))
      SELECT 'C' || i AS CUST_ID, (i * 7919 % 1009) / 2.0 AS BALANCE, i % 12 AS TENURE,
        CASE WHEN i % 20 > 0 THEN (i * 104729 % 997) / 4.0 END AS PAYMENTS FROM n;
      """)
    // PNG is made by a library, and progress by the clock.
    try run(
      """
      %config threads=1 formats=html,svg
      %load \(other) as=other
      %load {file} as=customers
      limit = 1000
      %prepare
      %cluster k=4 method=kmeans starts=1
      %name 1 "First"
      %tsne iterations=20
      %save {folder}/model.json
      %hist BALANCE
      """)
  }

  /// A file beside the customers'.
  func path(of name: String) -> String { file.beside(name) }

  /// Runs a cell that must succeed; `{file}` and `{folder}` in it stand for the customers' file and a folder to write to.
  /// - Returns: all that was ever shown of it, help included.
  @discardableResult
  func run(_ code: String) throws -> [DisplayData] {
    let folder = URL(fileURLWithPath: file.path).deletingLastPathComponent().path
    let cell = code.replacing("{file}", with: file.path).replacing("{folder}", with: folder)
    let context = RecordingContext()
    guard case .failed(let report) = cohort.execute(cell, in: context) else { return context.shown + context.pages }
    throw Failure(lines: report.lines.map(\.withoutColours))
  }

  struct Failure: Error { let lines: [String] }

  /// Runs a line between what makes the session ready for it and what makes the session what it was.
  func attempt<Result>(_ trial: CommandTrial, _ run: (String) throws -> Result) throws -> Result {
    let past = cohort.session.revision
    if !trial.before.isEmpty { try self.run(trial.before) }
    let result = try run(trial.line)
    // `%undo` leaves an older revision behind, a change a later one.
    for _ in 0..<3 where cohort.session.revision > past { try self.run("%undo") }
    return result
  }
}
