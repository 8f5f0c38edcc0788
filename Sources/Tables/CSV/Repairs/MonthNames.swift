/// The names of the months in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish and Norwegian.
enum MonthNames {
  private static let names: [[String]] = [
    ["january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari"],
    ["february", "februar", "feber", "février", "fevrier", "febrero", "febbraio", "fevereiro", "februari"],
    ["march", "märz", "maerz", "mrz", "mars", "marzo", "março", "marco", "maart", "mrt", "marts"],
    ["april", "avril", "abril", "aprile"],
    ["may", "mai", "mayo", "maggio", "maio", "mei", "maj"],
    ["june", "juni", "juin", "junio", "giugno", "junho"],
    ["july", "juli", "juillet", "julio", "luglio", "julho"],
    ["august", "août", "aout", "agosto", "augustus", "augusti"],
    ["september", "septembre", "septiembre", "setiembre", "settembre", "setembro"],
    ["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    ["november", "novembre", "noviembre", "novembro"],
    ["december", "desember", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro"],
  ]

  /// The month (1…12) of a name or its first letters, three at least, whatever their case; nil where these begin several.
  static func month(_ word: String) -> Int? {
    let word = word.lowercased()
    guard word.count >= 3 else { return nil }
    let found = names.indices.filter { month in names[month].contains { $0.hasPrefix(word) } }
    return found.count == 1 ? found[0] + 1 : nil
  }
}
