import KernelInterface
import Machine
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("A cell runs")
struct InterpreterTests {
  let cohort = CohortInterpreter.test()
  let context = RecordingContext()

  @Test("%echo prints no password, of a parameter or of its own line")
  func echoOfSecrets() {
    #expect(cohort.printed("at = postgresql://a:b@c/d\n%echo $at x") == "postgresql://a:***@c/d x\n")
    #expect(cohort.printed("%echo sc://host:1/;token=abc") == "sc://host:1/;token=***\n")
  }

  @Test(
    "a password of a parameter or of a mistyped address is in no error, caption, page or list of changes",
    arguments: ["postgresql://ana:SECRET@host/db", "postgresql//ana:SECRET@host/db"])
  func secretsOfAddresses(uri: String) {
    let shown = RecordingContext()
    let set = "%load shapes\nuri = \(uri)\n"
    _ = cohort.execute(
      set + "uri?\n%sql SELECT length($uri) AS n\n%sql SELECT length('\(uri)') AS n\n%derive far = x > length($uri)\n"
        + "%filter y < length($uri)\n%status\n%tables", in: shown)
    var words = (shown.shown + shown.pages).map { "\($0)" } + [shown.stdout]
    words.append("\(String(describing: cohort.inspect("%echo $uri", at: 10, detail: .full)))")
    for line in ["%connect \(uri)", "%connect $uri", "%load \(uri)", "%use $uri", "%sql SELECT x + $uri FROM nowhere"] {
      words.append(cohort.error(line).joined(separator: "\n"))
    }
    #expect(words.count > 12)
    for text in words { #expect(!text.contains("SECRET") && !text.contains("no error"), "\(text)") }
  }

  @Test(
    "a cell of more than a mebibyte is refused without being read, and history keeps its beginning without half a secret"
  )
  func tooLong() {
    let secret = "%connect postgresql://a:" + String(repeating: "b", count: 2000)
    let code = "%echo one\n" + secret + String(repeating: " ", count: SourceText.limit)
    #expect(
      cohort.error(code) == [
        "CellTooLong: a cell is at most 1048576 bytes of text, and this one has \(code.utf8.count)",
        "Data belongs into a file, which %load reads; many commands belong into several cells",
      ])
    #expect(
      cohort.forHistory(code)
        == "%echo one\n%connect\n… [a cell of \(code.utf8.count) bytes, which was too long to run]")
    #expect(cohort.complete(code, at: 3).items.isEmpty)
    #expect(cohort.inspect(code, at: 3, detail: .full) == nil)
  }

  @Test("an interrupt while a cell is read ends it before anything runs")
  func interruptedReading() {
    context.interrupt(after: 2)
    let outcome = cohort.execute(String(repeating: "%echo word\n", count: 2000), in: context)
    guard case .failed(let report) = outcome else {
      Issue.record("it ran")
      return
    }
    #expect(report.name == "Interrupted")
    #expect(context.outputs.isEmpty)
  }

  @Test("what would move or colour a terminal's text reaches no plain text, from values, names or parameters")
  func escapes() throws {
    let file = try CustomerFile("ID,a\u{1B}[31mb,city\n1,2,\u{1B}]0;x\u{7}Rome\n2,3,\u{9B}2JOslo\n")
    for code in [
      "%load \(file.path)", "%head", "%describe", "%echo \u{1B}[1mx", "x = '\u{1B}[31m'\nx", "%missing", "?%load",
    ] {
      let outcome = cohort.execute(code, in: context)
      if case .finished(let result?) = outcome { context.display(result, id: nil) }
    }
    let texts = context.shown.map(\.plainText) + context.pages.map(\.plainText) + [context.stdout, context.stderr]
    #expect(texts.joined().contains("Rome"))
    for text in texts {
      #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" })
    }
  }

  @Test("%echo prints to either stream")
  func echo() {
    #expect(cohort.execute("%echo hello, world\n%echo hello to=stderr", in: context) == .finished(result: nil))
    #expect(context.stdout == "hello, world\n")
    #expect(context.stderr == "hello\n")
  }

  @Test("a bare name at the end is the cell's result")
  func result() {
    #expect(cohort.execute("k = 4\nk", in: context) == .finished(result: DisplayData(plain: "4")))
    #expect(context.outputs.isEmpty)
    #expect(cohort.execute("cols=(A 'B c')\ncols", in: context) == .finished(result: DisplayData(plain: "A,\"B c\"")))
  }

  @Test("%clear clears")
  func clear() {
    _ = cohort.execute("%echo a\n%clear\n%echo b", in: context)
    #expect(context.clears == 1 && context.stdout == "b\n")
  }

  @Test("an error leaves what was shown before it")
  func earlier() {
    _ = cohort.execute("%echo a\n%head", in: context)
    #expect(context.stdout == "a\n")
  }

  @Test("parameters stand for whole values, in lists too, and can be copied and unset")
  func parameters() {
    #expect(cohort.printed("n = 3\nm = $n\nn = 9\n%echo $m") == "3\n")
    #expect(cohort.printed("cols=(A 'B c')\n%everything x $cols") == "x [\"A\", \"B c\"] 0 0.5 false 2...10 -\n")
    #expect(cohort.error("n =\n%echo $n")[0] == "UnknownParameter: no parameter is named n")
    #expect(cohort.error("nothing =")[0] == "UnknownParameter: no parameter is named nothing")
  }

  @Test("arguments come by place or by key, in any order")
  func binding() {
    #expect(
      cohort.printed("%everything k=AUTO A file=x.csv B,\"C d\" share=1e-3 log=on span=5 by=2")
        == "x.csv [\"A\", \"B\", \"C d\"] 0 0.001 true 5...5 2\n")
  }

  @Test("user expressions are parameters")
  func evaluate() {
    cohort.printed("k = 4")
    #expect(cohort.evaluate("k", in: context) == .value(DisplayData(plain: "4")))
    guard case .failed(let report) = cohort.evaluate("k + 1", in: context) else {
      Issue.record("evaluated")
      return
    }
    #expect(report.name == "NotAParameter")
  }

  @Test("%time says where the time went, in shares of the whole")
  func stages() {
    let timed = CohortInterpreter.test().printed("%load\n%time %cluster k=3 method=kmeans")
    let shares = timed.matches(of: /\(([0-9.]+) ?%\)/).compactMap { Double($0.1) }
    // What takes less than a hundredth is left out.
    #expect(shares.count >= 2 && (80...101).contains(shares.reduce(0, +)), "\(timed)")
  }

  @Test("%history, %version, %config and %time answer")
  func session() {
    let past = RecordingContext(history: [HistoryEntry(line: 9, input: "%load"), HistoryEntry(line: 10, input: "a\nb")])
    _ = cohort.execute("%history", in: past)
    #expect(past.stdout == " 9  %load\n10  a\n    b\n")
    #expect(cohort.printed("%version") == "Cohort 1.2.3, compiled for \(ProcessorLevel.compiled.description).\n")
    #expect(cohort.printed("%config width=900 formats=svg,png").hasPrefix("width=900 height=auto formats=svg,png"))
    let timed = cohort.printed("%time %seed 3")
    #expect(timed.hasPrefix("The seed is 3.\nTook ") && timed.hasSuffix("s.\n"))
    #expect(cohort.session.seed == 3)
    #expect(cohort.error("%time %head")[1] == "1 │ %time %head")
  }

  @Test(
    "the notebook keeps the same whether progress was fast enough to show or not",
    arguments: [
      "%slow", "%slow then=prints", "%slow then=fails", "%slow then=silent", "%echo a\n%slow\n%slow then=prints\n%slow",
      "%slow\n%echo a\n%slow then=fails", "%echo a\n%slow then=silent\n%echo b", "k = 4\nk\n%slow",
    ])
  func determinism(code: String) {
    let (quick, slow) = (RecordingContext(), RecordingContext())
    let first = CohortInterpreter.test(patience: .seconds(1000)).execute(code, in: quick)
    let second = CohortInterpreter.test(patience: .zero).execute(code, in: slow)
    #expect(first == second)
    #expect(quick.notebook == slow.notebook)
    #expect(quick.shown.allSatisfy { !$0.plainText.hasPrefix("counting") })
    #expect(slow.shown.contains { $0.plainText.hasPrefix("counting") })
  }

  @Test("display ids do not come twice in a kernel's life")
  func ids() {
    for _ in 0..<3 { _ = cohort.execute("%slow\n%slow", in: context) }
    let ids = context.outputs.compactMap { if case .display(_, let id?) = $0 { id } else { nil } }
    #expect(ids.count == 6 && Set(ids).count == 6)
  }

  @Test(
    "progress is shown where somebody may be watching, unless %config says otherwise",
    arguments: zip(["auto", "yes", "no", "auto", "yes", "no"], [true, true, true, false, false, false]))
  func watched(setting: String, isWatched: Bool) {
    let context = RecordingContext(isWatched: isWatched)
    let code = "%config progress=\(setting)\n%slow\n%slow then=fails"
    _ = CohortInterpreter.test(patience: .zero).execute(code, in: context)
    let isShown = context.shown.contains { $0.plainText.hasPrefix("counting") }
    #expect(isShown == (setting == "yes" || setting == "auto" && isWatched))
    // Who does not follow updates sees each result once all the same.
    if !isShown { #expect(context.clears == 0 && context.shown.map(\.plainText) == ["counted to 50", "twice"]) }
  }

  @Test("a front end that drops updates gets no progress, and each result")
  func console() {
    let context = RecordingContext(replacesDisplays: false)
    _ = CohortInterpreter.test(patience: .zero).execute("%slow\n%slow then=fails", in: context)
    #expect(context.shown.map(\.plainText) == ["counted to 50", "twice"])
  }

  @Test("progress is shown ten times a second at most")
  func rate() {
    let context = RecordingContext()
    _ = CohortInterpreter.test(patience: .zero).execute("%slow steps=20000", in: context)
    let shown = context.shown.filter { $0.plainText.hasPrefix("counting") }
    #expect((1...20).contains(shown.count))
  }
}
