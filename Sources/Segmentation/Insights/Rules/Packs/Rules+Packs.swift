import Tables

extension Rules {
  static let cards = "cards"
  static let retail = "retail"
  static let telecom = "telecom"
  static let insurance = "insurance"

  /// The packs that come with the program, in the order in which they are asked.
  public static let packNames = [cards, retail, telecom, insurance]

  /// The rules of a pack; nil for a name that is none.
  /// - Throws: `RulesError`; never for the packs as they are.
  public static func pack(_ name: String) throws(RulesError) -> Rules? {
    switch name {
    case cards: try builtIn()
    case retail: try Rules(yaml: retailYAML, file: "the rules on retail")
    case telecom: try Rules(yaml: telecomYAML, file: "the rules on telecom")
    case insurance: try Rules(yaml: insuranceYAML, file: "the rules on insurance")
    default: nil
    }
  }

  /// The pack that suits a table best: of those that have their key columns the one with most of its words there, else the one that
  /// has most of its key, else the one whose words stand in the names of most columns.
  ///
  /// How long someone has been a customer is known in any trade, and chooses none.
  /// - Parameter given: columns of the table for words, by word.
  /// - Throws: `RulesError`; never for the packs as they are.
  public static func suiting(_ table: Table, given: [String: String] = [:]) throws(RulesError) -> Rules {
    var best: (rules: Rules, rank: [Int])?
    for name in packNames {
      guard var rules = try pack(name) else { continue }
      let columns = SubjectColumns(wordsOf: rules, in: table, given: given)
      let keyed = rules.key.count { $0.contains(where: columns.has) }
      let words = rules.words.filter { columns.has($0) && $0 != CardSubject.tenure.rawValue }
      // What was said outweighs what was found.
      let rank = [
        keyed == rules.key.count ? 1 : 0, words.count { given[$0] != nil }, keyed, words.count, rules.kinship(table),
      ]
      if given.isEmpty { rules.foreign = rules.foreigner(in: table) }
      if let known = best, !known.rank.lexicographicallyPrecedes(rank) { continue }
      best = (rules, rank)
    }
    if let best { return best.rules }
    return try builtIn()
  }

  /// Columns in whose names a word of the rules stands.
  private func kinship(_ table: Table) -> Int {
    let names = words.filter { $0 != CardSubject.tenure.rawValue }.flatMap { [$0] + (synonyms[$0] ?? []) }
    let own = Set(names.flatMap { Column(name: $0, numbers: []).nameWords }).filter { $0.count > 3 }
      .subtracting(["total", "number", "amount", "last", "days", "months", "average", "count", "customer"])
    return table.columns.count { !own.isDisjoint(with: $0.nameWords) }
  }

  /// The first column whose name speaks of another trade.
  private func foreigner(in table: Table) -> String? {
    table.columns.first { !Set(unless).isDisjoint(with: $0.nameWords) }?.name
  }

  /// The words that any pack knows a column for, each with what it means.
  public static let columnWords: [(word: String, meaning: String)] = [
    ("balance", "what is owed on a card"),
    ("credit_limit", "what may be owed on it"),
    ("utilisation", "the balance as a part of the limit"),
    ("purchases", "what was bought by card"),
    ("oneoff_purchases", "of that, in one go"),
    ("installment_purchases", "of that, in installments"),
    ("purchase_transactions", "how often something was bought by card"),
    ("cash_advance", "cash drawn by card"),
    ("cash_transactions", "how often cash was drawn"),
    ("payments", "what was paid back"),
    ("minimum_payments", "what had to be paid back"),
    ("full_payment", "the part of months in which all was paid back"),
    ("tenure", "how long someone has been a customer"),
    ("recency", "days since the last purchase"),
    ("frequency", "how often something was bought"),
    ("monetary", "what was spent in all"),
    ("mean_basket", "what a purchase brings on average"),
    ("web_orders", "purchases on the web"),
    ("store_orders", "purchases in stores"),
    ("catalogue_orders", "purchases by catalogue"),
    ("deal_orders", "purchases at a discount"),
    ("web_visits", "visits to the web site"),
    ("monthly_charges", "what a month costs"),
    ("total_charges", "what was charged in all"),
    ("data_usage", "data used"),
    ("call_minutes", "minutes of calls"),
    ("service_calls", "calls to customer service"),
    ("premium", "what is paid for insurance"),
    ("claims", "how many claims were made"),
    ("claim_amount", "what claims came to"),
    ("policies", "how many policies someone holds"),
    ("coverage", "what is insured"),
    ("complaints", "complaints that are open"),
  ]
}
