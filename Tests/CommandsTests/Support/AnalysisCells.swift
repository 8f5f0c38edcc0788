import Analysis
import Foundation
import KernelInterface
import Machine
import Tables

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

extension CustomerFile {
  /// Customers of `groups` kinds in three columns, some values missing in the last, told apart by `ID`.
  static func groups(_ groups: Int = 3, each: Int = 40, seed: UInt64 = 1) throws -> CustomerFile {
    var random = Xoshiro256(seed: seed)
    var lines = ["ID,BALANCE,PURCHASES,PAYMENTS,city"]
    for row in 0..<groups * each {
      let group = Double(row % groups)
      let balance = 1_000 + 500 * group + 60 * random.nextGaussian()
      let purchases = 300 * Double(Int(group) % 2) + 20 * random.nextGaussian()
      let payments = row % 17 == 16 ? "" : "\(50 + 5 * random.nextGaussian() + 40 * group)"
      lines.append("C\(row),\(balance),\(purchases),\(payments),\(row % 2 == 0 ? "Rome" : "Pisa")")
    }
    return try CustomerFile(lines.joined(separator: "\n") + "\n")
  }

  /// A path beside the file.
  func beside(_ name: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(name).path
  }
}

extension CohortInterpreter {
  /// Runs a cell and gives the plain text of all that a notebook keeps of it, or the error's lines.
  @discardableResult
  func shown(_ code: String) -> String {
    let context = RecordingContext()
    if case .failed(let report) = execute(code, in: context) {
      return report.lines.map(\.withoutColours).joined(separator: "\n")
    }
    return context.outputs.map { output in
      switch output {
      case .display(let data, _): data.plainText
      case .text(let text, _): text
      }
    }.joined(separator: "\n")
  }

  /// Everything a notebook keeps of a cell.
  func notebook(_ code: String) -> [RecordingContext.Output] {
    let context = RecordingContext()
    _ = execute(code, in: context)
    return context.notebook
  }

  /// The page of the last result of a cell.
  func html(_ code: String) -> String {
    for case .display(let data, _) in notebook(code).reversed() {
      for case .html(let html) in data.forms { return html }
    }
    return ""
  }

  /// The cells of a table on a page: row by row, without markup and arrows.
  func tableCells(_ code: String) -> [[String]] {
    html(code).components(separatedBy: "<tr>").dropFirst().map { row in
      row.components(separatedBy: "</t").dropLast().map { cell in
        cell.replacing(/<[^>]*>/, with: "").replacing(/^[dh]>/, with: "").replacing(/[▲▼ ]/, with: "")
      }
    }
  }
}
