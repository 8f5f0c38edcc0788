/// A sentence, or a part of one, that knows where each of its numbers comes from.
public struct Statement: Sendable, Hashable {
  /// Words and figures in turn.
  public enum Piece: Sendable, Hashable {
    case words(String)
    case figure(Figure)
  }

  /// One number with the measure that it is.
  public struct Figure: Sendable, Hashable {
    /// The measure as rules spell it, or the name of a count over the table.
    public let source: String
    /// The segment it is of, nil for the whole table.
    public let segment: Int?
    public let value: Double
    /// As it stands in the sentence.
    public internal(set) var text: String
  }

  public private(set) var pieces: [Piece]

  init(_ pieces: [Piece] = []) { self.pieces = pieces }

  init(_ words: String) { self.init([.words(words)]) }

  /// As it is read.
  public var text: String {
    pieces.map { piece in
      switch piece {
      case .words(let words): words
      case .figure(let figure): figure.text
      }
    }.joined()
  }

  public var figures: [Figure] {
    pieces.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
  }

  /// The same with a capital at its start and one full stop at its end.
  var sentence: Statement {
    guard let first = pieces.first else { return self }
    var result = self
    switch first {
    case .words(let words): result.pieces[0] = .words(words.prefix(1).uppercased() + words.dropFirst())
    case .figure(var figure):
      // A figure that is a word begins a sentence with a capital, too.
      figure.text = figure.text.prefix(1).uppercased() + figure.text.dropFirst()
      result.pieces[0] = .figure(figure)
    }
    if let end = text.last, !".?!".contains(end) { result.pieces.append(.words(".")) }
    return result
  }

  static func + (a: Statement, b: Statement) -> Statement { Statement(a.pieces + b.pieces) }
  static func + (a: Statement, b: String) -> Statement { Statement(a.pieces + [.words(b)]) }
  static func + (a: String, b: Statement) -> Statement { Statement([.words(a)] + b.pieces) }

  /// Statements as a sentence lists them: "a", "a and b", "a, b and c".
  static func list(_ parts: [Statement]) -> Statement {
    guard let last = parts.last, let first = parts.first, parts.count > 1 else { return parts.first ?? Statement() }
    return parts.dropFirst().dropLast().reduce(first) { $0 + ", " + $1 } + " and " + last
  }
}

extension Statement: ExpressibleByStringInterpolation {
  public struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []
    public init(literalCapacity: Int, interpolationCount: Int) {}
    public mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { pieces.append(.words(literal)) } }
    public mutating func appendInterpolation(_ words: String) { pieces.append(.words(words)) }
    public mutating func appendInterpolation(_ figure: Figure) { pieces.append(.figure(figure)) }
    public mutating func appendInterpolation(_ statement: Statement) { pieces += statement.pieces }
  }

  public init(stringLiteral value: String) { self.init([.words(value)]) }
  public init(stringInterpolation: StringInterpolation) { self.init(stringInterpolation.pieces) }
}
