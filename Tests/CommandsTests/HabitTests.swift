import Segmentation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Habits from other tools")
struct HabitTests {
  /// Every answer to a habit.
  private static let answers: [Habit] =
    Array(Habit.firstWords.values) + [Habit.shell, Habit.call, Habit.formula, Habit.rowChoice]
    + Habit.commandNames.map { $0.value($0.key) } + Habit.tools.values.map { Habit(message: "", remedy: $0) }
    + Habit.functions.values.map { Habit(message: "", remedy: "`\($0)` does that") }

  /// What capitals stand for in a session of the sample's customers.
  private static let meant = [
    ("FILE", "{folder}/file"), ("COLUMN", "MINIMUM_PAYMENTS"), ("TABLE", "customers"), ("OTHER", "again"),
    ("NAME = EXPRESSION", "ratio = BALANCE / 2"), ("NAME", "made"), ("CONDITION", "BALANCE > 10"),
    (" X Y", " BALANCE PAYMENTS"),
    ("(ID)", "(CUST_ID)"), ("=ID", "=CUST_ID"),
  ]

  @Test("every command that an answer names runs as it is written, capitals replaced")
  func answersRun() throws {
    let sample = try SampleSession(rows: 200)
    try sample.run(
      "%load {file} as=again\n%use customers\n%export table {folder}/file.csv\n%save {folder}/file.json\n%hist BALANCE"
    )
    for command in Set(Self.answers.flatMap(\.commands)).sorted() {
      let line = Self.meant.reduce(command) { $0.replacing($1.0, with: $1.1) }
      do {
        _ = try sample.attempt(CommandTrial(line)) { try sample.run($0) }
      } catch let failure as SampleSession.Failure {
        Issue.record("\(command): \(failure.lines.joined(separator: " | "))")
      }
      if try sample.cohort.session.table().name != "customers" { try sample.run("%use customers") }
    }
  }

  @Test("and names no command that is not there, marked or not")
  func named() {
    for answer in Self.answers.map(\.remedy) + Array(Unbuilt.instead.values) {
      for name in answer.matches(of: /%+([a-z_]+)/).map({ String($0.1) }) {
        #expect(Registry.standard.names.contains(name), "\(answer)")
      }
    }
  }

  @Test(
    "words of other tools are answered with what serves here, as a command and as a call",
    arguments: [
      ("plot", "%hist COLUMN"), ("groupby", "%profile"), ("fillna", "%fill COLUMN=median"), ("pivot", "GROUP BY"),
      ("value_counts", "%hist COLUMN"), ("merge", "JOIN OTHER"), ("join", "JOIN OTHER"), ("info", "%roles"),
      ("shape", "%status"), ("columns", "%roles"), ("dtypes", "%roles"), ("boxplot", "%box COLUMN"),
      ("heatmap", "%corr"), ("kmeans", "%cluster method=kmeans"), ("summary", "%describe"), ("glimpse", "%roles"),
      ("View", "%head 20"), ("vlookup", "JOIN OTHER"), ("xtabs", "GROUP BY"), ("mutate", "%derive NAME"),
      ("ggplot", "%scatter X Y"), ("umap", "%tsne"), ("dropna", "%prepare missing=drop"), ("astype", "%role COLUMN"),
    ])
  func words(word: String, remedy: String) {
    let cohort = CohortInterpreter.test()
    for line in ["%\(word)", "df.\(word)()", "df.\(word)", "x = \(word)(df)", "\(word) df"] {
      #expect(cohort.error(line).last?.contains(remedy) == true, "\(line): \(cohort.error(line))")
    }
  }

  @Test(
    "so are lines of other languages",
    arguments: [
      ("import pandas as pd", "%load FILE.csv"), ("!ls", "%help"), ("ls -la", "%load"), ("SELECT 1", "%sql SELECT"),
      ("df.head()", "%head does that"), ("df = pd.read_csv('x.csv')", "%load FILE.csv"),
      ("sns.heatmap(df.corr())", "%corr draws"), ("df[df.BALANCE > 1000]", "%filter CONDITION"),
      ("=SUM(A1:A9)", "%derive NAME = EXPRESSION"), ("df %>% group_by(segment) %>% summarise(n())", "GROUP BY"),
      ("library(dplyr)", "%load FILE.csv"), ("FREQUENCIES VARIABLES=TENURE", "%hist COLUMN"),
      ("KMeans(n_clusters=4).fit(X)", "%cluster method=kmeans"), ("%%timeit", "%time"), ("%%bash", "%load"),
      ("%matplotlib inline", "%hist COLUMN"), ("%cd /tmp", "%load"), ("%pip install x", "%help"), ("shape", "%status"),
      ("x.unheard()", "%help lists the commands"),
    ])
  func lines(line: String, remedy: String) {
    let lines = CohortInterpreter.test().error(line)
    #expect(lines.last?.contains(remedy) == true, "\(lines)")
  }

  @Test(
    "a method's name written as a command is answered with the method", arguments: MethodChoices.methods.map(\.text))
  func methods(name: String) {
    // The usual method needs no name.
    guard name != MethodChoices.usual.name else { return }
    #expect(Habit.command(name)?.remedy == "Write %cluster method=\(name)")
  }

  @Test("no name of a command here is taken for another tool's")
  func ownNames() {
    for name in Registry.standard.names {
      #expect(Habit.command(name) == nil, "%\(name)")
      #expect(Unbuilt.instead[name] == nil, "%\(name)")
    }
  }

  @Test("SQL without its command is said where SQL stands")
  func query() {
    let lines = CohortInterpreter.test().error("SELECT count(*) FROM sample")
    #expect(lines.last?.contains("%sql SELECT") == true)
    #expect(CohortInterpreter.test().error("%select 1").last?.contains("%sql") == true)
  }
}
