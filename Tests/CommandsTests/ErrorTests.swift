import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("An error says what, where, what is valid and what is near")
struct ErrorTests {
  private func error(_ code: String) -> String { CohortInterpreter.test().error(code).joined(separator: "\n") }

  @Test("for a mistyped command")
  func unknownCommand() {
    #expect(
      error("# rows\n%hed 3") == """
        UnknownCommand: there is no command %hed
        2 │ %hed 3
          │ ^^^^
        Did you mean %head? %help lists the commands
        """)
  }

  @Test("for a mistyped name of another tool")
  func unknownTool() {
    #expect(error("%hitogram Age").contains("there is no command %hitogram"))
    #expect(error("%hitogram Age").contains("%hist COLUMN draws a column"))
  }

  @Test(
    "for what only the table and the whole line can tell",
    arguments: [
      ("%hist Bar Spend", "A name with blanks is quoted: \"Bar Spend\""), ("%cluster 5", "Write k=5"),
      ("%box Age by Gender", "Write by=Gender"),
      ("%scatter Age,Classes", "Columns are set apart by blanks: Age Classes"),
      (
        "%derive Per Visit = Age / Classes",
        "%derive ratio = Age / Classes; a name with blanks stands in double quotes"
      ),
      ("%load gym.xls", nil),
    ] as [(String, String?)])
  func meant(line: String, remedy: String?) throws {
    let file = try CustomerFile("ID,Age,Gender,Classes,Bar Spend\na,30,f,2,1.5\nb,41,m,3,2\nc,25,f,1,0\n")
    let cohort = CohortInterpreter.test()
    cohort.shown("%load \(file.path)")
    if let remedy {
      #expect(cohort.error(line).last == remedy)
    } else {
      #expect(cohort.error("%load \(file.beside("customers.xls"))")[0].contains("customers.csv"))
    }
  }

  @Test(
    "for characters that are not seen, or look like others",
    arguments: [
      ("%he\u{200B}ad", "Here stands U+200B ZERO WIDTH SPACE, which is not seen"),
      ("\u{FF05}head", "Here stands ‘\u{FF05}’ (U+FF05 FULLWIDTH PERCENT SIGN), which is no %"),
      ("%head n\u{FF1D}4", "‘\u{FF1D}’ (U+FF1D FULLWIDTH EQUALS SIGN), which is no ="),
      ("%head\u{3000}4", "(U+3000 IDEOGRAPHIC SPACE), which is no blank"),
      ("%cluster k=\u{FF14}", "(U+FF14 FULLWIDTH DIGIT FOUR), which is no 4"),
      ("k\u{2060} = 4", "U+2060 WORD JOINER, which is not seen"),
    ])
  func lookalikes(line: String, words: String) {
    #expect(error(line).contains(words))
  }

  @Test(
    "for a NUL, which would end the name of a file", arguments: ["%load a.csv\0.txt", "%echo \0", "%%sql\nSELECT '\0'"])
  func nul(line: String) {
    #expect(error(line).hasPrefix("NotText: here stands a NUL character"))
  }

  @Test("and is short, however long a name was pasted", arguments: ["%", "", "x = $", "%load n=", "%head "])
  func pasted(before: String) {
    #expect(error(before + String(repeating: "y", count: 300_000)).utf8.count < 4000)
  }

  @Test("for a mistyped key")
  func unknownKey() {
    #expect(
      error("%load x.csv delimeter=;") == """
        UnknownKey: %load has no delimeter=
        1 │ %load x.csv delimeter=;
          │             ^^^^^^^^^
        Did you mean delimiter=? %load takes SOURCE, as=, delimiter=, decimal=, thousands=, encoding=, missing=, repair=, dates=, skip=, header= and 4 more
        """)
  }

  @Test("for a key that no command of that name has")
  func foreignKey() {
    #expect(
      error("%head rows=3") == """
        UnknownKey: %head has no rows=
        1 │ %head rows=3
          │       ^^^^
        %head takes n=
        """)
  }

  @Test("for a value of the wrong kind, counting wide characters as two columns")
  func wrongValue() {
    #expect(
      error("%everything 東京.csv log=maybe") == """
        WrongValue: log is yes or no, not ‘maybe’
        1 │ %everything 東京.csv log=maybe
          │                          ^^^^^
        """)
    #expect(error("%everything x k=auot").hasSuffix("Did you mean auto?"))
    #expect(error("%everything x k=11").hasPrefix("WrongValue: k is auto or a whole number from 2 to 10, not ‘11’"))
    #expect(error("%everything x share=-1").hasPrefix("WrongValue: share is a number above 0, not ‘-1’"))
    #expect(error("%everything x span=9..3").hasPrefix("WrongValue: span is a range such as 2..10 within 1..100"))
    #expect(error("%everything x share=nan").hasPrefix("WrongValue"))
  }

  @Test("for blanks around =, before anything ran")
  func blanks() {
    #expect(
      error("%seed 7\n%head n = 4") == """
        SyntaxError: no blanks around = inside a command: n=4
        2 │ %head n = 4
          │       ^^^^^
        Nothing of this cell ran
        """)
  }

  @Test("for arguments that are missing, repeated or not wanted")
  func arguments() {
    #expect(error("%everything").hasPrefix("MissingArgument: %everything needs file: a file"))
    #expect(error("%everything x k=2 k=3").hasPrefix("RepeatedKey: k= was given twice"))
    #expect(error("%head n= ").hasPrefix("MissingValue: n= has no value"))
    #expect(error("%version 3").hasPrefix("UnexpectedArgument: %version takes no arguments"))
    #expect(error("%seed 3 4").hasPrefix("UnexpectedArgument: %seed has no use for ‘4’"))
    #expect(error("%load as:name").hasPrefix("SyntaxError: a key is followed by =, not by a colon: as=name"))
  }

  @Test("for a column, with the nearest")
  func columns() throws {
    let file = try CustomerFile()
    let cohort = CohortInterpreter.test()
    #expect(cohort.printed("%load \(file.path)") == "")
    #expect(
      cohort.error("%describe BALANCE,BALANEC_FREQUENCY").joined(separator: "\n") == """
        UnknownColumn: customers has no column ‘BALANEC_FREQUENCY’
        1 │ %describe BALANCE,BALANEC_FREQUENCY
          │                   ^^^^^^^^^^^^^^^^^
        Did you mean BALANCE_FREQUENCY?
        """)
    #expect(cohort.error("BALANCE")[0] == "NotACommand: BALANCE is a column, not a parameter")
  }

  @Test("for a command that needs what is not there")
  func missingStage() {
    #expect(
      error("%head") == """
        NoTable: there is no table yet
        1 │ %head
          │ ^^^^^
        %load makes one
        """)
  }

  @Test("for a parameter that is not set")
  func unknownParameter() {
    #expect(
      error("rows = 3\n%head $row") == """
        UnknownParameter: no parameter is named row
        2 │ %head $row
          │       ^^^^
        Did you mean rows?
        """)
  }

  @Test("and says which later lines did not run")
  func laterLines() {
    #expect(error("%head\n%tail").hasSuffix("Line 2 did not run"))
    #expect(error("%head\n%tail\n%sample").hasSuffix("Lines 2 and 3 did not run"))
    #expect(error("%head\n%tail\n%sample\n%tail").hasSuffix("Lines 2 to 4 did not run"))
  }

  @Test("and points at the argument that a running command refuses")
  func keyPlace() {
    #expect(
      error("%slow then=fails steps=9") == """
        TooFar: it went too far
        1 │ %slow then=fails steps=9
          │                        ^
        Go back
        """)
    #expect(error("%load nowhere.csv").hasPrefix("FileNotFound: there is no file nowhere.csv"))
  }

  @Test("and shows the part of a long line that matters")
  func longLine() {
    let lines = CohortInterpreter.test().error("%echo " + String(repeating: "word ", count: 60) + "to=nowhere")
    #expect(lines.count == 3)
    #expect(lines[1].contains("to=nowhere") && lines[1].count < 120)
    #expect(lines[2].drop { $0 != "^" } == "^^^^^^^")
  }

  @Test(
    "and teaches what serves in place of a habit",
    arguments: [
      ("df.head()", "%head"), ("import pandas as pd", "%load"), ("!ls", "%help"),
      ("%pip install x", "Cohort is one program"),
      ("print(x)", "%echo"), ("SELECT * FROM t", "%sql"), ("df = pd.read_csv('x.csv')", "%load"),
      ("load x.csv", "Write %load x.csv"),
      ("%whos", "%status"), ("x = [1, 2]", "A,\"B c\""), ("%%head", "Write %head"), ("%", "%load"),
      ("head", "Write %head"),
      ("for x in y:", "%help"),
    ])
  func habits(code: String, teaching: String) {
    let text = error(code)
    #expect(text.contains(teaching), "\(text)")
  }

  @Test("and keeps control characters of the cell and of files out of the terminal")
  func controlCharacters() throws {
    let file = try CustomerFile("A,B\n1,\"x\u{1B}[2J\"y\n", name: "bad.csv")
    let lines = CohortInterpreter.test().error("%load \(file.path)")
    #expect(lines[0].hasPrefix("BadQuote"))
    #expect(!lines.joined().contains("\u{1B}"))
    #expect(!error("%echo \u{1B}[2J \"").contains("\u{1B}"))
  }

  @Test("in four lines at most, whatever it is")
  func lineCount() {
    for code in ["%hea\n%head", "%", "x = a b", "%head n=x y z", "df.head()", "%load a b c d"] {
      #expect(CohortInterpreter.test().error(code).count <= 4)
    }
  }
}
