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
      ("retail", ["Umsatz", "Bestellungen", "-Tage seit letztem Kauf"]),
      ("retail", ["Importe anual", "Pedidos", "-Días desde última compra"]),
      ("retail", ["Chiffre d'affaires", "Nombre de commandes", "-Jours depuis le dernier achat"]),
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
    #expect(insights.summary.map(\.text).contains { $0.hasPrefix("Advice follows the rules on \(pack), by ") })
  }

  @Test(
    "a table with a part of the key gets one line with what is there, what is not and how to name it",
    arguments: [
      (
        ["tenure", "x"],
        "No advice is given: of what the rules on cards go by, the table has tenure, and no column for balance and "
          + "credit_limit or purchases or cash_advance. %insights balance=COLUMN credit_limit=COLUMN says which it is."
      ),
      (
        ["balance", "age"],
        "No advice is given: of what the rules on cards go by, the table has balance, and no column for credit_limit or "
          + "purchases or cash_advance. %insights credit_limit=COLUMN says which it is."
      ),
      (
        ["Fresh", "Milk"],
        "None of the columns that the rules on cards, retail, telecom and insurance go by was recognised: risk and advice are "
          + "left out. %insights NAME=COLUMN says what a column is, such as balance=COLUMN credit_limit=COLUMN."
      ),
      (
        ["Umsatz mit uns", "Bestellungen online", "x"],
        "None of the columns that the rules on cards, retail, telecom and insurance go by was recognised: risk and advice are "
          + "left out. %insights NAME=COLUMN says what a column is, such as monetary=COLUMN recency=COLUMN."
      ),
      (
        ["balance", "payments", "kwh"],
        "No advice is given: of what the rules on cards go by, the table has balance and payments, and no column for "
          + "credit_limit or purchases or cash_advance. %insights credit_limit=COLUMN says which it is."
      ),
      (
        ["tenure", "monthly_charges", "visits_per_week"],
        "No advice is given: there are no rules for this trade. Those on telecom would go by monthly_charges and tenure, but "
          + "visits_per_week speaks of another one; %insights rules=telecom asks for them all the same."
      ),
      (
        ["donor_rank", "recency", "frequency", "monetary"],
        "No advice is given: there are no rules for this trade. Those on retail would go by monetary, recency and frequency, "
          + "but donor_rank speaks of another one; %insights rules=retail asks for them all the same."
      ),
    ])
  func silent(names: [String], line: String) throws {
    let insights = try insights(try table(names))
    #expect(insights.summary.map(\.text).contains(line), "\(insights.summary.map(\.text))")
    let plain = insights.plainSummary.map(\.text)
    #expect(plain.last?.hasPrefix("No advice: ") == true && !plain.contains { $0.contains("%insights") }, "\(plain)")
    #expect(insights.segments.allSatisfy { $0.risk == nil && $0.advice.isEmpty && $0.totals.isEmpty })
  }

  @Test("columns that somebody named speak, and stand before those that are found")
  func given() throws {
    let table = try table(["was", "kann", "BALANCE"])
    let insights = try insights(table, given: ["balance": "was", "credit_limit": "kann"])
    #expect(
      insights.summary.map(\.text).contains(
        "Advice follows the rules on cards, by balance (was) and credit_limit (kann)."))
    let columns = SubjectColumns(wordsOf: try .builtIn(), in: table, given: ["balance": "was"])
    #expect(columns.values(of: "balance") == table.columns[0].numbers)
    #expect(SubjectColumns(wordsOf: try .builtIn(), in: table).values(of: "balance") == table.columns[2].numbers)
  }

  @Test("nothing is advised on a segment that is not to be acted on, and one that never comes back is said so")
  func dissolved() throws {
    let table = try table(["-recency", "frequency", "monetary", "mean_basket"])
    let segmentation = try CustomerSegmentation.make(
      of: Recipe.standard.prepare(table), options: ClusterOptions(k: .fixed(2)))
    func read(_ jaccard: Double) throws -> [SegmentReading] {
      let stability = Stability(
        segments: [1, 2].map { segment in
          Stability.Segment(
            segment: segment, size: 60, jaccards: [Double](repeating: segment == 1 ? jaccard : 1, count: 20))
        }, adjustedRandIndex: 0.5, resamples: 20, seed: 1, shortResamples: 0)
      return try Insights(of: segmentation, table: table, rules: .suiting(table), stability: stability).segments
    }
    let (kept, gone, never) = (try read(1), try read(0.4), try read(0.58))
    #expect(kept.allSatisfy { !$0.advice.isEmpty })
    #expect(gone[0].advice.isEmpty && gone[1].advice == kept[1].advice)
    #expect(gone[0].cautions.map(\.text).contains { $0.hasPrefix("It dissolves in every one of 20 resamples") })
    #expect(never[0].cautions.map(\.text).contains { $0.hasPrefix("It never comes back in 20 resamples") })
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
    let sum = try #require(SubjectColumns(wordsOf: rules, in: table).values(of: "monetary"))
    #expect(sum[0] == 3 && sum[1].isNaN && sum[2] == 23.5)
  }

  @Test("a column that only names something stands for no measure by its name")
  func names() throws {
    let table = try Table(
      name: "t",
      columns: [Column(name: "premium", text: ["a", "b", "a"]), Column(name: "claims", numbers: [1, 2, 2])])
    let rules = try #require(try Rules.pack("insurance"))
    let columns = SubjectColumns(wordsOf: rules, in: table)
    #expect(columns.has("claims") && !columns.has("premium"))
  }

  @Test("the sample of card customers gets the rules on cards, which name themselves, without a word on columns")
  func sample() throws {
    let table = SampleData.creditCards()
    let insights = try insights(table)
    #expect(try Rules.suiting(table).pack == "cards")
    #expect(insights.summary.map(\.text).filter { $0.contains("the rules ") } == ["Advice follows the rules on cards."])
  }
}
