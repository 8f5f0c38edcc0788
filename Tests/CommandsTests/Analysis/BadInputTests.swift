import Foundation
import KernelInterface
import Segmentation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// As an error lists them.
private let methodNames = {
  let names = MethodChoices.methods.map(\.text)
  return names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
}()

@Suite("Bad input is refused with what, where and what would be right")
struct BadInputTests {
  /// The error of `%load` on a file with this text, without the folder.
  private func loading(_ text: String) throws -> String {
    let file = try CustomerFile(text, name: "x.csv")
    return loading(path: file.path)
  }

  private func loading(path: String) -> String {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path + "/"
    let lines = CohortInterpreter.test().error("%load \(path)")
    #expect((3...4).contains(lines.count), "\(lines)")
    #expect(lines[2].contains("^"))
    return ([lines[0]] + lines.dropFirst(3)).joined(separator: "\n").replacing(folder, with: "")
  }

  @Test("files that are no tables")
  func files() throws {
    #expect(
      try loading("") == "EmptyFile: x.csv is empty; a table needs a line of column names and at least one row")
    #expect(
      try loading("A,B\n") == """
        EmptyFile: x.csv has a line of 2 column names and no row below it
        A table needs at least one row
        """)
    #expect(
      try loading("A,B\n1,2\n3\n4,5\n") == """
        RaggedRow: x.csv, line 3: 1 field where the header has 2
        A field that holds the delimiter stands in quotes; delimiter= names another one; ragged=skip leaves such rows out, ragged=pad fills them up
        """)
    #expect(
      try loading("A,B\n1,\"x\n2,3\n") == """
        BadQuote: x.csv, line 2, column B: the quote that opens here is never closed
        A field ends with a quote if it begins with one; a quote inside it is written twice
        """)
    #expect(
      try loading("A\u{0}\u{1}\u{2}\u{0}\u{7}B\n") == """
        NotACSV: x.csv is not a CSV: its bytes are not text
        %load reads a CSV, a TSV or their .gz, JSON lines, an Excel workbook (.xlsx), Parquet and JSON (by DuckDB)
        """)
    #expect(
      try loading("<!DOCTYPE html>\n<p>log in, please") == "NotACSV: x.csv is not a CSV: it looks like a web page")
    #expect(try loading("{\"a\": 1, \"b\": 2}\n") == "NotACSV: x.csv is not a CSV: it looks like JSON")
  }

  @Test("folders and files that are not there")
  func places() throws {
    let file = try CustomerFile()
    #expect(
      loading(path: file.beside("costumers.csv")).hasPrefix(
        "FileNotFound: there is no file costumers.csv; the nearest: "))
    let folder = file.beside("folder.csv")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #expect(loading(path: folder) == "IsADirectory: folder.csv is a directory; name a file")
  }

  @Test("Latin-1 names the option that reads it, and the option reads it")
  func latin1() throws {
    let file = try CustomerFile(name: "latin.csv")
    try Data("name,n\nM\u{FC}ller,1\nAnna,2\n".unicodeScalars.map { UInt8($0.value) })
      .write(to: URL(fileURLWithPath: file.path))
    #expect(
      loading(path: file.path)
        == "WrongEncoding: latin.csv, line 2, column name: `M\\xFCller` is not utf-8; try encoding=latin-1")
    #expect(CohortInterpreter.test().shown("%load \(file.path) encoding=latin-1").contains("Müller"))
  }

  @Test("decimal commas and thousands are read as they are meant, and name the option that takes it back")
  func numbers() throws {
    let comma = try CustomerFile("a;b\n1,5;2\n2,5;3\n")
    let grouped = try CustomerFile("a,b\n\"1,200.50\",2\n\"3,000.00\",3\n")
    #expect(
      CohortInterpreter.test().shown("%load \(comma.path)").contains(
        "numbers were read with a decimal comma, as 1,5 on line 2 in a shows; decimal=. reads them otherwise"))
    #expect(
      CohortInterpreter.test().shown("%load \(grouped.path)").contains(
        "a: 1,200.50 on line 2 was read as 1200.5, and the whole column so (commas between thousands); repair=none keeps text"
      ))
    #expect(CohortInterpreter.test().shown("%load \(comma.path) decimal=\",\"\n%describe a").contains("1.50"))
  }

  @Test(
    "numbers that no segmentation or map can have",
    arguments: [
      ("%cluster k=0", "k is auto or a whole number of at least 2, not ‘0’"),
      ("%cluster k=1", "k is auto or a whole number of at least 2, not ‘1’"),
      ("%cluster k=121", "k=121 is not possible: 120 rows go into 2 to 120 segments"),
      ("%cluster k=two", "k is auto or a whole number of at least 2, not ‘two’"),
      ("%cluster k = 4", "no blanks around = inside a command: k=4"),
      ("%cluster method=kmeans starts=0", "starts is a whole number from 1 to 1,000, not ‘0’"),
      ("%cluster linkage=wrad", "linkage is ward, complete, average or single, not ‘wrad’"),
      ("%tsne perplexity=-5", "perplexity is a number above 0, not ‘-5’"),
      ("%tsne perplexity=40", "perplexity 40 does not fit 120 rows: the largest is 39"),
      ("%tsne perplexity=many", "perplexity is a number above 0, not ‘many’"),
      ("%tsne color=BALANEC", "customers has no column ‘BALANEC’"),
      ("%tsne color=ID", "ID has 120 different values in 120 rows: it tells customers apart and groups nobody"),
      ("%hist BALANEC", "customers has no column ‘BALANEC’"),
      ("%hist BALANCE bins=0", "bins is auto or a whole number from 1 to 200, not ‘0’"),
      ("%hist BALANCE by=PAYMENTS", "PAYMENTS has 113 different values; labels are numbers of 50 values at most"),
      ("%hist BALANCE by=BALANEC", "customers has no column ‘BALANEC’"),
      ("%compare k=10..2", "k is a range such as 2..10 within 2..100, not ‘10..2’"),
      ("%compare k=1..5", "k is a range such as 2..10 within 2..100, not ‘1..5’"),
      ("%elbow k=3..0", "k is a range such as 2..10 within 1..1000, not ‘3..0’"),
      ("%elbow k=121..130", "k=121 is not possible: 120 rows go into 2 to 120 segments"),
      ("%compare resamples=-1", "resamples is auto or a whole number from 0 to 1,000, not ‘-1’"),
      ("%compare method=kmean", "method is \(methodNames), not ‘kmean’"),
      ("%dendrogram leaves=1", "leaves is a whole number from 2 to 200, not ‘1’"),
      ("%prepare features=city", "city cannot be a feature: it holds text; encode=onehot takes small categories in"),
      ("%prepare log=BALANEC", "customers has no column ‘BALANEC’"),
      ("%prepare offset=-1", "offset is a number of at least 0, not ‘-1’"),
      ("%prepare winsorize=9..1", "winsorize is a range of numbers within 0..100, not ‘9..1’"),
      ("%prepare pca=0", "pca is a share above 0 and at most 1, such as 0.9, not ‘0’"),
    ])
  func options(code: String, message: String) throws {
    let file = try CustomerFile.groups()
    let cohort = CohortInterpreter.test()
    cohort.shown("%load \(file.path)")
    let revision = cohort.session.revision
    let lines = cohort.error(code)
    #expect(lines[0].contains(": \(message)"), "\(lines)")
    #expect(lines.count <= 4)
    let carets = lines[2].split(separator: "│").last.map(String.init) ?? ""
    let start = carets.prefix { $0 == " " }.count
    #expect(start > 1, "the caret points at the argument, not at the command: \(lines)")
    #expect(cohort.session.revision == revision)
  }

  @Test("k = n is possible, and says what is not defined")
  func asManyAsRows() throws {
    let file = try CustomerFile("A,B\n1,2\n2,9\n7,3\n")
    let cohort = CohortInterpreter.test()
    let text = cohort.shown("%load \(file.path)\n%cluster k=3")
    #expect(text.contains("3 segments") && text.contains("Silhouette not defined"))
  }

  @Test(
    "tables without anything to segment by",
    arguments: [
      ("A,B\n1,2\n", "TooFewRows: 1 row of 1 left, and segments need at least 2"),
      ("A,B\n1,2\n1,2\n1,2\n", "NoFeatures: no column is left to segment by: A and B have one value throughout"),
      ("A,B\n,\n,\n,\n", "NoFeatures: no column is left to segment by: A and B have no values"),
      ("A\nx\ny\nx\n", "NoFeatures: no column is left to segment by: A is left out (text)"),
      (
        "A,B\n1,2\ninf,3\n4,5\n",
        "InfiniteValue: A is infinite in row 2: remove that row, or leave the column out (drop=A)"
      ),
    ])
  func nothingToSegment(text: String, error: String) throws {
    let file = try CustomerFile(text)
    let cohort = CohortInterpreter.test()
    cohort.shown("%load \(file.path)")
    for command in ["%prepare", "%cluster", "%tsne", "%dendrogram"] {
      #expect(cohort.error(command)[0] == error, "\(command)")
    }
    #expect(cohort.session.current != nil && cohort.session.madeFeatures == nil)
  }

  @Test(
    "odd tables go through every command without a trap",
    arguments: [
      "A\n1\n", "A,B\n1,2\n3,4\n", "A,A\n1,2\n3,4\n5,9\n2,2\n", "A,B\n1,1\n1,1\n2,2\n2,2\n1,1\n2,2\n",
      "A,B\n1,\n,2\n,\n3,4\n", "A,B\n1e308,1\n-1e308,2\n1,3\n2,7\n", "A,B\n1e-320,1\n2e-320,2\n0,3\n5e-324,9\n",
      "a b,\"x,y\",\"q\"\"q\",数量\n1,2,3,4\n2,5,1,9\n3,3,3,1\n4,1,1,2\n9,9,9,9\n",
      "A,B,C\nx,true,2020-01-01\ny,false,2020-02-01\n",
      "A,B\n1,1\n-1,2\n1,3\n-1,4\n0,5\n",
    ])
  func oddTables(text: String) throws {
    let file = try CustomerFile(text)
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html,svg\n%load \(file.path)")
    let columns = try #require(cohort.session.current?.value).columns.map { Quoting.item($0.name) }
    let commands =
      [
        "%describe", "%prepare", "%prepare recipe=classic", "%prepare encode=onehot scale=minmax", "%cluster",
        "%cluster k=2", "%silhouette", "%cluster k=2 method=kmeans", "%silhouette n=0", "%compare", "%elbow",
        "%compare k=2..3 method=kmeans resamples=1 references=1", "%elbow k=2..9 method=kmeans", "%dendrogram",
        "%profile", "%profile by=mean",
        "%tsne perplexity=1 iterations=10", "%hist \(columns.joined(separator: " "))",
      ]
      + columns.flatMap {
        ["%hist \($0) by=segment", "%hist \($0) log=yes", "%tsne perplexity=1 iterations=10 color=\($0)"]
      }
      + ["%export segments \(file.beside("o.csv"))", "%export embedding \(file.beside("p.csv"))", "%status", "%undo"]
    for command in commands {
      let context = RecordingContext()
      if case .failed(let report) = cohort.execute(command, in: context) {
        #expect(report.lines.count <= 4, "\(command): \(report.lines)")
        #expect(!report.lines[0].contains("Error("), "\(command): \(report.lines[0])")
      } else {
        #expect(!context.outputs.isEmpty, "\(command)")
      }
    }
  }

  @Test("names and values that are HTML or SVG are shown as text by every command")
  func markup() throws {
    let header = "id,<script>alert(1)</script>,\"x\"\" onload=\"\"alert(2)\",</title><svg onload=alert(3)>,kind\n"
    let rows = (0..<60).map { row in
      "<img src=x onerror=alert(\(row))>,\(row % 7),\(row * row % 31),\(row % 5),</text><script>alert(\(row % 3))</script>\n"
    }
    let file = try CustomerFile(header + rows.joined())
    let cohort = CohortInterpreter.test()
    let script = "\"<script>alert(1)</script>\""
    let context = RecordingContext()
    let cell = """
      %config formats=html,svg
      %load \(file.path)
      %describe
      %head
      %prepare encode=onehot
      %cluster k=3
      %dendrogram
      %profile
      %tsne perplexity=5 iterations=20
      %tsne perplexity=5 iterations=20 color=\(script)
      %hist \(script)
      %hist kind id
      %hist \(script) '</title><svg onload=alert(3)>'
      %hist \(script) by=segment
      %hist kind by=segment
      %box \(script)
      %pca
      %status
      """
    #expect(cohort.execute(cell, in: context) == .finished(result: nil))
    let tags = ["<script", "<img src=x", "<svg onload", "</title><svg", "</text><script", "x\" onload"]
    var pages = 0
    for data in context.shown {
      for form in data.forms {
        switch form {
        case .html(let text), .svg(let text):
          pages += 1
          for tag in tags { #expect(!text.contains(tag), "\(data.kind ?? "table"): \(tag)") }
        default: break
        }
      }
    }
    #expect(pages > 20)
  }

  @Test("a wide table and many segments make pages of bounded size")
  func bounded() throws {
    let header = (0..<2_000).map { "C\($0)" }.joined(separator: ",")
    let rows = (0..<40).map { row in (0..<2_000).map { "\((row * ($0 + 3) * 7_919) % 1_009)" }.joined(separator: ",") }
    let file = try CustomerFile(([header] + rows).joined(separator: "\n") + "\n")
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html,svg\n%load \(file.path)\n%cluster k=35")
    for command in [
      "%cluster k=35", "%profile", "%hist C1 by=segment", "%dendrogram", "%tsne perplexity=5 iterations=5", "%status",
    ] {
      for case .display(let data, _) in cohort.notebook(command) {
        let bytes = data.forms.reduce(0) { sum, form in
          switch form {
          case .html(let text), .svg(let text), .plain(let text): sum + text.utf8.count
          default: sum
          }
        }
        #expect(bytes < 500_000, "\(command): \(bytes)")
      }
    }
    #expect(cohort.html("%profile").contains(" columns, the 60 that differ most between segments are shown."))
    #expect(cohort.html("%hist C1 by=segment").contains("Of 35 segments, the 20 largest are shown."))
  }
}
