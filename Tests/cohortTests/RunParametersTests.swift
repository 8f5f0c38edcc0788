import Testing

@testable import cohort

@Suite("cohort run -p")
struct RunParametersTests {
  private func codes(_ texts: [String], _ cells: String...) throws -> [String] {
    try RunParameters(texts).before(cells.map { RunSource.SourceCell(label: nil, code: $0) }).map(\.code)
  }

  @Test("parameters come before the first command: numbers bare, all else quoted")
  func first() throws {
    #expect(
      try codes(["k=5", "file=new customers.csv", "k=6"], "%echo $k") == [
        "file = \"new customers.csv\"\nk = 6", "%echo $k",
      ])
    #expect(try codes(["q=a\"b=$c"], "%echo $q") == ["q = 'a\"b=$c'", "%echo $q"])
    #expect(try codes([], "%echo") == ["%echo"])
  }

  @Test("assignments of the same name at the head of the file are defaults, later ones are not")
  func defaults() throws {
    let text = "# first\nfile = old.csv\nk=4\n\n%load $file\nfile = other.csv"
    #expect(try codes(["file=new.csv"], text)[1] == "# first\n\nk=4\n\n%load $file\nfile = other.csv")
    #expect(try codes(["k=1"], "k = 2", "k = 3\n%echo $k", "k = 4") == ["k = 1", "", "\n%echo $k", "k = 4"])
  }

  @Test("what is no name=value is refused", arguments: ["k", "=5", "k=", "a b=1", "k=1\n2"])
  func refused(text: String) {
    #expect(throws: RunError.parameter(text)) { try RunParameters([text]) }
  }
}
