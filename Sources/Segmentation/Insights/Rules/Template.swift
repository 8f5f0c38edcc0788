/// A text with places for figures: `{purchases.median:amount} at the median; everyone: {purchases.everyone:amount}`.
public struct Template: Sendable, Hashable {
  enum Piece: Sendable, Hashable {
    case words(String)
    case figure(Measure, FigureFormat)
  }

  let pieces: [Piece]

  /// - Parameter subjects: words that may stand for a subject.
  /// - Throws: `RuleTextError` with the place and what would be right.
  init(_ text: String, subjects: RuleSubjects) throws(RuleTextError) {
    var pieces: [Piece] = []
    var words = ""
    let scalars = Array(text.unicodeScalars)
    var place = 0
    while place < scalars.count {
      switch scalars[place] {
      case "{":
        guard let end = scalars[place...].firstIndex(of: "}") else {
          throw RuleTextError("this { has no }", at: place..<place + 1)
        }
        if !words.isEmpty { pieces.append(.words(words)) }
        words = ""
        pieces.append(try Self.placeholder(Array(scalars[place + 1..<end]), from: place + 1, subjects))
        place = end + 1
      case "}":
        throw RuleTextError("this } has no {", at: place..<place + 1)
      case let scalar:
        words.unicodeScalars.append(scalar.properties.isWhitespace ? " " : scalar)
        place += 1
      }
    }
    if !words.isEmpty { pieces.append(.words(words)) }
    self.pieces = pieces
  }

  /// `measure:format`.
  private static func placeholder(
    _ scalars: [Unicode.Scalar], from start: Int, _ subjects: RuleSubjects
  ) throws(RuleTextError) -> Piece {
    do throws(RuleTextError) {
      let text = String(String.UnicodeScalarView(scalars))
      var parser = MeasureParser(try RuleScanner.tokens(of: text), subjects: subjects)
      let measure = try parser.measure()
      let formats = FigureFormat.allCases.map(\.rawValue)
      guard parser.take(":"), case .word(let word) = parser.current.kind else {
        throw RuleTextError(
          "a figure says how it is written, as in {\(measure.text):percent}; allowed: \(list(formats, limit: formats.count))",
          at: parser.current.range)
      }
      guard let format = FigureFormat(rawValue: word) else {
        throw RuleTextError(unknown: word, as: "format", among: formats, at: parser.current.range)
      }
      parser.advance()
      guard parser.current.kind == .end else {
        throw RuleTextError("a } is missing here", at: parser.current.range)
      }
      return .figure(measure, format)
    } catch {
      throw RuleTextError(error.message, at: error.range.lowerBound + start..<error.range.upperBound + start)
    }
  }

  /// The measures whose figures it shows.
  var measures: [Measure] {
    pieces.compactMap { if case .figure(let measure, _) = $0 { measure } else { nil } }
  }

  /// The text with its figures; nil where one of its figures is not known.
  func filled(_ figure: (Measure, FigureFormat) -> Statement.Figure?) -> Statement? {
    var filled: [Statement.Piece] = []
    for piece in pieces {
      switch piece {
      case .words(let words): filled.append(.words(words))
      case .figure(let measure, let format):
        guard let figure = figure(measure, format) else { return nil }
        filled.append(.figure(figure))
      }
    }
    return Statement(filled)
  }
}
