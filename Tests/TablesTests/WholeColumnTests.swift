import Testing

@testable import Tables

@Suite("What a whole column tells of its values")
struct WholeColumnTests {
  @Test("numbers that are all days are dates, said with the way back")
  func compactDates() throws {
    let text = "who,day,n\na,20230918,1\nb,,2\nc,20231005,3\nd,20240229,4\n"
    let table = try load(text)
    #expect(table.columns[1].texts == ["2023-09-18", nil, "2023-10-05", "2024-02-29"])
    #expect(table.columns[1].values.typeName == "date")
    #expect(table.notices == [.readNumberAsDate(column: "day", line: 2, token: "20230918", value: "2023-09-18")])
    for options in [CSVOptions(dates: .text), CSVOptions(repair: .none)] {
      #expect(try load(text, options).columns[1].numbers?.first == 20_230_918)
    }
  }

  @Test(
    "numbers that are not all days, the same throughout, or named as identifiers stay numbers",
    arguments: [
      ("day", "20230918\n20230931\n20231005"), ("day", "20230918\n20230918\n20230918"),
      ("day", "20230918\n20231005"), ("customer_id", "20230918\n20230919\n20231005"),
      ("", "20230918\n20230919\n20231005"), ("Unnamed: 0", "20230918\n20230919\n20231005"),
      ("plz", "20230918\n20230919\n20231005"), ("day", "20230918.5\n20230919\n20231005"),
    ])
  func noDates(name: String, values: String) throws {
    let rows = values.split(separator: "\n").map { "x,\($0)\n" }.joined()
    #expect(try load("who,\(name)\n" + rows).columns[1].numbers != nil)
  }

  @Test("in JSON lines too")
  func compactDatesOfJSON() throws {
    let directory = try TemporaryDirectory()
    let lines = ["20230918", "20231005", "20240229"].map { "{\"day\":\($0)}" }.joined(separator: "\n")
    let path = try directory.file("t.jsonl", Array(lines.utf8))
    let table = try JSONLinesSource(LoadOptions()).table(at: path, context: .plain)
    #expect(table.columns[0].texts == ["2023-09-18", "2023-10-05", "2024-02-29"])
  }

  private let label: [LoadNotice] = [.totalRow(line: 5, label: "Total")]

  @Test("sums a cent off, empty cells and means keep a row of totals out")
  func totals() throws {
    let cent = try load("who,n,eur\na,1,10.33\nb,2,10.33\nc,3,10.34\nTotal,6,31.01\n")
    #expect(cent.rowCount == 3 && cent.notices == label)
    let mean = try load("who,age,eur,n\na,30,1.5,1\nb,40,2.5,2\nc,51,3.5,3\nTotal,40.33,7.5,\n")
    #expect(mean.rowCount == 3 && mean.notices == label)
    #expect(try load("who,age\na,30\nb,40\nc,50\nAverage:,40\n").rowCount == 3)
  }

  @Test("a last row that is called a total and sums up too little stays, said with how much is a sum")
  func noTotals() throws {
    let none = try load("who,n,m\na,1,5\nb,2,6\nc,3,7\nTotal,7,9\n")
    #expect(none.rowCount == 4)
    #expect(none.notices == [.doubtfulTotalRow(line: 5, label: "Total", sums: 0, numbers: 2)])
    let some = try load("who,n,m\na,1,5\nb,2,6\nc,3,7\nTotal,6,9\n")
    #expect(some.rowCount == 4)
    #expect(
      some.notices.map(\.message) == [
        "the last row, line 5, is called Total, but only 1 of its 2 numbers is the sum of its column; it counts as a row like any, until "
          + "%filter takes it out"
      ])
    #expect(try load("who,n\na,1\nb,2\nc,3\nTom,6\n").notices.isEmpty)
  }

  @Test("a last row that holds nothing but the name of a total is kept out")
  func emptyTotals() throws {
    let table = try load("who,n,m\na,1,5\nb,2,6\nc,3,7\nTotal,,\n")
    #expect(table.rowCount == 3)
    #expect(table.notices == [.emptyTotalRow(line: 5, label: "Total")])
    let kept = try load("who,n,m\na,1,5\nb,2,6\nc,3,7\nTotal,,\n", CSVOptions(repair: .none))
    #expect(kept.rowCount == 4)
  }

  @Test("a last row without a name of which all numbers are sums is kept out, and one of means is called so")
  func namelessTotals() throws {
    let table = try load("id,eur,n\n1,12,1\n2,13,2\n3,14,3\n,39,6\n")
    #expect(table.rowCount == 3 && table.identifier == 0)
    #expect(table.notices == [.totalRow(line: 5, label: "no name")])
    #expect(try load("id,eur\n1,12\n2,13\n3,14\n,39\n").rowCount == 4, "one sum may be chance")
    #expect(try load("id,eur,n\n1,12,1\n2,13,2\n3,14,3\n,39,7\n").rowCount == 4)
    let means = try load("who,eur,n\na,12,1\nb,13,2\nc,14,3\nAverage,13,2\n")
    #expect(
      means.notices.first?.message.hasPrefix("the last row, line 5 (Average), gives the means of the rows") == true)
  }

  @Test("no advice is given to take sums, decorated numbers or codes for missing")
  func noAdvice() throws {
    for (name, token) in [("eur", "Subtotal"), ("eur", "12%"), ("InvoiceNo", "C53011")] {
      let rows = (1...20).map { "a\($0),\($0)\n" }.joined()
      let table = try load("who,\(name)\n\(rows)b,\(token)\nc,7\n")
      let said = try #require(table.notices.first?.message)
      #expect(said.contains("was read as text") && !said.contains("missing="))
    }
  }

  @Test("a first line of values above values is said to look like a row, and years are names")
  func headless() throws {
    #expect(try load("1,Ann,12\n2,Bob,13\n3,Cy,14\n").notices == [.headerLooksLikeData(line: 1, token: "1")])
    #expect(try load("who,2023,2024\na,1,5\nb,2,6\nc,3,7\n").notices.isEmpty)
    #expect(try load("who,1,2,3\na,1,5,9\nb,2,6,9\nc,3,7,8\n").notices.isEmpty)
  }

  @Test("a second line of names is no line of units, and is said")
  func secondNames() throws {
    let table = try load("Sales,,Visits,\nId,EUR,web,shop\n1,2,3,4\n2,3,4,5\n3,4,5,6\n")
    #expect(table.rowCount == 4)
    #expect(table.notices.contains(.secondNames(line: 2, skip: 1)))
    let units = try load("id,use,cost\n,kWh,EUR\n1,2,3\n2,3,4\n3,4,5\n")
    #expect(units.notices == [.unitLine(line: 2, text: "kWh, EUR")])
  }

  @Test("signs for missing beside numbers are taken back by repair=none, as the notice says")
  func signs() throws {
    let text = "who,n\na,-\nb,4\nc,6\nd,7\n"
    let table = try load(text)
    #expect(table.columns[1].missingCount == 1)
    #expect(table.notices.first?.message.hasSuffix("; repair=none keeps the column as text") == true)
    #expect(try load(text, CSVOptions(repair: .none)).columns[1].texts == ["-", "4", "6", "7"])
  }

  @Test(
    "money with its name or another sign is a number",
    arguments: [
      ("CHF 12.50", 12.5), ("12 USD", 12), ("12 zł", 12), ("7 kr", 7), ("₹1,200", 1200), ("US$5", 5), ("R$ 5", 5),
    ])
  func monies(token: String, value: Double) throws {
    let table = try load("who;fee\na;\(token)\nb;\(token)\n")
    #expect(table.columns[1].numbers == [value, value])
    #expect(table.role(of: 1).role == .amount)
  }

  @Test("what holds of several columns is said in one sentence, after the first of them")
  func together() throws {
    let table = try load("plz,a,b,c\n01234,€5.20,€6.10,x\n01235,€5.20,€7.25,y\n01236,€1.20,€6.25,z\n")
    let messages = LoadNotice.messages(table.notices)
    #expect(messages.count == 2 && messages[1].hasPrefix("a: €5.20 on line 2 was read as 5.2"))
    #expect(messages[1].hasSuffix("; the same holds of b"))
  }

  @Test(
    "6.970 between semicolons and 6,970 between commas or tabs are said to be open",
    arguments: [
      ("a;b\nx;6.970\ny;5.250\n", 6.97, "decimal=,"), ("a,b\nx,\"6,970\"\ny,\"5,250\"\n", 6970, "decimal=,"),
      ("a\tb\nx\t6,970\ny\t5,250\n", 6970, "decimal=,"),
    ])
  func openDecimals(text: String, value: Double, option: String) throws {
    let table = try load(text)
    #expect(table.columns[1].numbers?.first == value)
    guard case .ambiguousNumber("b", 2, _, _, _, option) = table.notices.first, table.notices.count == 1 else {
      Issue.record("\(table.notices)")
      return
    }
  }

  @Test("dates of several spellings are text, said with two of them")
  func mixedDates() throws {
    let table = try load("day\n2023-09-18\n2023-09-19\n20/09/2023\n2023-09-21\n")
    #expect(table.columns[0].values.typeName == "text")
    #expect(
      table.notices == [
        .mixedDateSpellings(column: "day", token: "2023-09-18", line: 2, other: "20/09/2023", otherLine: 4)
      ])
    let orders = try load("day\n01/02/2023\n31/01/2023\n01/31/2023\n02/03/2023\n")
    #expect(
      orders.notices == [
        .mixedDateSpellings(column: "day", token: "31/01/2023", line: 3, other: "01/31/2023", otherLine: 4)
      ])
    let words = try load("day\n2023-09-18\n2023-09-19\n2023-09-20\n2023-09-21\nsoon\n")
    #expect(
      words.notices == [.mixedDateSpellings(column: "day", token: "2023-09-18", line: 2, other: "soon", otherLine: 6)])
  }

  @Test("percent and money are known as such, unless the name says more")
  func written() throws {
    let table = try load("a,b,churn score\n12.5 %,$1,5 %\n150 %,$2,7 %\n-3 %,$4,9 %\n")
    #expect(table.role(of: 0) == AssignedRole(.share, because: "written as percent"))
    #expect(table.role(of: 1) == AssignedRole(.amount, because: "written with $"))
    #expect(table.role(of: 2).role == .earlierResult)
  }

  @Test("remarks and empty rows below a row of sums are kept out with it, and said")
  func foot() throws {
    let rows = "id,eur,town\n1,5.5,Bonn\n2,6.5,Ulm\n3,7.5,Kiel\nTotal,19.5,\n"
    let source = try load(rows + "Source: the shop,,\n")
    #expect(source.rowCount == 3 && source.columns[0].numbers == [1, 2, 3])
    #expect(source.notices == [.totalRow(line: 5, label: "Total"), .remarkBelow(line: 6, text: "Source: the shop")])
    let empty = try load(rows + ",,\n,,\n")
    #expect(empty.rowCount == 3)
    #expect(empty.notices == [.totalRow(line: 5, label: "Total"), .emptyRowsBelow(count: 2)])
    let two = try load(rows + "Average,6.5,\n")
    #expect(two.rowCount == 3)
    #expect(two.notices == [.totalRow(line: 5, label: "Total"), .totalRow(line: 6, label: "Average")])
    #expect(try load(rows + "Source: the shop,,\n", CSVOptions(repair: .none)).rowCount == 5)
    #expect(try load("id,eur,town\na,1,x\nb,2,y\nc,3,z\nd,,\n").rowCount == 4, "nothing was summed up")
  }

  @Test("yes and no in several spellings are two answers")
  func spellings() throws {
    let table = try load("id,news\na,Yes\nb,no\nc,yes\nd,No\ne,\n")
    #expect(table.columns[1].texts == ["Yes", "no", "Yes", "no", nil])
    #expect(table.role(of: 1).role == .yesNo)
    #expect(table.notices == [.joinedAnswers(column: "news", line: 4, token: "yes", value: "Yes")])
    #expect(
      try load("id,news\na,Yes\nb,no\nc,yes\n", CSVOptions(repair: .none)).columns[1].texts == ["Yes", "no", "yes"])
    #expect(try load("id,size\na,S\nb,s\nc,M\n").columns[1].texts == ["S", "s", "M"])
  }

  @Test("missing= with nothing leaves words such as NA as they stand")
  func words() throws {
    let text = "id,country\na,NA\nb,DE\nc,\n"
    let usual = try load(text)
    #expect(usual.columns[1].texts == [nil, "DE", nil])
    #expect(
      usual.notices.map(\.message) == [
        "country: \"NA\" was read as missing once, first on line 2; missing=\"\" keeps such words"
      ])
    let kept = try load(text, CSVOptions(takesMissingWords: false))
    #expect(kept.columns[1].texts == ["NA", "DE", nil] && kept.notices.isEmpty)
  }

  @Test("a column whose numbers leave the decimal open goes by another that does not")
  func sameDecimals() throws {
    let table = try load("id;a;b\n1;1,234;12.5\n2;5,678;3.25\n3;9,999;0.5\n")
    #expect(table.columns[1].numbers == [1234, 5678, 9999] && table.columns[2].numbers == [12.5, 3.25, 0.5])
    #expect(
      table.notices == [
        .readAsNumber(column: "a", line: 2, token: "1,234", value: "1234", how: "commas between thousands")
      ])
  }

  @Test("signs alone are no reason to give")
  func signsAlone() throws {
    let table = try load("id,v\na,\u{2212}5\nb,7\n")
    #expect(table.columns[1].numbers == [-5, 7])
    #expect(!table.notices[0].message.contains("()"))
  }

  @Test("where the decimal is open, what stands around the digits is said too")
  func openMoney() throws {
    let table = try load("id;v\na;€1.200\nb;€950\n")
    #expect(table.columns[1].numbers == [1.2, 950])
    #expect(
      table.notices == [
        .ambiguousNumber(
          column: "v", line: 2, token: "€1.200", value: "1.2 (€ left out)", other: "1200", option: "decimal=,")
      ])
  }
}
