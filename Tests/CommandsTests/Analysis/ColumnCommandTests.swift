import Analysis
import Foundation
import Machine
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Commands that read columns")
struct ColumnCommandTests {
  private let cohort = CohortInterpreter.test()

  private func load(_ text: String) throws -> CustomerFile {
    let file = try CustomerFile(text)
    cohort.shown("%config formats=html\n%load \(file.path)")
    return file
  }

  // MARK: %corr

  @Test("%corr draws every pair of columns of numbers, and says what it left out")
  func corr() throws {
    let file = try load("id,A,B,flat,city\na,1,2,5,x\nb,2,4,5,y\nc,3,7,5,x\nd,4,,5,y\n")
    defer { withExtendedLifetime(file) {} }
    #expect(cohort.shown("%corr").hasPrefix("How the columns of customers go together: A and B 0.99\n"))
    let html = cohort.html("%corr method=kendall")
    #expect(html.contains("Left out: id (identifier); flat (one value throughout); city (text)."))
    #expect(
      html.contains("Kendall&#39;s τ-b; each pair over the rows that have both values, 3 rows")
        || html.contains("Kendall's τ-b; each pair over the rows that have both values, 3 rows"))
    #expect(cohort.session.lastFigure?.kind == "corr")
  }

  @Test(
    "%corr on what cannot be correlated says why",
    arguments: [
      ("a,b\nx,y\nz,w\n", "%corr", "there is none in customers (Left out: a (identifier); b (text))"),
      ("a,b\n1,x\n2,x\n", "%corr", "there is only a in customers (Left out: b (text))"),
      ("a,b\n1,2\n", "%corr", "there is none in customers (Left out: a and b (one value throughout))"),
      ("a,b,c\n1,,1\n2,,2\n", "%corr a b", "there is only a here (Left out: b (no values))"),
      ("a,b\n1,5\n2,6\n", "%corr a", "there is only a here"),
    ])
  func nothingToCompare(text: String, command: String, reason: String) throws {
    let file = try load(text)
    defer { withExtendedLifetime(file) {} }
    let lines = cohort.error(command)
    #expect(lines[0] == "NothingToCompare: a correlation is of two columns of numbers that vary, and \(reason)")
    #expect(lines.count <= 4)
  }

  @Test("%corr points at a column that is not there, holds text, or only tells rows apart")
  func wrongColumns() throws {
    let file = try load("id,A,B\na,1,2\nb,2,4\nc,3,7\n")
    defer { withExtendedLifetime(file) {} }
    #expect(cohort.error("%corr A BB")[0].hasPrefix("UnknownColumn"))
    #expect(cohort.error("%corr A BB")[2].hasSuffix("        ^^"))
    #expect(cohort.error("%corr A id")[0] == "IdentifierColumn: id only tells the rows apart")
    #expect(cohort.error("%corr method=person").last?.contains("pearson") == true)
  }

  @Test("%corr counts infinite values as missing and says so; few rows come with a warning")
  func infinite() throws {
    let file = try load("A,B\n1,2\n2,inf\n3,7\n4,5\n5,9\n")
    defer { withExtendedLifetime(file) {} }
    let html = cohort.html("%corr A B")
    #expect(html.contains("B: 1 infinite value"))
    #expect(html.contains("With 4 rows, one pair in twenty of unrelated columns reaches 0.96 too."))
  }

  @Test("%corr neither ranks nor advises by pairs that share two rows")
  func fewCommonRows() throws {
    let lines = (0..<20).map { row in "\(row / 2).5,\(row * 7 % 20 / 2).25,\(row % 11 == 0 ? "\(3 * row)" : "")" }
    let file = try load("A,B,C\n" + lines.joined(separator: "\n") + "\n")
    defer { withExtendedLifetime(file) {} }
    #expect(cohort.shown("%corr").hasPrefix("How the columns of customers go together: A and B "))
    let html = cohort.html("%corr")
    #expect(html.contains("2 pairs have fewer than 8 common rows and are not ranked"))
    #expect(!html.contains("say nearly the same"))
  }

  @Test("%corr draws sixty of two hundred columns, those with the strongest ties")
  func wide() throws {
    var random = Xoshiro256(seed: 1)
    let header = (0..<200).map { "c\($0)" }.joined(separator: ",")
    let rows = (0..<30).map { row in
      (0..<200).map { $0 < 3 ? "\(2 * row)" : "\(random.nextUnit())" }.joined(separator: ",")
    }
    let file = try load(([header] + rows).joined(separator: "\n") + "\n")
    defer { withExtendedLifetime(file) {} }
    let html = cohort.html("%corr")
    #expect(html.contains("Of 200 columns, the 60 with the strongest correlations are drawn."))
    #expect(html.contains("c0 and c1"))
  }

  // MARK: %missing

  @Test("%missing of a complete table is one sentence")
  func complete() throws {
    let file = try load("A,B\n1,2\n3,4\n")
    defer { withExtendedLifetime(file) {} }
    #expect(
      cohort.printed("%missing")
        == "Nothing is missing: all 2 rows of customers have a value in each of its 2 columns.\n")
  }

  @Test("%missing names columns, patterns, what goes with them, and what each choice would do")
  func missing() throws {
    let lines = (0..<60).map { row in "\(row % 3 == 0 ? "" : "\(row)"),\(row % 3 == 0 ? 0 : row),\(row == 1 ? "" : "7")"
    }
    let file = try load("A,B,C\n" + lines.joined(separator: "\n") + "\n")
    defer { withExtendedLifetime(file) {} }
    let shown = cohort.shown("%missing")
    #expect(shown.contains("A            20  33.3%  B = 0 in 20 of 20 (others: none)"))
    #expect(shown.contains("C             1   1.7%  too few to tell"))
    #expect(shown.contains("39 rows of 60 (65.0%) lack nothing"))
    #expect(shown.contains("%prepare missing=drop would leave 40 of 60 rows; it would drop all 20 rows with B = 0."))
    #expect(shown.contains("A missing alone: 20 rows (33.3%); C missing alone: 1 row (1.7%)\n"))
  }

  @Test(
    "%missing where columns have no value, or every column lacks something",
    arguments: ["A,B\n1,\n2,\n", "A,B\n1,\n,2\n"])
  func allMissing(text: String) throws {
    let file = try load(text)
    defer { withExtendedLifetime(file) {} }
    #expect(cohort.shown("%missing").contains(text.contains(",2") ? "No column is complete" : "B has no value at all"))
  }

  // MARK: %kpi

  private static let cards = """
    CUST_ID,BALANCE,CREDIT_LIMIT,PURCHASES,PURCHASES_TRX,TENURE
    a,10,100,120,4,12
    b,300,200,0,0,12
    c,5,,60,3,6

    """

  @Test("%kpi adds columns as one change, says what is made without them, and %undo takes them back")
  func kpi() throws {
    let file = try load(Self.cards)
    defer { withExtendedLifetime(file) {} }
    cohort.shown("%cluster k=2")
    let shown = cohort.shown("%kpi")
    #expect(shown.hasPrefix("3 new columns in customers"))
    #expect(shown.contains("1 row (50.0%) is over the limit (CREDIT_UTILISATION above 1)."))
    #expect(shown.contains("PURCHASES_TRX is 0 (1)"))
    #expect(shown.contains("VALUE_PER_CASH_ADVANCE (no column of numbers CASH_ADVANCE or CASH_ADVANCE_TRX)"))
    #expect(shown.contains("The segments are made without these columns: %cluster takes them in."))
    #expect(
      shown.contains(
        "%prepare drop=MONTHLY_AVG_PURCHASE,VALUE_PER_PURCHASE,CREDIT_UTILISATION leaves them out, "
          + "as the classic recipe does."))
    #expect(cohort.session.current?.value.columns.count == 9)
    #expect(cohort.session.state(of: .segmentation) == .current)
    #expect(cohort.session.state(of: .features) == .stale)
    #expect(cohort.shown("%kpi").hasPrefix("customers has these columns already"))
    cohort.shown("%undo")
    #expect(cohort.session.current?.value.columns.count == 6)
    #expect(cohort.session.state(of: .segmentation) == .current)
  }

  @Test("%kpi keeps the colours and names of segments for the rows, which are the same")
  func kpiKeepsSegments() throws {
    let file = try load(Self.cards)
    defer { withExtendedLifetime(file) {} }
    cohort.shown("%cluster k=2\n%kpi")
    #expect(cohort.session.segmentationOfTable != nil)
  }

  @Test("%kpi refuses a table without card columns, with the nearest names")
  func noCards() throws {
    let file = try load("BALANCES,height\n1,2\n2,3\n")
    defer { withExtendedLifetime(file) {} }
    let lines = cohort.error("%kpi")
    #expect(
      lines[0].hasPrefix("NoCardColumns: customers lacks the columns that the ratios are made of; looked for BALANCE"))
    #expect(lines.last == "The nearest: BALANCES")
    #expect(lines.count <= 4)
  }

  @Test("%kpi does not overwrite a column of the same name")
  func taken() throws {
    let file = try load("BALANCE,CREDIT_LIMIT,CREDIT_UTILISATION\n1,2,9\n2,3,9\n3,3,8\n")
    defer { withExtendedLifetime(file) {} }
    #expect(
      cohort.error("%kpi")[0]
        == "NameTaken: customers has a column CREDIT_UTILISATION already, and it holds something else")
  }

  // MARK: %describe

  @Test("%describe says what stands out: two lines for many columns, all there is for one")
  func describe() throws {
    let rows = (0..<20).map { "\($0 < 15 ? 0 : $0),\(2 * $0)" }.joined(separator: "\n")
    let file = try load("Z,E\n\(rows)\n")
    defer { withExtendedLifetime(file) {} }
    #expect(cohort.shown("%describe").contains("· Mostly zero: Z (75.0%)."))
    #expect(!cohort.shown("%describe").contains("· Half of the values"))
    #expect(cohort.shown("%describe E").contains("· Half of the values lie between 9.50 and 28.50; the median is 19"))
  }

  @Test("%describe gives what only names something no mean, unless asked for it alone, and years no commas")
  func names() throws {
    let rows = (0..<40).map { "\(100 + 7 * $0),\($0 % 3 + 1),\(1_950 + $0),\($0 % 7)" }.joined(separator: "\n")
    let file = try load("client,store,year,visits\n\(rows)\n")
    defer { withExtendedLifetime(file) {} }
    let text = cohort.shown("%describe")
    for line in ["a value of its own in every row", "1 (14); 1 to 3", "1950"] {
      #expect(text.contains(line), "\(line)")
    }
    #expect(!text.contains("1,950") && text.components(separatedBy: "mean").count == 2)
    #expect(cohort.shown("%describe store").contains("mean"))
  }

  @Test("figures write the sign of money where the role is an amount, whatever the values look like")
  func money() throws {
    let rows = (0..<40).map { "\(12.25 + Double($0)),\(12.25 + Double($0)),\($0 % 8)" }.joined(separator: "\n")
    let file = try load("spend,Time on App,paid\n\(rows)\n")
    defer { withExtendedLifetime(file) {} }
    cohort.shown("%config currency=€\n%role paid=amount")
    for figure in ["%hist", "%box"] {
      #expect(cohort.html("\(figure) spend").contains("€"), "\(figure)")
      #expect(!cohort.html("\(figure) \"Time on App\"").contains("€"), "\(figure)")
      #expect(cohort.html("\(figure) paid").contains("€"), "\(figure)")
    }
    #expect(cohort.html("%scatter paid spend color=spend").contains("€"))
    #expect(!cohort.html("%scatter paid spend color=\"Time on App\"").contains("€"))
  }

  // MARK: All of them

  @Test("the real customers' coefficients are the published ones", .needsRealData)
  func realCorrelations() {
    cohort.shown("%config formats=html\n%load \"\(RealData.path)\"")
    let html = cohort.html("%corr")
    #expect(
      html.contains("ONEOFF_PURCHASES: r 0.917") || html.contains("PURCHASES and ONEOFF_PURCHASES: r 0.917")
        || html.contains("ONEOFF_PURCHASES and PURCHASES: r 0.917"))
    #expect(html.contains("BALANCE and PRC_FULL_PAYMENT −0.32"))
  }

  @Test(
    "an interrupt leaves the session as it was", arguments: ["%corr method=spearman", "%missing", "%kpi"])
  func interrupted(command: String) throws {
    let file = try load(Self.cards)
    defer { withExtendedLifetime(file) {} }
    let revision = cohort.session.revision
    let context = RecordingContext()
    context.interrupt(after: 0)
    guard case .failed = cohort.execute(command, in: context) else {
      Issue.record("\(command) was not interrupted")
      return
    }
    #expect(cohort.session.revision == revision)
  }

  @Test(
    "%echo prints what it is given, commas and blanks around them included",
    arguments: [
      ("%echo hello, world", "hello, world\n"), ("%echo a,b", "a,b\n"), ("%echo a, b ,c", "a, b ,c\n"),
      ("%echo \"a, b\", c", "a, b, c\n"), ("%echo ,", ",\n"),
    ])
  func echo(line: String, printed: String) { #expect(cohort.printed(line) == printed) }
}
