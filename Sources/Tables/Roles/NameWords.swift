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
    // One customer has a number; how many there are, `n_clientes`, is a count.
    if words.count == 2, words[0] == "n", Self.customers.contains(words[1]), !words[1].hasSuffix("s") { return 3 }
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
    "compte", "cuenta", "conta", "conto", "klant", "klanten", "abonné", "abonne", "membre", "adhérent", "adherent",
    "assuré", "donor", "donateur", "donante", "donatore",
    "mitarbeiter", "patient", "utente", "usuario", "socio",
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
    "agent", "company", "seller", "supplier", "vendor", "lieferant", "fournisseur", "proveedor", "fornitore",
  ]
  private static let codes: Set<String> = [
    "invoice", "receipt", "rechnung", "facture", "factura", "fattura", "article", "artikel", "stockcode", "ticket",
    "zip", "zipcode", "postcode", "postal", "postleitzahl", "plz", "store", "shop", "branch", "filiale", "agency",
    "sucursal", "succursale", "agence", "agencia", "agência", "agenzia", "magasin", "tienda", "negozio", "winkel",
    "loja",
    "sku", "ean", "isbn", "iban", "bic", "phone", "telephone", "telefon", "tel", "mobile", "ssn",
  ]
  /// With one of these a name speaks of an amount or a count, whatever else it holds.
  static let measures: Set<String> = Set([
    "of", "per", "total", "sum", "avg", "average", "mean", "age", "months", "days", "years", "visits", "orders",
  ]).union(amounts).union(counts).union(shares)
}
