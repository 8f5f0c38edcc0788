/// The words of a column's name in small letters: `CUST_ID`, `customerId` and `Customer ID` have two.
struct NameWords: Sendable {
  let words: [String]

  /// Words end at signs and blanks, and where a small letter meets a capital.
  init(_ name: String) {
    var words: [String] = []
    var word = ""
    var previous: Character?
    let characters = Array(name)
    let isNumberedThing = name.hasPrefix("ID") && name.count > 3 && name.dropFirst(2).first?.isLowercase == true
    func isCapital(_ place: Int) -> Bool { characters.indices.contains(place) && characters[place].isUppercase }
    func isSmall(_ place: Int) -> Bool { characters.indices.contains(place) && characters[place].isLowercase }
    for (place, character) in characters.enumerated() {
      let isPart = character.isLetter || character.isNumber || character == "%" || character == "#"
      // `customerId`, the last capital of `HTTPServer`, and what follows the `ID` of `IDcliente`.
      let begins =
        isNumberedThing && place < 3
        ? place == 2
        : character.isUppercase
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

  init(words: [String]) { self.words = words }

  func has(_ set: Set<String>) -> Bool { words.contains { set.contains($0) } }

  /// Whether the name is of a latitude or longitude: `lat`, `Store Longitude`, and not `long_distance_minutes`.
  var endsInPlace: Bool { words.last.map { Self.places.contains($0) } ?? false }
}
