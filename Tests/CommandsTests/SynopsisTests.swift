import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("A synopsis is what is typed")
struct SynopsisTests {
  /// What can stand for a word in capitals, whatever the command.
  private static let words = [
    "NUMBER": "400", "COLUMNS": "BALANCE,PAYMENTS", "RANGE": "1..99", "SHARE": "0.9", "FORMATS": "html,svg",
    "CHAR": "\".\"", "SIGN": "€", "CONDITION": "BALANCE > 0", "QUERY": "SELECT 1", "COMMAND": "%head",
    "NAME = EXPRESSION": "ratio = BALANCE / 2", "COLUMN=ROLE…": "BALANCE=amount PAYMENTS=amount",
    "COLUMN=VALUE…": "BALANCE=median PAYMENTS=0", "OLD=NEW…": "BALANCE=money PAYMENTS=paid",
    "NAME=COLUMN": "balance=BALANCE", "FILE": "x.json", "WHAT": "segments", "AIM…": "k=5 silhouette>0.3",
  ]

  /// Where one word stands for different things.
  private static let ofCommands = [
    "help": ["COMMAND": "cluster"], "insights": ["FILE": "x.yaml"], "export": ["FILE": "x.csv"], "seed": ["N": "7"],
    "resume": ["WHICH": "2"],
    "config": ["threads=NUMBER": "threads=4"],
  ]

  /// The synopsis with something in the place of each word in capitals, and each of the words that one chooses from.
  private func lines(of command: CommandDescription) -> [String] {
    let known = Self.words.merging(Self.ofCommands[command.name] ?? [:]) { $1 }
    let line = known.filter { $0.key.contains(" ") }.reduce(command.signature) { $0.replacing($1.key, with: $1.value) }
    let parts = line.split(separator: " ").map(String.init).map { part -> [String] in
      if let value = known[part] { return [value] }
      guard let sign = part.firstIndex(of: "="), !part.hasSuffix("=") else { return [filled(part, known)] }
      let (key, value) = (part[...sign], String(part[part.index(after: sign)...]))
      return value.split(separator: "|").map { key + filled(String($0), known) }
    }
    return (0..<(parts.map(\.count).max() ?? 1)).map { choice in
      parts.map { $0[min(choice, $0.count - 1)] }.joined(separator: " ")
    }
  }

  private func filled(_ word: String, _ known: [String: String]) -> String {
    let bare = word.replacing("…", with: "")
    guard bare.count > 0, bare == bare.uppercased(), bare.first?.isLetter == true else { return word }
    return known[bare] ?? (word.hasSuffix("…") ? "one two" : "one")
  }

  @Test("so that it parses once capitals are replaced", arguments: Registry.standard.descriptions.map(\.name))
  func parses(name: String) throws {
    let command = try #require(Registry.standard.description(name))
    for line in lines(of: command) {
      let cell = Registry.standard.parse(line)
      #expect(CellChecker(registry: .standard).firstMistake(in: cell) == nil, "\(line)")
    }
  }

  @Test("with no sign that is not typed")
  func signs() {
    for command in Registry.standard.descriptions {
      let text = command.signature
      #expect(text.firstMatch(of: /[a-z]:[a-z]/) == nil, "\(text)")
      #expect(!text.contains("["), "\(text)")
    }
  }

  @Test("and the lists in errors name arguments in the same way")
  func errors() {
    let cohort = CohortInterpreter.test()
    #expect(
      cohort.error("%load\n%sql as:top select 1").first == "SyntaxError: a key is followed by =, not by a colon: as=top"
    )
    #expect(cohort.error("%head 3 4").last?.contains("n=5") == true)
    #expect(cohort.error("%scatter x y colr=z").last?.contains("X, Y, color=") == true)
  }
}
