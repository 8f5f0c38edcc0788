import Tables

/// What the names of columns say of their part in a list of purchases, in the big European languages.
struct PurchaseNames {
  private let words: [String]

  init(_ column: Column) { words = column.nameWords }

  private func has(_ set: Set<String>) -> Bool { words.contains { set.contains($0) } }

  /// Who bought: `CustomerID`, `client`.
  var isCustomer: Bool { has(Self.customers) || words.contains { Self.customerNumbers.contains($0) } }

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
  private static let asides: Set<String> = [
    "discount", "tax", "vat", "mwst", "shipping", "freight", "cost", "costs", "fee", "fees", "tip", "rabatt", "versand",
    "tva", "iva", "profit", "margin", "points",
  ]
  private static let averages: Set<String> = ["avg", "average", "mean", "per", "rate"]
}
