import Testing

@testable import CommandSession
@testable import Commands

@Suite("%load reads what analysts have")
struct LoadRepairTests {
  private func shown(_ text: String, _ keys: String = "", name: String = "t.csv", then line: String = "") throws
    -> String
  {
    let file = try CustomerFile(text, name: name)
    return CohortInterpreter.test().shown("%load \(file.path) \(keys)\n\(line)")
  }

  @Test("what was read as what is said, and repair=none leaves text")
  func repair() throws {
    let text = "id,v\na,$5\nb,$7\n"
    #expect(try shown(text).contains("v: $5 on line 2 was read as 5"))
    #expect(try !shown(text, "repair=none").contains("was read as 5"))
  }

  @Test("dates= overrules the order of day and month")
  func dates() throws {
    let text = "id,d\na,01/02/2023\nb,03/04/2023\n"
    #expect(try shown(text).contains("2023-02-01"))
    #expect(try shown(text, "dates=mdy").contains("2023-01-02"))
    #expect(try shown(text, "dates=text").contains("01/02/2023"))
  }

  @Test("skip=, header= and ragged= say how the file is laid out")
  func layout() throws {
    #expect(try shown("x,y\na,b\n1,2\n", "skip=1").contains("1 row × 2 columns"))
    #expect(try shown("1,2\n3,4\n", "header=no").contains("2 rows × 2 columns"))
    #expect(try shown("a,b\n1,2\n3\n5,6\n", "ragged=skip").contains("2 rows × 2 columns"))
    #expect(try shown("a,b\n1,2\n3\n5,6\n", "ragged=pad").contains("3 rows × 2 columns"))
  }

  @Test("encodings go by their usual names", arguments: ["cp1252", "Windows-1252", "ISO-8859-1", "latin1", "UTF8"])
  func encoding(name: String) throws {
    #expect(try shown("a,b\n1,2\n", "encoding=\(name)").contains("1 row × 2 columns"))
  }

  @Test("JSON lines are a table, and keys of text mean nothing there")
  func jsonLines() throws {
    let file = try CustomerFile("{\"a\":1,\"b\":\"x\"}\n{\"a\":2}\n", name: "t.jsonl")
    let cohort = CohortInterpreter.test()
    #expect(cohort.shown("%load \(file.path)").contains("t: 2 rows × 2 columns"))
    #expect(cohort.error("%load \(file.path) skip=1")[0].hasPrefix("WrongKey: skip= says nothing of how JSON lines"))
    let damaged = try CustomerFile("{\"a\":1}\n{\"a\"}\n", name: "d.jsonl")
    #expect(cohort.error("%load \(damaged.path)")[0].contains("line 2"))
  }
}
