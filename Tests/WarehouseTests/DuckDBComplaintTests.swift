import Tables
import Testing

@testable import Warehouse

@Suite("What DuckDB complains of")
struct DuckDBComplaintTests {
  @Test(
    "a want of memory is one, also where none was left to write JSON",
    arguments: [
      "Out of Memory Error: Allocation failure",
      "{\"exception_type\":\"Out of Memory\",\"exception_message\":\"failed to allocate 512 MiB\"}",
    ])
  func memory(message: String) throws {
    let table = try Table(name: "t", columns: [Column(name: "a", numbers: [1])])
    let question = try SQLQuestion("SELECT a FROM t", over: [table], parameters: [:], grammar: .duckDB)
    let error = DuckDBComplaint(DriverFailure(message: message)).error(in: question, available: 9)
    #expect(error.kind == .outOfMemory(available: 9))
  }
}
