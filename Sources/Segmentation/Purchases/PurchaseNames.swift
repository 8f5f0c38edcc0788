import Tables

/// What the names of columns say of their part in a list of purchases, in the big European languages.
struct PurchaseNames {
  private let words: [String]
  private let identifyingStrength: Int
  private let isKind: Bool

  init(_ column: Column) {
    words = column.nameWords
    identifyingStrength = column.identifyingStrength
    isKind = column.namesKind
  }

  private func has(_ set: Set<String>) -> Bool { words.contains { set.contains($0) } }

  /// Who bought: `CustomerID`, `client`.
  var isCustomer: Bool { !isKind && (has(Self.customers) || words.contains { Self.customerNumbers.contains($0) }) }

  /// Whether the name says so plainly that it holds of a few customers too: `client`, and not `customer_town`.
  var isPlainlyCustomer: Bool { isCustomer && (words.count == 1 || identifyingStrength >= 2) }

  /// Whether its values are told apart by the name: `member_no`.
  var isIdentity: Bool { identifyingStrength >= 2 }

  /// Whether whole numbers are money by the name: `total`, `order total`, and not `total_requests`.
  var isMoney: Bool {
    has(Self.amounts) || (has(Self.sums) && words.allSatisfy { Self.sums.union(Self.besideSums).contains($0) })
  }

  /// What tells one purchase of several lines from another: `InvoiceNo`, `order`.
  var isOrder: Bool {
    guard let last = words.last, has(Self.orders) else { return false }
    return words.count == 1 || Self.numbers.contains(last)
  }

  /// How many pieces of a thing: `Quantity`.
  var isQuantity: Bool { has(Self.quantities) && !has(Self.prices) }

  /// What one piece costs: `UnitPrice`.
  var isPrice: Bool { has(Self.prices) && !has(["total", "extended"]) }

  /// What a line costs in all: `total`, `Sales Amount`; 2 where the name says that it is the sum, 0 where nothing does.
  var totalStrength: Int {
    guard !isPrice, !isQuantity, !has(Self.asides), !has(Self.averages) else { return 0 }
    return has(Self.sums) ? 2 : has(Self.amounts) ? 1 : 0
  }

  /// What is added to a price or taken off: taxes, shipping.
  var isAside: Bool { has(Self.asides) || has(Self.averages) }

  private static let customers: Set<String> = [
    "customer", "cust", "client", "clients", "user", "account", "member", "buyer", "shopper", "household", "subscriber",
    "kunde", "kunden", "cliente", "clientes", "klant", "acheteur",
  ]
  private static let customerNumbers: Set<String> = [
    "customerid", "custid", "clientid", "userid", "kundennummer", "kundennr",
  ]
  private static let orders: Set<String> = [
    "order", "invoice", "receipt", "transaction", "basket", "ticket", "bill", "orderid", "invoiceno", "transactionid",
    "bestellung", "bestellnummer", "bestellnr", "rechnung", "rechnungsnummer", "auftrag", "bon", "commande", "facture",
    "pedido", "factura", "ordine", "fattura",
  ]
  private static let numbers: Set<String> = [
    "id", "no", "nr", "num", "number", "nummer", "code", "key", "numero", "número", "numéro", "#",
  ]
  private static let quantities: Set<String> = [
    "quantity", "qty", "units", "pieces", "pcs", "items", "menge", "stück", "anzahl", "quantité", "quantite",
    "cantidad",
    "quantità", "quantita", "aantal",
  ]
  private static let prices: Set<String> = [
    "price", "unitprice", "preis", "einzelpreis", "stückpreis", "prix", "precio", "prezzo", "prijs", "unit",
  ]
  private static let sums: Set<String> = [
    "total", "totals", "sum", "summe", "gesamt", "gesamtbetrag", "totale", "somme", "suma", "totaal", "subtotal",
  ]
  private static let amounts: Set<String> = [
    "amount", "amt", "revenue", "sales", "spend", "spent", "turnover", "value", "paid", "payment", "betrag", "umsatz",
    "montant", "importe", "importo", "bedrag", "monetary",
  ]
  /// What a sum of money may be of.
  private static let besideSums: Set<String> = orders.union([
    "price", "line", "net", "gross", "due", "grand", "cart", "purchase", "eur", "usd", "gbp", "chf", "euro", "dollar",
    "brutto", "netto", "ttc", "ht",
  ])
  private static let asides: Set<String> = [
    "discount", "tax", "vat", "mwst", "shipping", "freight", "cost", "costs", "fee", "fees", "tip", "rabatt", "versand",
    "tva", "iva", "profit", "margin", "points",
  ]
  private static let averages: Set<String> = ["avg", "average", "mean", "per", "rate"]
}
