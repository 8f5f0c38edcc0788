import Wording

extension LoadNotice {
  /// Commas in quotes belong to the text, which who quotes a whole list may not know.
  static func unseen(_ tokens: [String]) -> String {
    let named =
      list(tokens.map { "\"\($0)\"" }) + " of missing= never occur\(tokens.count == 1 ? "s" : "") in what was read"
    guard let whole = tokens.first(where: { $0.contains(",") }) else { return named }
    let parts = whole.split(separator: ",").map { part in
      "\"\(String(part.drop { $0 == " " }).replacing("\"", with: ""))\""
    }
    return named + "; a comma in quotes belongs to the text, where missing=\(parts.joined(separator: ",")) is a list"
  }
}
