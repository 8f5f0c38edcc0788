import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Packs of rules")
struct AdvicePacksTests {
  /// Columns that all rise with two groups of 60 customers, or fall where `-` stands before the name.
  private func table(_ names: [String]) throws -> Table {
    var draws = Xoshiro256(seed: 11)
    let columns = names.map { name in
      let falls = name.hasPrefix("-")
      return Column(
        name: falls ? String(name.dropFirst()) : name,
        numbers: (0..<120).map { row in
          let isHigh = (row % 2 == 0) != falls
          return ((isHigh ? 500 : 40) * (1 + 0.3 * draws.nextUnit()) * 100).rounded() / 100
        })
    }
    return try Table(name: "t", columns: columns)
  }

  private func insights(_ table: Table, given: [String: String] = [:]) throws -> Insights {
    let segmentation = try CustomerSegmentation.make(
      of: Recipe.standard.prepare(table), options: ClusterOptions(k: .fixed(2)))
    return try Insights(of: segmentation, table: table, rules: .suiting(table, given: given), given: given)
  }

  @Test("every pack is read, has a key, and knows only words that %insights takes")
  func read() throws {
    var words: Set<String> = []
    for name in Rules.packNames {
      let rules = try #require(try Rules.pack(name))
      #expect(rules.pack == name)
      #expect(!rules.key.isEmpty && !rules.names.isEmpty && !rules.departments.isEmpty)
      words.formUnion(rules.words)
      let ratios = Set(CardSubject.allCases.filter { $0.column == nil && $0 != .utilisation }.map(\.rawValue))
      #expect(rules.subjects.subtracting(ratios).isSubset(of: rules.words), "\(name)")
    }
    #expect(words == Set(Rules.columnWords.map(\.word)))
  }

  @Test(
    "a pack speaks where its key columns are, by the names that such tables have",
    arguments: [
      ("cards", ["Total_Revolving_Bal", "Credit_Limit", "Total_Trans_Amt", "Total_Trans_Ct", "Months_on_book"]),
      ("retail", ["-recency", "frequency", "monetary", "mean_basket"]),
      ("retail", ["-Recency", "MntWines", "MntFruits", "MntMeatProducts", "NumWebPurchases", "NumStorePurchases"]),
      ("telecom", ["tenure", "MonthlyCharges", "TotalCharges"]),
      (
        "telecom",
        ["Account length", "Total day minutes", "Total eve minutes", "Total night minutes", "monthly charge"]
      ),
      ("insurance", ["Monthly Premium Auto", "Total Claim Amount", "Number of Policies"]),
    ])
  func speaks(pack: String, names: [String]) throws {
    let table = try table(names)
    #expect(try Rules.suiting(table).pack == pack)
    let insights = try insights(table)
    #expect(insights.segments.contains { !$0.advice.isEmpty })
    #expect(insights.summary.map(\.text).contains { $0.hasPrefix("The rules on \(pack) speak here, of ") })
  }

  @Test(
    "a table with a part of the key gets one line with what is there, what is not and how to name it",
    arguments: [
      (
        ["tenure", "x"],
        "No advice is given: of what the rules on telecom go by, the table has tenure, and no column for "
          + "monthly_charges. %insights monthly_charges=COLUMN says which it is."
      ),
      (
        ["balance", "age"],
        "No advice is given: of what the rules on cards go by, the table has balance, and no column for credit_limit or "
          + "purchases or cash_advance or payments. %insights credit_limit=COLUMN says which it is."
      ),
      (
        ["Fresh", "Milk"],
        "The table has none of the columns that the rules on cards, retail, telecom and insurance go by: risk and advice are "
          + "left out. %insights NAME=COLUMN says what a column is, such as balance=COLUMN credit_limit=COLUMN."
      ),
    ])
  func silent(names: [String], line: String) throws {
    let insights = try insights(try table(names))
    #expect(insights.summary.map(\.text).contains(line), "\(insights.summary.map(\.text))")
    #expect(insights.segments.allSatisfy { $0.risk == nil && $0.advice.isEmpty && $0.totals.isEmpty })
  }

  @Test("columns that somebody named speak, and stand before those that are found")
  func given() throws {
    let table = try table(["was", "kann", "BALANCE"])
    let insights = try insights(table, given: ["balance": "was", "credit_limit": "kann"])
    #expect(
      insights.summary.map(\.text).contains(
        "The rules on cards speak here, of balance (was) and credit_limit (kann)."))
    let columns = SubjectColumns(try .builtIn(), in: table, given: ["balance": "was"])
    #expect(columns.values(of: "balance") == table.columns[0].numbers)
    #expect(SubjectColumns(try .builtIn(), in: table).values(of: "balance") == table.columns[2].numbers)
  }

  @Test("sums of columns are missing where a part is")
  func sums() throws {
    let table = try Table(
      name: "t",
      columns: [
        Column(name: "MntWines", numbers: [1, .nan, 3.5]), Column(name: "Mnt_Fruits", numbers: [2, 2, 20]),
        Column(name: "amount", numbers: [9, 9, 9]),
      ])
    let rules = try #require(try Rules.pack("retail"))
    let sum = try #require(SubjectColumns(rules, in: table).values(of: "monetary"))
    #expect(sum[0] == 3 && sum[1].isNaN && sum[2] == 23.5)
  }

  @Test("a column that only names something stands for no measure by its name")
  func names() throws {
    let table = try Table(
      name: "t",
      columns: [Column(name: "premium", text: ["a", "b", "a"]), Column(name: "claims", numbers: [1, 2, 2])])
    let rules = try #require(try Rules.pack("insurance"))
    let columns = SubjectColumns(rules, in: table)
    #expect(columns.has("claims") && !columns.has("premium"))
  }

  @Test("the sample of card customers gets the rules on cards, without a word on columns")
  func sample() throws {
    let table = SampleData.creditCards()
    let insights = try insights(table)
    #expect(try Rules.suiting(table).pack == "cards")
    #expect(!insights.summary.map(\.text).contains { $0.contains("rules on") })
  }
}
