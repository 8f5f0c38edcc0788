import CommandLanguage
import FoundationEssentials
import Segmentation
import Tables
import Warehouse

/// SQL for an engine of its own.
extension CommandContext {
  /// What an engine is asked: the text with the values of parameters in it, and names of columns in quotes where the engine would take
  /// capitals for small letters.
  /// - Throws: `unknownParameter`, or that a list is no value, at their place.
  package func engineText(
    _ token: Token, of session: Session, _ dialect: SQLDialect, columns: [String]
  ) throws(Mistake) -> String {
    let text = SQLText(token.text)
    var scalars = text.scalars
    for word in text.words.reversed() {
      if word.kind == .bare, let column = Self.folded(word.text, among: columns, dialect) {
        scalars.replaceSubrange(word.range, with: dialect.quoted(column).unicodeScalars)
      }
      guard word.kind == .parameter else { continue }
      let place = place(of: word, in: token)
      guard let value = session.parameters[word.text] else {
        throw Mistake(session.unknownParameter(word.text), at: .range(place))
      }
      let written: String
      switch value.sqlValue {
      case .integer(let integer): written = String(integer)
      case .number(let number): written = sqlNumber(number)
      case .text(let text): written = dialect.literal(text)
      case .list:
        throw Mistake(
          .refused(
            name: "UnknownParameter", message: "$\(word.text) is a list, and SQL takes one value in its place",
            remedy: "Write the values out"), at: .range(place))
      }
      scalars.replaceSubrange(word.range, with: written.unicodeScalars)
    }
    var replaced = String.UnicodeScalarView()
    replaced.append(contentsOf: scalars)
    return String(replaced)
  }

  /// Where a word of an engine's text stands in the cell.
  private func place(of word: SQLText.Word, in token: Token) -> Range<Int> {
    let places = token.places(in: cell)
    let range = word.range.compactMap { places.indices.contains($0) ? places[$0] : nil }
    return (range.first ?? token.range.lowerBound)..<(range.last ?? token.range.lowerBound) + 1
  }

  /// The word of a text that an engine looked for as a column and did not find.
  /// - Parameter reason: what it says.
  package func unknownColumn(
    _ token: Token, reason: String, among columns: [String]
  ) -> (name: String, place: Range<Int>)? {
    // Behind that an engine shows the text again.
    let reason = (reason.split(separator: " LINE 1", maxSplits: 1).first ?? "").lowercased()
    guard reason.contains("column") else { return nil }
    let quoted = reason.matches(of: /["`]([^"`]+)["`]/).map { String($0.1) }
    let bare = reason.matches(of: /column:? ([\w.]+)/).flatMap { $0.1.split(separator: ".").suffix(1).map(String.init) }
    let (said, known) = (Set(quoted + bare), Set(columns.map { $0.lowercased() }))
    for word in SQLText(token.text).words where word.kind == .bare || word.kind == .quotedName {
      let name = word.text.lowercased()
      if said.contains(name), !known.contains(name) { return (word.text, place(of: word, in: token)) }
    }
    return nil
  }

  /// The column that a word without quotes means, and that the engine would look for in small letters.
  private static func folded(_ word: String, among columns: [String], _ dialect: SQLDialect) -> String? {
    guard dialect == .postgresql else { return nil }
    let found =
      columns.contains(word) ? [word] : columns.filter { $0.lowercased() == word.lowercased() }
    return found.count == 1 && found[0] != found[0].lowercased() ? found[0] : nil
  }

  /// Points at what an engine refuses of a text, as a whole: engines say themselves where.
  package func asking<Result>(_ token: Token, _ body: () throws(WarehouseError) -> Result) throws(Mistake) -> Result {
    do {
      return try body()
    } catch {
      throw Mistake(Problem(error), at: error == .cancelled ? .command : .range(token.range))
    }
  }
}
