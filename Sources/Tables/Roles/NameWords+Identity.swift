/// What the words of a name say of telling things apart, in the big European languages.
extension NameWords {
  /// How plainly the name says that it tells customers apart: 0 not at all, 3 most.
  var identifyingStrength: Int {
    guard let last = words.last, !countsMany else { return 0 }
    let namesCustomer = words.contains { Self.customers.contains($0) }
    // A loan's number is no loan: the word of identity says what the values are, whatever word of money stands before it.
    if has(Self.measures) {
      guard !has(Self.aggregates), isNumberOfOne else { return 0 }
      return namesCustomer ? 3 : Self.strongEndings.contains(last) || words[0] == "id" ? 2 : 1
    }
    // One customer has a number; how many there are, `n_clientes`, is a count.
    if words.count == 2, words[0] == "n", Self.customers.contains(words[1]), !words[1].hasSuffix("s") { return 3 }
    if namesCustomer,
      words.count == 1 || words.contains(where: { Self.strongEndings.union(Self.weakEndings).contains($0) })
    {
      return 3
    }
    if words.contains(where: Self.isCompound) { return 3 }
    if Self.strongEndings.contains(last) || words[0] == "id" || Self.endsInNumber(last) { return 2 }
    return Self.weakEndings.contains(last) || isNumberOfThing || (words.count == 1 && Self.papers.contains(last))
      ? 1 : 0
  }

  /// Whether the name says that values only name something.
  var isCode: Bool {
    if identifyingStrength >= 2 || isPostalCode { return true }
    guard let last = words.last, !has(Self.aggregates), !isNumberOfCalendar else { return false }
    if Self.codeLasts.contains(last) { return !countsThings && !has(Self.counts) }
    if has(Self.measures) { return isNumberOfOne }
    return has(Self.codes) || (words.count == 1 && Self.codesAlone.contains(last)) || Self.codeEndings.contains(last)
  }

  /// Whether the name is of a postal code, which names a place however few there are.
  var isPostalCode: Bool { has(Self.postal) && !has(Self.measures) }

  /// Whether it may be of one, where the values look like it: `CAP`, `CP`.
  var mayBePostalCode: Bool { words == ["cp"] || words == ["cap"] }

  /// Whether the name begins with a word for number and goes on with one thing that has it: `num_contrat`, `NumeroDossier`.
  ///
  /// Numbers that all differ are such numbers, and few values are counts.
  var isNumberOfThing: Bool {
    guard words.count == 2, Self.numberFirst.contains(words[0]) else { return false }
    return !Self.isMany(words[1]) && !has(Self.measures) && !namesOtherMeasure
  }

  /// Whether the name is of a number in the calendar: `week_number`.
  var isNumberOfCalendar: Bool {
    guard let last = words.last, words.count > 1, Self.weakEndings.contains(last) else { return false }
    return ["week", "month", "day", "hour", "woche", "monat", "tag", "stunde"].contains(words[words.count - 2])
  }

  /// Whether the name says how many customers there are: `num_clients`.
  private var countsMany: Bool {
    guard let first = words.first, words.count > 1, Self.howMany.union(["no", "nr"]).contains(first) else {
      return false
    }
    return words.dropFirst().contains { Self.customers.contains($0) && Self.isMany($0) && $0 != "kunden" }
  }

  /// Whether a word of identity ends or begins the name of one thing: `loan_no`, `id_credit`, and not `visits_number`.
  private var isNumberOfOne: Bool {
    guard let last = words.last, words.count > 1 else { return false }
    if Self.strongEndings.contains(last) || words[0] == "id" { return true }
    let before = words[words.count - 2]
    return Self.weakEndings.subtracting(["index", "row", "rownumber", "nb"]).contains(last)
      && !(Self.measures.contains(before) && Self.isMany(before))
  }

  private static func isMany(_ word: String) -> Bool {
    word.hasSuffix("s") || ["children", "people", "kinder", "personen", "figli", "ordini", "clienti"].contains(word)
  }

  /// `kreditnr`, `Vertragsnummer`.
  private static func endsInNumber(_ word: String) -> Bool {
    ["nr", "nummer"].contains { word.count > $0.count + 2 && word.hasSuffix($0) }
  }

  /// `clientnum`, `kundennummer`, `codcli`: a customer and a number in one word.
  private static func isCompound(_ word: String) -> Bool {
    func isCustomer(_ part: Substring) -> Bool { customers.contains(String(part)) || stems.contains(String(part)) }
    return strongEndings.union(weakEndings).contains { word.hasSuffix($0) && isCustomer(word.dropLast($0.count)) }
      || ["id", "cod", "num", "nr"].contains { word.hasPrefix($0) && isCustomer(word.dropFirst($0.count)) }
  }

  static let customers: Set<String> = [
    "client", "clients", "customer", "customers", "cust", "user", "account", "acct", "member", "person", "subscriber",
    "policy", "household", "kunde", "kunden", "konto", "mitglied", "mitglieds", "vertrags", "cliente", "clientes",
    "compte", "cuenta", "conta", "conto", "klant", "klanten", "abonné", "abonne", "membre", "adhérent", "adherent",
    "assuré", "donor", "donateur", "donante", "donatore",
    "mitarbeiter", "patient", "utente", "usuario", "socio", "versicherungsschein", "matricula", "matrícula",
    "matricule", "matrikel",
  ]
  /// What customers and their papers are cut to within one word: `polnum`.
  private static let stems: Set<String> = [
    "pol", "cli", "clt", "police", "vertrag", "contract", "contrat", "contrato", "dossier", "loan", "payment",
    "kredit", "credit", "antrags",
  ]
  /// Papers that have a number of their own, which is meant where nothing else stands beside it.
  private static let papers: Set<String> = [
    "contract", "contrat", "contrato", "contratto", "vertrag", "dossier", "akte", "police", "polizza", "póliza",
    "poliza",
  ]
  private static let strongEndings: Set<String> = [
    "id", "ids", "uid", "uuid", "guid", "identifier", "identifiant", "identificador", "identificativo", "kennung",
  ]
  private static let weakEndings: Set<String> = [
    "no", "nr", "num", "nb", "number", "nummer", "code", "key", "numero", "número", "numéro", "nº", "n°", "codigo",
    "código", "codice", "clave", "index", "row", "rownumber", "#", "ref", "reference", "referenz", "référence",
    "referencia", "riferimento",
  ]
  /// With one of these in front the name may be of a number or of how many.
  private static let numberFirst: Set<String> = [
    "num", "number", "nr", "numero", "número", "numéro", "nº", "n°", "nummer", "ref",
  ]
  private static let codeEndings: Set<String> = [
    "code", "cd", "no", "nr", "nummer", "number", "num", "key", "codigo", "código", "codice", "numero", "número",
    "numéro",
    "ref", "reference", "agent", "company", "seller", "supplier", "vendor", "lieferant", "fournisseur", "proveedor",
    "fornitore",
  ]
  /// Words that name something though a word of money stands before them: `sales_rep`, `cost_center`.
  private static let codeLasts: Set<String> = ["rep", "list", "center", "centre", "terms", "cd"]
  private static let codes: Set<String> = [
    "invoice", "receipt", "rechnung", "facture", "factura", "fattura", "article", "artikel", "stockcode", "ticket",
    "store", "shop", "branch", "filiale", "agency",
    "sucursal", "succursale", "agence", "agencia", "agência", "agenzia", "magasin", "tienda", "negozio", "winkel",
    "loja", "warehouse", "lager", "entrepôt", "almacén", "magazzino", "dealer", "händler", "haendler", "salesperson",
    "salesman", "adviser", "advisor", "vertreter", "verkäufer", "verkaeufer", "vendeur", "vendedor", "venditore",
    "berater", "kostenstelle", "sku", "ean", "isbn", "iban", "bic", "phone", "telephone", "telefon", "tel", "mobile",
    "téléphone", "telefono", "teléfono", "telefone", "cellulare", "móvil", "handynummer", "fax", "ssn", "sic", "mcc",
    "naics", "nace", "fips",
  ]
  /// Words that are of something else beside other words.
  private static let codesAlone: Set<String> = ["msa"]
  private static let postal: Set<String> = [
    "zip", "zipcode", "zip5", "zip4", "postcode", "postal", "postale", "postleitzahl", "plz", "codepostal",
    "postnummer",
    "codigopostal", "kodpocztowy",
  ]
  /// With one of these a name speaks of an amount or a count, whatever else it holds.
  static let measures: Set<String> = Set([
    "age", "months", "days", "years", "visits", "orders",
  ]).union(aggregates).union(amounts).union(counts).union(shares)
  /// With one of these it does though a word of identity ends it: `total_number`.
  static let aggregates: Set<String> = ["of", "per", "total", "sum", "avg", "average", "mean"]
}
