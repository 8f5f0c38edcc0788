/// What the words of a name say of the values, in the big European languages.
extension NameWords {
  // MARK: Measures

  /// Whether the name speaks of money, a number of things or a share.
  var isMeasure: Bool { has(Self.measures.subtracting(["of", "age"])) || countsThings }

  /// Whether the name begins with how many: `NumWebPurchases`, `number of policies`.
  var countsThings: Bool {
    words.count > 1 && words.first.map { Self.howMany.contains($0) } == true
  }

  /// Whether the name is of a change, a score or something else that is measured and is no money: `Total_Amt_Chng_Q4_Q1`, `Spending
  /// Score (1-100)`, `Time on App`.
  var namesOtherMeasure: Bool { has(Self.otherMeasures) || (has(Self.physical) && !has(Self.amounts)) }

  static let howMany: Set<String> = ["num", "number", "nb", "n", "anzahl", "nombre", "numero", "número"]
  static let otherMeasures: Set<String> = [
    "heart", "heartrate", "pulse", "puls", "bpm", "pressure", "score", "rating", "index", "bmi", "temp", "temperatur",
    "température", "temperatura", "humidity", "points", "chng",
    "change", "growth", "diff", "delta", "minutes", "seconds", "time",
    "length", "duration", "distance", "km", "weight", "kg", "height", "speed", "temperature", "dauer", "gewicht",
    "entfernung", "durée", "poids", "distancia", "peso", "durata",
  ]
  /// What comes in hundredths and is no money.
  static let neverMoney: Set<String> = frequencies.union([
    "hours", "hour", "hrs", "stunden", "heures", "horas", "ore", "uren", "rides", "steps", "calories", "kcal", "age",
  ])
  /// How often: a count where it is whole, whatever part of one it may be elsewhere.
  static let frequencies: Set<String> = [
    "frequency", "freq", "frequenz", "häufigkeit", "haeufigkeit", "fréquence", "frecuencia", "frequenza", "frequência",
    "frequentie",
  ]

  /// Energy, data and volumes, unless the name says what they cost.
  static let physical: Set<String> = [
    "kwh", "kw", "mwh", "wh", "gb", "mb", "tb", "usage", "consumption", "meter", "reading", "mileage", "miles", "litre",
    "litres", "liter", "liters", "volume", "verbrauch", "zählerstand", "zaehlerstand", "stromverbrauch", "kilometer",
    "kilometerstand", "fahrleistung", "consommation", "consumo", "chilometri", "kilómetros", "verbruik",
  ]

  /// Whether a word ends in one for money, as German ones do: `Kundenumsatz`.
  var endsInMoney: Bool {
    words.contains { word in ["umsatz", "betrag", "preis", "gehalt", "einkommen"].contains { word.hasSuffix($0) } }
  }

  /// Money whatever its size.
  static let money: Set<String> = [
    "amount", "amt", "mnt", "balance", "bal", "price", "sales", "revenue", "rev", "income", "spend", "spending",
    "spent",
    "salary", "wage", "wages", "monetary", "turnover", "debt", "savings", "deposit", "deposits", "investment",
    "investments", "expense", "expenses", "betrag", "umsatz", "preis", "einkommen", "gehalt", "guthaben", "saldo",
    "usd", "eur", "gbp", "chf", "mrr", "montant", "prix", "revenu", "chiffre", "importe", "precio", "ingresos",
    "importo", "prezzo", "bedrag",
  ]
  /// Money, or how many of it: small whole numbers count.
  static let amounts: Set<String> = money.union([
    "cash", "advance", "payment", "payments", "purchases", "limit", "credit", "cost", "costs", "fee", "fees", "charge",
    "charges", "premium", "commission", "loan", "mortgage", "value", "worth", "clv", "ltv", "kosten", "wert", "valeur",
    "valor",
    "valore", "beitrag", "prämie", "praemie", "gebühr", "gebuehr", "prime", "cuota",
  ])
  static let counts: Set<String> = [
    "count", "counts", "ct", "cnt", "trx", "quantity", "qty", "visits", "orders", "days", "months", "years", "anzahl",
    "nombre",
  ]
  static let shares: Set<String> = percents.union(["rate", "ratio", "frequency", "quote"])
  /// Parts of a hundred.
  static let percents: Set<String> = [
    "share", "percent", "percentage", "pct", "prc", "utilization", "utilisation", "%", "prozent", "anteil", "taux",
    "tasa", "quota", "pourcentage", "porcentaje", "percentuale",
  ]
  /// What the rate of is a part of those who could: a `heart_rate` is none.
  static let partRates: Set<String> = [
    "discount", "conversion", "retention", "churn", "attrition", "return", "returns", "refund", "response", "click",
    "open", "bounce", "exit", "occupancy", "utilization", "utilisation", "success", "error", "completion", "acceptance",
    "attendance", "win", "hit", "tax", "vat", "redemption", "cancellation",
  ]

  /// Whether values up to 100 are percent by the name: `discount_pct`, `Rabattquote`, `discount_rate`.
  func namesPercent(_ name: String) -> Bool {
    has(Self.percents) || (words.contains("rate") && has(Self.partRates)) || name.contains("Quote")
      || words.contains { word in word.count > 6 && (word.hasSuffix("quote") || word.hasSuffix("anteil")) }
  }

  /// Whether a rate is one of money or events in a stretch of time, and no part of a whole: `monthly_rate`.
  var isRateInTime: Bool { words.contains("rate") && has(Self.periods) }

  static let periods: Set<String> = [
    "hourly", "daily", "weekly", "monthly", "quarterly", "yearly", "annual", "hour", "day", "week", "month", "year",
  ]

  // MARK: Kinds of things and times

  /// Whether whole numbers with this name stand for kinds of things: `Region`, `customer_type`.
  var namesKind: Bool { words.last.map { Self.kinds.contains($0) } ?? false }

  /// Whether they stand for classes in an order: `revenue_class`.
  var namesClass: Bool { words.last.map { ["class", "band", "bracket", "klasse", "tier"].contains($0) } ?? false }

  /// Whether the name speaks of how many, or of a figure over many: `visits_per_region`. Money before a kind, as in `credit_group`,
  /// is what the kind is of.
  var isMeasureOfKinds: Bool {
    countsThings || has(Self.aggregates.subtracting(["of"]).union(Self.counts).union(Self.shares))
  }

  /// The whole numbers that a part of the calendar runs over: 1 to 12 of `month`, 0 to 23 of `signup hour`.
  var partOfCalendar: ClosedRange<Double>? {
    if isNumberOfCalendar {
      let isWeek = ["week", "woche"].contains(words[words.count - 2])
      return isWeek ? 0...53 : Self(words: Array(words.dropLast())).partOfCalendar
    }
    guard let last = words.last, !has(Self.measures.subtracting(["of"])) else { return nil }
    if words.suffix(3) == ["day", "of", "year"] { return 1...366 }
    if words.suffix(3) == ["day", "of", "month"] || Self.daysOfMonth.contains(last) { return 1...31 }
    if words.suffix(3) == ["week", "of", "year"] || Self.weeks.contains(last) { return 0...53 }
    if Self.weekdays.contains(last) || words.suffix(3) == ["day", "of", "week"] { return 0...7 }
    if Self.months.contains(last) { return 1...12 }
    return Self.hours.contains(last) ? 0...24 : nil
  }

  /// Whether the name is of a point in time.
  var namesTime: Bool { has(Self.times) }

  /// Whether the name is of an age: years that go on, and no number of things.
  var namesAge: Bool { words.last.map { Self.agesOfPeople.contains($0) } ?? false }

  static let kinds: Set<String> = [
    "region", "area", "district", "zone", "department", "dept", "category", "type", "kind", "group", "sector",
    "channel", "country", "state", "city", "county", "gender", "sex", "ethnicity", "occupation", "job", "profession",
    "product", "plan", "brand", "bundesland", "land", "stadt", "ort", "gruppe", "art", "typ", "kategorie", "branche",
    "geschlecht", "beruf", "pays", "ville", "région", "secteur", "sexe", "genre", "país", "ciudad", "región", "tipo",
    "grupo", "paese", "città", "regione", "settore", "gruppo", "team", "status", "method", "mode", "tariff", "tarif",
    "tarifa", "tariffa", "education", "bildung", "marriage", "marital", "familienstand", "religion", "race",
    "nationality",
    "married", "zona", "profesión", "métier", "metier",
  ]
  static let weekdays: Set<String> = ["weekday", "dayofweek", "dow", "wochentag"]
  static let weeks: Set<String> = ["weekofyear", "weeknumber", "kalenderwoche", "kw"]
  static let daysOfMonth: Set<String> = ["day", "tag", "jour", "día", "dia", "giorno", "dag"]
  static let months: Set<String> = ["month", "monat", "mois", "mes", "mese", "maand"]
  static let hours: Set<String> = ["hour", "stunde", "heure", "hora", "ora", "uur"]
  static let times: Set<String> = [
    "timestamp", "time", "ts", "epoch", "unix", "created", "updated", "date", "datetime", "datum", "zeit", "fecha",
    "at",
  ]
  static let agesOfPeople: Set<String> = ["age", "alter", "âge", "edad", "età", "eta", "idade", "leeftijd"]

  // MARK: The rest

  /// Whether the name is of a year: `Birth Year`, `KundeSeit`, `Beitrittsjahr`.
  var namesYear: Bool { has(Self.years) || words.contains { $0.hasSuffix("jahr") || $0.hasSuffix("jaar") } }

  /// Whether the name is of an outcome; some words say so only when they stand alone and there are two values.
  func namesOutcome(distinct: Int?) -> Bool {
    has(Self.outcomes) || (distinct == 2 && words.count == 1 && has(Self.outcomesAlone))
  }

  static let years: Set<String> = [
    "year", "yr", "jahr", "année", "annee", "año", "anno", "jaar", "birth", "born", "built", "since", "baujahr",
    "geburtsjahr", "yearbuilt", "seit", "depuis", "desde", "dal", "sinds", "yob", "vintage", "jahrgang", "millésime",
    "millesime", "añada", "annata",
  ]
  static let places: Set<String> = [
    "lat", "latitude", "lon", "long", "lng", "longitude", "breitengrad", "längengrad", "latitud", "longitud",
    "latitudine", "longitudine", "breite", "länge",
  ]
  static let outcomes: Set<String> = [
    "churn", "churned", "churner", "exited", "attrition", "attrited", "response", "responded", "target", "outcome",
    "converted", "conversion", "subscribed", "defaulted", "default", "canceled", "cancelled", "lapsed", "kündigung",
    "gekündigt", "kuendigung", "gekuendigt", "abgewandert", "abwanderung", "storniert", "résilié", "résiliée",
    "résiliation", "resilie", "resiliation", "désabonné", "désabonnement", "abandono", "abandonó", "abandonado",
    "cancelado", "cancelada", "cancelou", "evasão", "disdetta", "abbandono", "abbandonato", "opgezegd", "retained",
    "renewed",
  ]
  /// Words that are of something else beside other words.
  static let outcomesAlone: Set<String> = ["y", "left", "gone", "lost", "baja", "fuga", "départ", "perdu", "verloren"]
  static let results: Set<String> = [
    "cluster", "clusters", "segment", "segments", "segmentation", "rfm", "prediction", "predictions", "predicted",
    "pred", "classifier", "proba", "propensity", "kmeans", "tsne", "umap", "segment_name",
  ]
  static let chances: Set<String> = ["score", "probability", "prob", "proba", "predicted", "prediction"]
  static let scales: Set<String> = [
    "rating", "grade", "rank", "score", "satisfaction", "level", "stars", "class", "tier", "stage", "band", "note",
    "bewertung", "stufe", "klasse", "niveau", "nivel",
  ]
}
