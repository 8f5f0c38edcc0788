import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// What the parser made of a cell, in a notation that is quick to compare.
private func outline(_ text: String) -> [String] {
  Registry.standard.parse(text).lines.map(outline)
}

private func outline(_ line: Line) -> String {
  switch line.content {
  case .command(let command):
    var parts = ["%" + command.name.text]
    parts += command.arguments.map { argument in
      (argument.key.map { "<\($0.text)>" } ?? "") + argument.value.items.map { "[\($0.text)]" }.joined()
    }
    switch command.rest {
    case .raw(let raw)?: parts.append("raw(\(raw.text))")
    case .command(let nested)?: parts.append("run(\(outline(nested)))")
    case nil: break
    }
    return parts.joined(separator: " ")
  case .assignment(let name, let value):
    return "\(name.text) = " + (value.map { $0.items.map { "[\($0.text)]" }.joined() } ?? "unset")
  case .name(let name): return "show \(name.text)"
  case .help(let topic): return "help \(topic?.text ?? "")"
  case .foreign(let token): return "foreign \(token.text)"
  }
}

private func problems(_ text: String) -> [Problem] {
  Registry.standard.parse(text).mistakes.map(\.problem)
}

@Suite("The grammar")
struct ParserTests {
  @Test(
    "of commands and their arguments",
    arguments: [
      ("%head", "%head"),
      ("  %head 10  ", "%head [10]"),
      ("%head n=10", "%head <n>[10]"),
      ("%describe A B", "%describe [A] [B]"),
      (#"%describe "Credit limit",AGE"#, "%describe [Credit limit][AGE]"),
      ("%describe 'a b' c", "%describe [a b] [c]"),
      (#"%load x.csv delimiter=";""#, "%load [x.csv] <delimiter>[;]"),
      (#"%load missing="" x.csv"#, "%load <missing>[] [x.csv]"),
      ("%load missing=-999,NA", "%load <missing>[-999][NA]"),
      ("%load data/k=4/x.csv", "%load [data/k=4/x.csv]"),
      ("%load ../x.csv", "%load [../x.csv]"),
      ("%load a=b.csv", "%load [a=b.csv]"),
      ("%echo don't stop", "%echo [don't] [stop]"),
      ("%echo a#b", "%echo [a#b]"),
      ("%echo $k", "%echo [$k]"),
      (#"%echo "a \"b\" \\ c""#, #"%echo [a "b" \ c]"#),
      (#"%echo 'a \n b'"#, #"%echo [a \n b]"#),
      ("%echo \"two\nlines\"", "%echo [two\nlines]"),
      ("%echo ''", "%echo []"),
      ("%echo a,'',b", "%echo [a][][b]"),
      ("%echo\u{A0}hello", "%echo [hello]"),
    ])
  func commands(source: String, expected: String) {
    #expect(outline(source) == [expected])
    #expect(problems(source).isEmpty)
  }

  @Test(
    "of comments, blanks and lines that go on",
    arguments: [
      ("# a comment\n%head # another", ["%head"]),
      ("#| label: fig\n%head", ["%head"]),
      ("\n\n%head\n\n%tail\n", ["%head", "%tail"]),
      ("%head\r\n%tail\r\n", ["%head", "%tail"]),
      ("%load x.csv \\\n  id=ID", ["%load [x.csv] <id>[ID]"]),
      ("%load x.csv\\\nid=ID", ["%load [x.csv] <id>[ID]"]),
      ("%load x.csv \\  \r\n  id=ID", ["%load [x.csv] <id>[ID]"]),
      ("%head # not on \\\n%tail", ["%head", "%tail"]),
      ("", []),
      ("   \n\t", []),
      ("# only", []),
    ])
  func layout(source: String, expected: [String]) {
    #expect(outline(source) == expected)
    #expect(problems(source).isEmpty)
  }

  @Test(
    "of parameters",
    arguments: [
      ("k = 4", "k = [4]"), ("k=4", "k = [4]"), ("k =4 # four", "k = [4]"), ("k =", "k = unset"), ("k=", "k = unset"),
      ("k", "show k"), ("k  # shown", "show k"), ("cols = A,\"B c\"", "cols = [A][B c]"),
      ("range = 2..10", "range = [2..10]"),
      ("j = $k", "j = [$k]"), ("größe = 3", "größe = [3]"), ("e = ''", "e = []"),
    ])
  func parameters(source: String, expected: String) {
    #expect(outline(source) == [expected])
    #expect(problems(source).isEmpty)
  }

  @Test("of what papermill's translator for a shell writes")
  func papermill() {
    let cell = """
      # Parameters
      k=5
      share=0.25
      quiet=true
      name='two words'
      seg='it'"'"'s'
      none=''
      cols=(A 'B c' 7)
      empty=()
      path=/data/k=4/x.csv

      """
    #expect(
      outline(cell) == [
        "k = [5]", "share = [0.25]", "quiet = [true]", "name = [two words]", "seg = [it's]", "none = []",
        "cols = [A][B c][7]", "empty = ", "path = [/data/k=4/x.csv]",
      ])
    #expect(problems(cell).isEmpty)
  }

  @Test(
    "of help",
    arguments: [
      ("?", "help "), ("%load?", "help load"), ("?%load", "help load"), ("%load??", "help load"),
      ("??%load", "help load"),
      ("? load", "help load"), ("load?", "help load"), ("%load ?", "help load"), ("?BALANCE", "help BALANCE"),
    ])
  func help(source: String, expected: String) {
    #expect(outline(source) == [expected])
  }

  @Test(
    "of commands that take the rest of their line as it stands",
    arguments: [
      ("%sql SELECT 'a # b', \"c d\" FROM t", "%sql raw(SELECT 'a # b', \"c d\" FROM t)"),
      ("%sql as=big SELECT * FROM t WHERE k = 4", "%sql <as>[big] raw(SELECT * FROM t WHERE k = 4)"),
      ("%filter BALANCE > 100 and as = 3", "%filter raw(BALANCE > 100 and as = 3)"),
      ("%derive RATIO = A / B", "%derive raw(RATIO = A / B)"),
      ("%sql SELECT 1 \\\n  FROM t", "%sql raw(SELECT 1  FROM t)"),
      ("%time %head n=3 # three", "%time run(%head <n>[3])"),
      ("%time", "%time"),
      ("%%sql as=big\nSELECT *\n# no comment\nFROM t", "%%sql <as>[big] raw(SELECT *\n# no comment\nFROM t)"),
    ])
  func rest(source: String, expected: String) {
    let made = outline(source)
    #expect(made == [expected.hasPrefix("%%") ? String(expected.dropFirst()) : expected])
  }

  @Test("Blanks around = are a mistake that shows how it is written")
  func blanksAroundEquals() {
    for source in ["%head n = 4", "%head n= 4", "%head n =4"] {
      #expect(problems(source) == [.blanksAroundEquals(shown: "n=4")], "\(source)")
    }
    #expect(outline("%head n = 4") == ["%head <n>[4]"])
    #expect(problems("%load id= encoding=utf-8").isEmpty)
  }

  @Test("A second value of a parameter is a mistake that shows the quotes")
  func severalValues() {
    #expect(problems("name = two words") == [.severalValues(name: "name", text: "two words")])
  }

  @Test(
    "What is not finished is incomplete",
    arguments: [
      ("%echo \"hello", OpenEnd.quote), ("name = 'x", .quote), ("%head \\", .backslash), ("%head \\\n", .backslash),
      ("cols=(A B", .list), ("%%sql as=x", .body),
    ])
  func openEnds(source: String, end: OpenEnd) {
    #expect(Registry.standard.parse(source).openEnd == end)
  }

  @Test("Ranges are counted in Unicode scalars")
  func ranges() throws {
    let source = "# 👩‍👩‍👧\n%echo né👍 to=stdout"
    let line = try #require(Registry.standard.parse(source).lines.first)
    guard case .command(let command) = line.content else {
      Issue.record("no command")
      return
    }
    let scalars = Array(source.unicodeScalars)
    let texts = command.arguments.map { String(String.UnicodeScalarView(scalars[$0.range])) }
    #expect(texts == ["né👍", "to=stdout"])
  }

  @Test(
    "A value is written back as the parser reads it",
    arguments: ["plain", "two words", "it's", "a\"b", "a\\b", "$k", "", "#x", "a,b", "k=4", "'\"\\"])
  func quoting(text: String) throws {
    let line = try #require(Registry.standard.parse("%echo \(Quoting.item(text))").lines.first)
    guard case .command(let command) = line.content else {
      Issue.record("no command")
      return
    }
    #expect(command.arguments.map(\.value.items).map { $0.map(\.text) } == [[text]])
  }

  @Test("A value is split at its bare commas, and each item knows its place")
  func items() throws {
    let source = "%describe a,'b, c',,\"d,e\"'f'g,"
    let line = try #require(Registry.standard.parse(source).lines.first)
    guard case .command(let command) = line.content else {
      Issue.record("no command")
      return
    }
    let items = command.arguments.flatMap(\.value.items)
    let scalars = Array(source.unicodeScalars)
    #expect(items.map(\.text) == ["a", "b, c", "", "d,efg", ""])
    #expect(
      items.map { String(String.UnicodeScalarView(scalars[$0.range])) } == ["a", "'b, c'", "", "\"d,e\"'f'g", ""])
    #expect(items.map(\.isQuoted) == [false, true, false, true, false])
  }

  @Test("Commands within commands end somewhere")
  func nesting() {
    let most = String(repeating: "%time ", count: Parser.deepest) + "%version"
    #expect(Registry.standard.parse(most).mistakes.isEmpty)
    let cell = Registry.standard.parse(String(repeating: "%time ", count: 100_000) + "%version")
    #expect(cell.mistakes.map(\.problem.name) == ["NestedTooDeeply"])
  }
}
