import Testing

@testable import Tables

@Suite("What a column is")
struct RoleTests {
  private static let rows = 40

  private func role(_ name: String, _ numbers: [Double]) throws -> ColumnRole {
    // Behind another one, since a first column that counts the rows is the identifier.
    let table = try Table(
      name: "t",
      columns: [
        Column(name: "who", text: (0..<numbers.count).map { "c\($0)" }), Column(name: name, numbers: numbers),
      ])
    return table.role(of: 1).role
  }

  private func role(_ name: String, text: [String?]) throws -> ColumnRole {
    let table = try Table(
      name: "t",
      columns: [Column(name: "who", text: text.indices.map { "c\($0)" }), Column(name: name, text: text)])
    return table.role(of: 1).role
  }

  /// `rows` values that repeat a pattern.
  private func cycle<Value>(_ values: [Value]) -> [Value] { (0..<Self.rows).map { values[$0 % values.count] } }

  // MARK: Roles of numbers

  @Test(
    "numbers by their names and values",
    arguments: [
      ("ZIP", [10_115, 80_331, 20_095, 50_667], ColumnRole.code), ("store_id", [3, 1, 4, 1, 5], .code),
      ("Postal Code", [75_001, 13_001, 69_001], .code), ("Kundennr", [7, 8, 7, 9], .code),
      ("BALANCE", [100, 2_000, 35, 900], .amount), ("spend", [12.5, 80.25, 33.1], .amount),
      ("visits", [0, 3, 12, 5], .count), ("PURCHASES_TRX", [0, 3, 12, 5], .count),
      ("frequency", [0, 0.5, 0.25, 1], .share), ("discount_pct", [0, 12, 45, 100], .share),
      ("temperature", [-3, 4, -9, 12], .number), ("Year_Birth", [1_957, 1_984, 1_999], .year),
      ("baujahr", [2_001, 2_019], .year), ("VIP", [0, 1, 1], .yesNo), ("Channel", [1, 2, 2], .yesNo),
      ("satisfaction", [1, 2, 3, 4, 5], .ordered), ("lat", [48.1, 52.5], .place),
      ("long_distance_minutes", [0, 12.5, 150], .number), ("Longitude", [11.6, -13.4], .place),
      ("opened", [20_231_014, 20_220_228], .date), ("opened", [20_231_014, 20_220_231], .number),
      ("Churn", [0, 1], .outcome), ("Response", [1, 0, 0], .outcome), ("Cluster", [0, 1, 2], .earlierResult),
      ("Churn Score", [12, 80, 55], .earlierResult), ("RFM", [111, 555, 343], .earlierResult),
      ("num_of_products", [1, 2, 3], .count), ("target_spend", (0..<40).map { 10 * Double($0) + 5 }, .amount),
      ("credit_score", (0..<40).map { 600 + 3 * Double($0) }, .number),
      ("Spending Score (1-100)", (0..<40).map { 1 + 2 * Double($0) }, .number), ("y", [0, 1], .outcome),
      ("y", [1, 2, 3], .count),
      ("Total_Amt_Chng_Q4_Q1", [0.2, 1.75, 2.9], .number), ("NumWebPurchases", [0, 4, 27], .count),
      ("Time on App", [8.5, 12.25, 14.1], .number), ("thing", [8.5, 12.25, 14.1], .amount),
      ("thing", [8.512, 12.25, 14], .number),
      ("Fresh", [12_669, 7_057, 3], .number), ("day", [1, 15, 31], .category), ("days", [1, 15, 3_100], .count),
      ("Customer Lifetime Value", [2_763.519279, 6_979.535903, 812.1234], .amount),
      ("Customer_Age", (0..<40).map { 20 + Double($0 / 2) }, .number),
      ("Total_Revolving_Bal", [0, 777, 2_517], .amount),
      ("Postal savings", [100, 2_000, 35, 900], .amount), ("spend", [1, 2, 5, 9], .amount),
      ("payments", [0, 1, 2, 5], .count), ("payments", [120, 80, 2_500], .amount),
      ("monthly_rate", [12, 45, 80, 99], .amount), ("discount_rate", [12, 45, 80, 99], .share),
      ("year_spend", [1_908, 2_000, 2_100], .amount), ("Region", [1, 2, 3], .category),
      ("customer_type", [1, 2, 3, 4], .category), ("age_group", [1, 2, 3, 4], .ordered),
      ("order number", [7, 8, 7, 9], .code), ("visits_per_region", [1, 2, 3], .count),
      ("Region", (0..<40).map { Double($0 / 2) + 100 }, .code),
      ("signup_month", [1, 5, 12], .category), ("weekday", [0, 3, 6], .category), ("hour", [0, 13, 23], .category),
      ("months", [0, 13, 23], .count), ("hours", [0, 13, 23], .count),
      ("created_at", (0..<40).map { 1_600_000_000 + 86_413 * Double($0) }, .date),
      ("timestamp", (0..<40).map { 1_600_000_000_123 + 86_413_977 * Double($0) }, .date),
      ("turnover", (0..<40).map { 1_600_000_000 + 86_413 * Double($0) }, .amount),
      ("arrival_date_week_number", [1, 15, 53], .category), ("week_number", [1, 99, 53], .count),
      ("calls_week", [1, 15, 7], .count),
      ("KundeSeit", [2_001, 2_019], .year), ("Beitrittsjahr", [2_001, 2_019], .year),
      ("Sucursal", [3, 1, 4, 1, 5], .code), ("N_cliente", [7, 8, 7, 9], .code), ("n_clientes", [7, 8, 7, 9], .count),
      ("agent", [9, 240, 1, 14], .code), ("agent_commission", [90.5, 240.25, 14], .amount),
      ("arrival_date_day_of_month", [1, 15, 31], .category), ("Kalenderwoche", [1, 15, 53], .category),
      ("Verbrauch", [2_945.95, 812.4, 33.25], .number), ("Zählerstand", [52_246.21, 39_675.81], .number),
      ("usage_cost", [52.21, 39.81, 20.5], .amount), ("Propensity", [0.1, 0.7, 0.4], .earlierResult),
      ("Baja", [0, 1], .outcome), ("baja_cuota", [0, 1], .yesNo), ("left", [1, 0, 0], .outcome),
      ("left", [1, 2, 3], .count), ("lang_code", [1, 2, 2], .code), ("PhoneService", [0, 1], .yesNo),
      ("ratio", [0.5, 12.25, 33.8], .number), ("bmi", [21.25, 33.42, 28.11], .number),
      ("temp", [17.3, 21.4, 30.1], .number),
    ] as [(String, [Double], ColumnRole)])
  func numbers(name: String, values: [Double], expected: ColumnRole) throws {
    #expect(try role(name, cycle(values)) == expected)
  }

  @Test(
    "what only names something is a code, also with a word of money before it, and as few whole numbers a category",
    arguments: [
      ("sales_rep", ColumnRole.code), ("Sales Rep No", .code), ("price_list", .code), ("cost_center", .code),
      ("payment_terms", .code), ("credit_group", .code), ("revenue_class", .code), ("SIC", .code), ("MCC", .code),
      ("msa", .code), ("CAP", .code), ("CP", .code), ("zip5", .code), ("dealer", .code), ("salesperson", .code),
      ("Kostenstelle", .code), ("Vertreter", .code), ("Verkäufer", .code), ("warehouse", .code), ("Teléfono", .code),
      ("telefono", .code), ("phone", .code), ("region_cd", .code), ("loan_id", .code), ("fee_no", .code),
      ("store_sales", .amount), ("Kundenumsatz", .amount), ("mrr_usd", .amount), ("Beitrag", .amount),
      ("days_in_waiting_list", .count), ("market_cap", .number), ("visits_per_dealer", .count),
    ])
  func namesOfThings(name: String, expected: ColumnRole) throws {
    #expect(try role(name, (0..<40).map { 1_000 + 97 * Double($0 / 2) }) == expected)
  }

  @Test(
    "a name for a kind of people makes categories of few whole numbers",
    arguments: ["EDUCATION", "MARRIAGE", "marital", "marital_status", "SEX", "gender", "job", "occupation", "plan"])
  func kindsOfPeople(name: String) throws {
    #expect(try role(name, cycle([0, 1, 2, 3, 5, 6])) == .category)
  }

  @Test(
    "how many there are stays a count",
    arguments: [
      "num_children", "Number of orders", "no_of_visits", "NumDealsPurchases", "num_contracts", "num_clients",
      "ClaimNb",
      "num_contrat", "frequency", "Purchase Frequency",
    ])
  func counts(name: String) throws { #expect(try role(name, cycle([1, 3, 0, 5, 14, 2])) == .count) }

  @Test(
    "a share has values from 0 to 1, or a name of percent",
    arguments: [
      ("frequency", [0.5, 3.25, 7], ColumnRole.number), ("visit_rate", [1, 3, 9], .number),
      ("heart_rate", [55, 80, 99], .number), ("exchange_rate", [1.25, 4.75, 12.33], .number),
      ("quote", [5, 61, 99], .count),
      ("Rabattquote", [12.5, 40, 60], .share), ("Quote", [12, 40, 60], .share),
      ("interest_rate", [0.05, 0.01, 0.2], .share),
      ("interest_rate", [3.25, 4.5, 11.75], .number), ("retention_rate", [3.25, 4.5, 11.75], .share),
    ] as [(String, [Double], ColumnRole)])
  func shares(name: String, values: [Double], expected: ColumnRole) throws {
    #expect(try role(name, cycle(values)) == expected)
  }

  @Test(
    "years and months are written as they are",
    arguments: [
      ("Jahrgang", [1_935, 1_984, 2_007], ColumnRole.year), ("YOB", [1_935, 2_007, 1_960], .year),
      ("vintage", [1_990, 2_024, 2_001], .year), ("birth_year", [1_935, 2_007, 1_960], .year),
      ("ym", [202_301, 202_312, 202_401], .date), ("ym", [202_301, 202_313, 202_401], .number),
      ("spend", [202_301, 202_312, 202_401], .amount),
    ] as [(String, [Double], ColumnRole)])
  func calendar(name: String, values: [Double], expected: ColumnRole) throws {
    let found = try role(name, cycle(values))
    #expect(found == expected)
    #expect(found.isName == (expected == .year || expected == .date))
  }

  @Test(
    "measurements to one decimal, and those of another kind by their name, are no money",
    arguments: [
      ("rides", [12.5, 30.1, 8.9], ColumnRole.number), ("hours_trained", [12.5, 30.1, 8.9], .number),
      ("hours", [12.25, 30.11, 8.93], .number), ("heartrate", [121.25, 98.33, 110.11], .number),
      ("thing", [12.5, 30.1, 8.9, 14, 16.3, 9.25], .number), ("thing", [12.5, 30.15, 8.99], .amount),
    ] as [(String, [Double], ColumnRole)])
  func measurements(name: String, values: [Double], expected: ColumnRole) throws {
    #expect(try role(name, cycle(values)) == expected)
  }

  @Test("postal codes are codes however few, as text with leading zeros too")
  func fewPostalCodes() throws {
    for name in ["PLZ", "zip", "Postcode", "CAP", "CP", "Code postal"] {
      #expect(try role(name, text: cycle(["01067", "10115", "20095"])) == .code, "\(name)")
      #expect(try role(name, cycle([10_115, 20_095, 80_331])) == .code, "\(name)")
    }
    #expect(try role("cap", text: cycle(["red", "blue"])) == .category)
    #expect(try role("cap", cycle([1, 2, 7])) == .count)
  }

  @Test("a date needs days, months, years or a time since a known day")
  func datesSaid() throws {
    func assigned(_ values: [Double]) throws -> String? {
      var table = try Table(
        name: "t", columns: [Column(name: "who", text: ["a", "b", "c"]), Column(name: "v", numbers: values)])
      do throws(RoleError) { try table.assign(.date, to: 1) } catch { return error.message }
      return nil
    }
    for values in [
      [20_231_014, .nan, 20_240_229], [202_301, 202_312, 202_401], [1_984, 2_001, 1_999], [45_000, 45_001.5, 44_000],
      [1_600_000_000, 1_700_000_000, 1_650_000_000],
    ] { #expect(try assigned(values) == nil) }
    #expect(
      try assigned([20_231_014, 20_231_015, 20_231_035])?.hasPrefix("v cannot be a date: 20,231,035 in row c") == true)
    #expect(try assigned([-100, 0, 100])?.hasPrefix("v cannot be a date: −100 in row a is not a day") == true)
    #expect(try assigned([3, 12, 900])?.hasPrefix("v cannot be a date: 3 in row a") == true)
  }

  @Test(
    "those who left are an outcome in the big European languages",
    arguments: [
      ("Résilié", "oui", "non"), ("Abgewandert", "ja", "nein"), ("Kündigung", "ja", "nein"), ("Baja", "sí", "no"),
      ("Cancelado", "si", "no"), ("Abandono", "sí", "no"), ("Disdetta", "si", "no"), ("Opgezegd", "ja", "nee"),
      ("Left", "Yes", "No"), ("Exited", "Yes", "No"),
    ])
  func departures(name: String, yes: String, no: String) throws {
    #expect(try role(name, text: cycle([yes, no, no])) == .outcome)
  }

  @Test("a column of which more than half is missing is empty, whatever its name")
  func empty() throws {
    #expect(try role("BALANCE", (0..<40).map { $0 < 19 ? 100 : .nan }) == .empty)
    #expect(try role("BALANCE", (0..<40).map { $0 < 20 ? 100 : .nan }) == .amount)
    #expect(try role("note", text: cycle([nil, nil, "a"])) == .empty)
  }

  @Test("numbers that count the rows behind another identifier name them, and measure nothing")
  func counting() throws {
    #expect(try role("position", (0..<40).map { Double($0) }.reversed()) == .code)
    #expect(try role("position", (0..<40).map { 2 * Double($0) }) == .count)
  }

  // MARK: Roles of text

  @Test(
    "text by its names and values",
    arguments: [
      ("city", ["Rome", "Oslo", "Bern"], ColumnRole.category), ("smokes", ["Yes", "No"], .yesNo),
      ("smokes", ["ja", "nein"], .yesNo), ("smokes", ["OUI", "NON"], .yesNo), ("sex", ["M", "F"], .category),
      ("size", ["small", "large", "medium"], .ordered), ("age group", ["26-35", "18-25", "36-50", "50+"], .ordered),
      ("Income", ["$60K - $80K", "Less than $40K", "$80K - $120K", "$40K - $60K", "$120K +", "Unknown"], .ordered),
      ("segment", ["gold", "none"], .earlierResult), ("Attrition", ["stays", "leaves"], .outcome),
      ("y", ["yes", "no"], .outcome), ("StockCode", ["71053", "22752", "85123A", "21730"], .code),
      ("Invoice", (0..<40).map { "R\($0 / 2)" }, .code), ("StockCode", (0..<40).map { "\($0 % 20)A" }, .code),
      ("branch", (0..<40).map { "B\($0 % 20)" }, .code), ("branch", ["north", "south"], .category),
      ("spent", ["12", "40.5", "12k", "13", "80"], .text),
    ] as [(String, [String], ColumnRole)])
  func texts(name: String, values: [String], expected: ColumnRole) throws {
    #expect(try role(name, text: cycle(values)) == expected)
  }

  @Test("different words in most rows are text")
  func words() throws {
    #expect(try role("comment", text: (0..<40).map { "\($0 / 2) words" }) == .category)
    #expect(try role("comment", text: (0..<40).map { $0 % 4 == 0 ? "none" : "\($0) words" }) == .text)
  }

  @Test("yes and no are told apart in every spelling", arguments: YesNoWords.pairs.indices)
  func answers(index: Int) throws {
    let pair = YesNoWords.pairs[index]
    let column = Column(name: "a", text: [pair.no.uppercased(), pair.yes, pair.no.uppercased(), nil])
    #expect(column.yesAnswer == pair.yes)
    #expect(column.indicator(of: pair.yes)?.prefix(3) == [0, 1, 0])
    #expect(column.indicator(of: pair.yes)?[3].isNaN == true)
  }

  // MARK: The identifier

  private func identifier(_ columns: Column...) throws -> String? {
    let table = try Table(name: "t", columns: columns)
    return table.identifier.map { table.columns[$0].name }
  }

  private func whole(_ name: String, from start: Double = 500) -> Column {
    Column(name: name, numbers: (0..<Self.rows).map { start + 7 * Double(($0 * 11) % Self.rows) })
  }

  @Test(
    "whole numbers that all differ are the identifier when their name says so",
    arguments: [
      "CustomerID", "CLIENTNUM", "cust_id", "Kundennummer", "Kunden-Nr", "account number", "id", "numéro client",
      "codice cliente",
      "customer", "key",
    ])
  func named(name: String) throws { #expect(try identifier(whole("income"), whole(name)) == name) }

  @Test(
    "a measure is none, though its numbers all differ",
    arguments: [
      "income", "account_balance", "customer_age", "num_visits", "total_number", "numero_km", "number_of_steps",
      "num_contracts", "key_account_sales", "customer_income", "visits_number", "price_index",
      "customer_lifetime_value",
    ])
  func measures(name: String) throws { #expect(try identifier(whole("spent"), whole(name)) == nil) }

  @Test(
    "a word of identity makes an identifier of all that differ, whatever word of money or number stands beside it",
    arguments: [
      "payment_id", "loan_id", "balance_id", "credit_id", "income_id", "price_id", "loan_no", "fee_no", "premium_no",
      "mortgage_nr", "kredit_nr", "SalesOrderNumber", "num_contrat", "NumeroDossier", "IDpol", "IDcliente", "codcli",
      "polnum", "contract_nb", "MemberRef", "UserRef", "Versicherungsschein", "matricula", "id_credit", "Passenger Ref",
      "Vertragsnr", "ID_LOAN", "contract",
    ])
  func identities(name: String) throws { #expect(try identifier(whole("income"), whole(name)) == name) }

  @Test("a second number of things that all differ is a code, and none of its kind is a feature")
  func secondIdentity() throws {
    for name in ["loan_no", "contract_nb", "num_contrat", "price_id", "UserRef"] {
      let table = try Table(name: "t", columns: [whole("CustomerID"), whole(name)])
      #expect(table.identifier == 0 && table.role(of: 1).role == .code, "\(name)")
    }
  }

  @Test("a first column that counts the rows is one, a later one not")
  func counters() throws {
    let counter = Column(name: "X", numbers: (1...40).map { Double($0) })
    #expect(try identifier(counter, whole("income")) == "X")
    #expect(try identifier(whole("income"), counter) == nil)
    let unnamed = Column(name: "Unnamed: 0", numbers: (0..<40).map { Double($0) })
    #expect(try identifier(whole("income"), unnamed) == "Unnamed: 0")
  }

  @Test("the better name wins, then the earlier column; text needs no name")
  func choice() throws {
    let surname = Column(name: "Surname", text: (0..<40).map { "s\($0)" })
    #expect(try identifier(whole("RowNumber"), whole("CustomerId"), surname) == "CustomerId")
    #expect(try identifier(surname, whole("income")) == "Surname")
    #expect(try identifier(whole("order_id"), whole("key_id")) == "order_id")
  }

  @Test("postal codes that all differ tell rows apart only where nothing else does")
  func postalCodes() throws {
    let postal = Column(name: "Code postal", text: (0..<40).map { "0\(1_000 + 7 * $0)" })
    let counter = Column(name: "N° donateur", numbers: (1...40).map { Double($0) })
    #expect(try identifier(postal, counter) == "N° donateur")
    #expect(try identifier(postal, whole("income")) == "Code postal")
  }

  @Test("an identifier with a value that comes twice is told with its rows, and no list of purchases is")
  func repeated() throws {
    let numbers = (1...40).map { Double($0) } + [7]
    let table = try Table(
      name: "t",
      columns: [Column(name: "CustomerID", numbers: numbers), Column(name: "spent", numbers: numbers.map { $0 / 3 })])
    #expect(table.identifier == nil)
    let found = try #require(RepeatedIdentifier(table))
    #expect(found.column == "CustomerID" && found.value == "7" && found.rows == [6, 40] && found.repeats == 1)
    let purchases = try Table(
      name: "t", columns: [Column(name: "CustomerID", numbers: cycle([1, 2, 3])), whole("spent")])
    #expect(RepeatedIdentifier(purchases) == nil)
  }

  @Test("numbers behind a letter are names")
  func lettered() throws {
    #expect(try identifier(Column(name: "nr", text: (0..<40).map { "K\(7_000 + $0)" }), whole("income")) == "nr")
  }

  @Test("amounts that could not be read never identify rows")
  func amounts() throws {
    let amounts = Column(name: "spent", text: (0..<40).map { $0 == 3 ? "12k" : "\(100 + $0)" })
    let money = Column(name: "paid", text: (0..<40).map { "$\($0),165" })
    #expect(try identifier(amounts, money, whole("income")) == nil)
  }

  // MARK: Saying otherwise

  private func customers() throws -> Table {
    try Table(
      name: "t",
      columns: [
        Column(name: "ID", text: (0..<40).map { "c\($0)" }), whole("number"),
        Column(name: "city", text: cycle(["a", "b", "c"])),
        Column(name: "spent", numbers: cycle([-4.5, 80])),
      ])
  }

  @Test("a role that was said stays through rows chosen, columns added and taken out, and new names")
  func given() throws {
    var table = try customers()
    try table.assign(.code, to: 3)
    table.set(Column(name: "more", numbers: cycle([1.25, 20.5])))
    table.remove(columns: [2])
    try table.rename(2, to: "SPENT")
    let few = table.selecting(rows: [0, 1])
    #expect(few.role(of: 2) == .given(.code) && few.role(of: 3).role == .amount)
    #expect(few.identifier == 0)
  }

  @Test("a new identifier takes the place of the one before")
  func newIdentifier() throws {
    var table = try customers()
    try table.assign(.identifier, to: 1)
    #expect(table.identifier == 1 && table.role(of: 0).role == .code && table.role(of: 1).isGiven)
    try table.assign(.number, to: 1)
    #expect(table.identifier == nil)
  }

  @Test(
    "a role that does not fit is refused with row and value, and nothing is changed",
    arguments: [
      (2, ColumnRole.amount, "city cannot be an amount: ‘a’ in row c0 is no number"),
      (2, .identifier, "city cannot be the identifier: rows 1 and 4 both have ‘a’"),
      (3, .count, "spent cannot be a count: −4.50 in row c0 is not a whole number from 0 on"),
      (3, .share, "spent cannot be a share: −4.50 in row c0 is not from 0 to 100"),
      (2, .yesNo, "city cannot be yes/no: it has 3 values, and two are needed"),
      (0, .date, "ID cannot be a date: it holds text"),
      (
        1, .date,
        "number cannot be a date: 500 in row c0 is not a day such as 20231014, a month such as 202310, a year, or days since "
          + "1900"
      ),
    ] as [(Int, ColumnRole, String)])
  func refused(index: Int, role: ColumnRole, message: String) throws {
    var table = try customers()
    let before = table
    let error = #expect(throws: RoleError.self) { try table.assign(role, to: index) }
    #expect(error?.message == message)
    #expect(table == before)
  }
}
