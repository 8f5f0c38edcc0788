extension Column {
  /// Whether the name says that a customer is named: `CustomerID`, `Kundennummer`.
  public var namesCustomer: Bool { NameWords(name).identifyingStrength == 3 }
}

/// The words of a column's name in small letters: `CUST_ID`, `customerId` and `Customer ID` have two.
struct NameWords: Sendable {
  let words: [String]

  /// Words end at signs and blanks, and where a small letter meets a capital.
  init(_ name: String) {
    var words: [String] = []
    var word = ""
    var previous: Character?
    let characters = Array(name)
    func isCapital(_ place: Int) -> Bool { characters.indices.contains(place) && characters[place].isUppercase }
    func isSmall(_ place: Int) -> Bool { characters.indices.contains(place) && characters[place].isLowercase }
    for (place, character) in characters.enumerated() {
      let isPart = character.isLetter || character.isNumber || character == "%" || character == "#"
      // `customerId`, and the last capital of `HTTPServer`.
      let begins =
        character.isUppercase
        && (previous?.isLowercase == true
          || (previous?.isUppercase == true && isSmall(place + 1) && isCapital(place - 1)))
      if !isPart || begins, !word.isEmpty {
        words.append(word.lowercased())
        word = ""
      }
      if isPart { word.append(character) }
      previous = character
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    self.words = words
  }

  func has(_ set: Set<String>) -> Bool { words.contains { set.contains($0) } }

  /// Whether the name is of a latitude or longitude: `lat`, `Store Longitude`, and not `long_distance_minutes`.
  var endsInPlace: Bool { words.last.map { Self.places.contains($0) } ?? false }

  // MARK: Identifiers and codes

  /// How plainly the name says that it tells customers apart: 0 not at all, 3 most.
  var identifyingStrength: Int {
    guard let last = words.last, !has(Self.measures) else { return 0 }
    let namesCustomer = words.contains { Self.customers.contains($0) }
    if namesCustomer,
      words.count == 1 || words.contains(where: { Self.strongEndings.union(Self.weakEndings).contains($0) })
    {
      return 3
    }
    if words.contains(where: Self.isCompound) { return 3 }
    if Self.strongEndings.contains(last) || words[0] == "id" { return 2 }
    return Self.weakEndings.contains(last) ? 1 : 0
  }

  /// Whether the name says that values only name something.
  var isCode: Bool {
    guard !has(Self.measures) else { return false }
    return has(Self.codes) || identifyingStrength >= 2
      || words.last.map { Self.codeEndings.contains($0) } ?? false
  }

  /// `clientnum`, `kundennummer`, `custid`: a customer and a number in one word.
  private static func isCompound(_ word: String) -> Bool {
    strongEndings.union(weakEndings).contains { ending in
      word.count > ending.count && word.hasSuffix(ending) && customers.contains(String(word.dropLast(ending.count)))
    }
  }

  private static let customers: Set<String> = [
    "client", "clients", "customer", "customers", "cust", "user", "account", "acct", "member", "person", "subscriber",
    "policy", "household", "kunde", "kunden", "konto", "mitglied", "mitglieds", "vertrags", "cliente", "clientes",
    "compte", "cuenta", "conta", "conto", "klant", "klanten", "abonné", "abonne", "utente", "usuario", "socio",
  ]
  private static let strongEndings: Set<String> = [
    "id", "ids", "uid", "uuid", "guid", "identifier", "identifiant", "identificador", "identificativo", "kennung",
  ]
  private static let weakEndings: Set<String> = [
    "no", "nr", "num", "number", "nummer", "code", "key", "numero", "número", "numéro", "nº", "n°", "codigo", "código",
    "codice", "clave", "index", "row", "rownumber", "#",
  ]
  private static let codeEndings: Set<String> = [
    "code", "no", "nr", "nummer", "number", "num", "key", "codigo", "código", "codice", "numero", "número", "numéro",
  ]
  private static let codes: Set<String> = [
    "invoice", "receipt", "rechnung", "facture", "factura", "fattura", "article", "artikel", "stockcode", "ticket",
    "zip", "zipcode", "postcode", "postal", "postleitzahl", "plz", "store", "shop", "branch", "filiale", "agency",
    "sku", "ean", "isbn", "iban", "bic", "phone", "telephone", "telefon", "tel", "mobile", "ssn",
  ]
  /// With one of these a name speaks of an amount or a count, whatever else it holds.
  static let measures: Set<String> = Set([
    "of", "per", "total", "sum", "avg", "average", "mean", "age", "months", "days", "years", "visits", "orders",
  ]).union(amounts).union(counts).union(shares)

  // MARK: Measures

  /// Whether the name speaks of money, a number of things or a share.
  var isMeasure: Bool {
    has(Self.measures.subtracting(["of", "age"])) || ["num", "number", "nb", "n"].contains(words.first)
  }

  /// Money whatever its size.
  static let money: Set<String> = [
    "amount", "amt", "balance", "bal", "price", "sales", "revenue", "rev", "income", "spend", "spending", "spent",
    "salary", "wage", "wages", "monetary", "turnover", "debt", "savings", "deposit", "deposits", "investment",
    "investments", "expense", "expenses", "betrag", "umsatz", "preis", "einkommen", "gehalt", "guthaben", "saldo",
    "montant", "prix", "revenu", "chiffre", "importe", "precio", "ingresos", "importo", "prezzo", "bedrag",
  ]
  /// Money, or how many of it: small whole numbers count.
  static let amounts: Set<String> = money.union([
    "cash", "advance", "payment", "payments", "purchases", "limit", "credit", "cost", "costs", "fee", "fees", "charge",
    "charges", "premium", "loan", "mortgage", "kosten",
  ])
  static let counts: Set<String> = ["count", "counts", "ct", "cnt", "trx", "quantity", "qty", "anzahl", "nombre"]
  static let shares: Set<String> = [
    "share", "rate", "ratio", "percent", "percentage", "pct", "prc", "frequency", "utilization", "utilisation", "%",
    "anteil", "quote", "taux", "tasa", "quota",
  ]

  /// Whether a rate is one of money or events in a stretch of time, and no part of a whole: `monthly_rate`.
  var isRateInTime: Bool { words.contains("rate") && has(Self.periods) }

  private static let periods: Set<String> = [
    "hourly", "daily", "weekly", "monthly", "quarterly", "yearly", "annual", "hour", "day", "week", "month", "year",
  ]

  // MARK: Kinds of things and times

  /// Whether whole numbers with this name stand for kinds of things: `Region`, `customer_type`.
  var namesKind: Bool { words.last.map { Self.kinds.contains($0) } ?? false }

  /// The whole numbers that a part of the calendar runs over: 1 to 12 of `month`, 0 to 23 of `signup hour`.
  var partOfCalendar: ClosedRange<Double>? {
    guard let last = words.last, !has(Self.measures.subtracting(["of"])) else { return nil }
    if Self.weekdays.contains(last) || words.suffix(3) == ["day", "of", "week"] { return 0...7 }
    if Self.months.contains(last) { return 1...12 }
    return Self.hours.contains(last) ? 0...24 : nil
  }

  /// Whether the name is of a point in time.
  var namesTime: Bool { has(Self.times) }

  /// Whether the name is of an age: years that go on, and no number of things.
  var namesAge: Bool { words.last.map { Self.agesOfPeople.contains($0) } ?? false }

  private static let kinds: Set<String> = [
    "region", "area", "district", "zone", "department", "dept", "category", "type", "kind", "group", "sector",
    "channel", "country", "state", "city", "county", "gender", "sex", "ethnicity", "occupation", "job", "profession",
    "product", "plan", "brand", "bundesland", "land", "stadt", "ort", "gruppe", "art", "typ", "kategorie", "branche",
    "geschlecht", "beruf", "pays", "ville", "région", "secteur", "sexe", "genre", "país", "ciudad", "región", "tipo",
    "grupo", "paese", "città", "regione", "settore", "gruppo",
  ]
  private static let weekdays: Set<String> = ["weekday", "dayofweek", "dow", "wochentag"]
  private static let months: Set<String> = ["month", "monat", "mois", "mes", "mese", "maand"]
  private static let hours: Set<String> = ["hour", "stunde", "heure", "hora", "ora", "uur"]
  private static let times: Set<String> = [
    "timestamp", "time", "ts", "epoch", "unix", "created", "updated", "date", "datetime", "datum", "zeit", "fecha",
    "at",
  ]
  private static let agesOfPeople: Set<String> = ["age", "alter", "âge", "edad", "età", "eta", "idade", "leeftijd"]

  // MARK: The rest

  static let years: Set<String> = [
    "year", "yr", "jahr", "année", "annee", "año", "anno", "jaar", "birth", "born", "built", "since", "baujahr",
    "geburtsjahr", "yearbuilt",
  ]
  static let places: Set<String> = [
    "lat", "latitude", "lon", "long", "lng", "longitude", "breitengrad", "längengrad", "latitud", "longitud",
    "latitudine", "longitudine", "breite", "länge",
  ]
  static let outcomes: Set<String> = [
    "churn", "churned", "churner", "exited", "attrition", "attrited", "response", "responded", "target", "outcome",
    "converted", "conversion", "subscribed", "defaulted", "default", "canceled", "cancelled", "lapsed", "kündigung",
    "gekündigt",
  ]
  static let results: Set<String> = [
    "cluster", "clusters", "segment", "segments", "segmentation", "rfm", "prediction", "predictions", "predicted",
    "pred", "classifier", "proba", "kmeans", "tsne", "umap", "segment_name",
  ]
  static let chances: Set<String> = ["score", "probability", "prob", "proba", "predicted", "prediction"]
  static let scales: Set<String> = [
    "rating", "grade", "rank", "score", "satisfaction", "level", "stars", "class", "tier", "stage", "band", "note",
    "bewertung", "stufe", "klasse", "niveau", "nivel",
  ]
}
