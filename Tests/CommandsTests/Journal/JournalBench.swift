import Foundation
import KernelInterface
import Segmentation
import Tables

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// A folder of journals, and kernels one after the other that keep theirs there.
final class JournalBench {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("journals-\(UUID().uuidString)").path
  let file: CustomerFile

  init(rows: Int = 200) throws {
    file = try CustomerFile(String(decoding: CSVWriter.bytes(of: SampleData.creditCards(rows: rows)), as: UTF8.self))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func kernel(
    notebook: String = "/notebooks/a.ipynb", in folder: String? = nil, version: String = "1.2.3",
    mostBytes: Int = SessionJournal.mostBytes, log: @escaping @Sendable (String) -> Void = { _ in }
  ) -> CohortInterpreter {
    var session = Session()
    session.configuration.hints = true
    session.configuration.formats = [.html, .svg]
    return CohortInterpreter(
      version: version, registry: .test, help: StandardHelp(), patience: .seconds(1000), session: session,
      journal: SessionJournal(
        folder: folder ?? self.folder, notebook: Notebook(environment: ["JPY_SESSION_NAME": notebook], folder: "/"),
        version: version, mostBytes: mostBytes, log: log))
  }

  /// The journals that are there.
  var journals: [String] { JournalFolder(path: folder).files }

  /// What a kernel finds that comes after one that was killed now.
  func killed() throws -> (kernel: CohortInterpreter, folder: String) {
    let copy = "\(folder)-\(UUID().uuidString)"
    try FileManager.default.copyItem(atPath: folder, toPath: copy)
    return (kernel(in: copy), copy)
  }

  /// A cell of this bench, where `{file}` stands for the customers.
  func cell(_ text: String) -> String { text.replacing("{file}", with: file.path) }
}

/// What a kernel shows of a cell.
func notebook(_ code: String, of cohort: CohortInterpreter) -> [RecordingContext.Output] {
  let context = RecordingContext()
  guard case .failed(let report) = cohort.execute(code, in: context) else { return context.notebook }
  return context.notebook + [.text(report.lines.joined(separator: "\n"), .stderr)]
}
