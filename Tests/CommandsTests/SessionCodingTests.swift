import Analysis
import Foundation
import KernelInterface
import Machine
import Segmentation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("A session can be written down and read again")
struct SessionCodingTests {
  private func copy(of session: Session) throws -> Session {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    return try PropertyListDecoder().decode(Session.self, from: try encoder.encode(session))
  }

  private func shown(_ code: String, by cohort: CohortInterpreter) -> [RecordingContext.Output] {
    let context = RecordingContext()
    _ = cohort.execute(code, in: context)
    return context.notebook
  }

  @Test("and shows the same bytes, every method", arguments: MethodChoices.methods.map(\.text))
  func everyMethod(method: String) throws {
    let sample = try SampleSession(rows: 300)
    let k = method == "hdbscan" ? "" : "k=3"
    try sample.run("%stability resamples=5\n%cluster method=\(method) \(k)\n%derive half = BALANCE / 2\n%undo")
    let cohort = CohortInterpreter(
      version: "0", registry: .standard, help: StandardHelp(), patience: .seconds(1000),
      session: try copy(of: sample.cohort.session))
    for line in [
      "%status", "%cluster?", "%profile", "%insights", "%hist BALANCE", "%tables", "limit", "%undo\n%status",
    ] {
      #expect(shown(line, by: cohort) == shown(line, by: sample.cohort), "\(line)")
    }
  }

  @Test("with what lacks a value, and texts of any kind")
  func missing() throws {
    let file = try CustomerFile("id,A,B,C,D\nx,1,,true,2024-01-31\n,2.5,é\"\"q,,\nz,,a,false,2024-02-01\n")
    let cohort = CohortInterpreter.test()
    cohort.printed("%load \(file.path)")
    let session = cohort.session
    let copied = try copy(of: session)
    #expect(copied.tables.map(\.stamp) == session.tables.map(\.stamp))
    #expect(shown("%head", by: CohortInterpreter.test(session: copied)) == shown("%head", by: cohort))
    #expect(copied.tables[0].value == session.tables[0].value)
  }

  @Test("and what does not fit together is refused")
  func damaged() {
    let matrix = Data(#"{"rowCount":2,"columnCount":2,"elements":"AAAAAAAAAAA="}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Matrix.self, from: matrix) }
    let numbers = Data(#"["AAAA"]"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([PackedArray<Double>].self, from: numbers) }
    let options = Data(#"{"k":{"auto":{}},"method":"nothing","choices":{},"seed":1}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ClusterOptions.self, from: options) }
  }
}
