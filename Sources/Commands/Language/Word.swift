/// What stands between two blanks: pieces without and with quotes.
struct Word: Sendable, Equatable {
  struct Piece: Sendable, Equatable {
    var text: [Unicode.Scalar]
    var range: Range<Int>
    var isQuoted: Bool
  }

  var pieces: [Piece]
  let start: Int

  init(start: Int, pieces: [Piece] = []) {
    self.start = start
    self.pieces = pieces
  }

  var range: Range<Int> { start..<(pieces.last?.range.upperBound ?? start) }

  /// The text without quotes.
  var text: String {
    var view = String.UnicodeScalarView()
    for piece in pieces { view.append(contentsOf: piece.text) }
    return String(view)
  }

  var isBare: Bool { !pieces.contains(where: \.isQuoted) }

  mutating func appendBare(_ scalar: Unicode.Scalar, at position: Int) {
    if let last = pieces.last, !last.isQuoted {
      pieces[pieces.count - 1].text.append(scalar)
      pieces[pieces.count - 1].range = last.range.lowerBound..<position + 1
    } else {
      pieces.append(Piece(text: [scalar], range: position..<position + 1, isQuoted: false))
    }
  }

  /// What stands before the first bare `=`, when it can be a key, and what stands behind.
  var keyed: (key: Token, value: Word)? {
    guard let first = pieces.first, !first.isQuoted, let sign = first.text.firstIndex(of: "=") else { return nil }
    let parts = split(pieceIndex: 0, at: sign)
    let key = parts.before.text
    guard key.isName else { return nil }
    return (Token(text: key, range: parts.before.range), parts.after)
  }

  /// The word as a value: split at bare commas.
  var operand: Operand {
    guard !pieces.isEmpty else { return Operand(items: [], text: "", range: range) }
    var items: [Item] = []
    var rest = self
    while let comma = rest.firstBareComma {
      let parts = rest.split(pieceIndex: comma.piece, at: comma.offset)
      items.append(parts.before.item)
      rest = parts.after
    }
    items.append(rest.item)
    return Operand(items: items, text: text, range: range)
  }

  private var item: Item { Item(text: text, range: range, isQuoted: !isBare) }

  private var firstBareComma: (piece: Int, offset: Int)? {
    for (index, piece) in pieces.enumerated() where !piece.isQuoted {
      if let offset = piece.text.firstIndex(of: ",") { return (index, offset) }
    }
    return nil
  }

  /// Both sides of the separator at `offset` of a bare piece, whose scalars stand one to one in the source.
  private func split(pieceIndex: Int, at offset: Int) -> (before: Word, after: Word) {
    let piece = pieces[pieceIndex]
    let separator = piece.range.lowerBound + offset
    var before = Word(start: start, pieces: Array(pieces[..<pieceIndex]))
    if offset > 0 {
      before.pieces.append(
        Piece(text: Array(piece.text[..<offset]), range: piece.range.lowerBound..<separator, isQuoted: false))
    }
    var after = Word(start: separator + 1)
    if offset + 1 < piece.text.count {
      after.pieces.append(
        Piece(
          text: Array(piece.text[(offset + 1)...]), range: separator + 1..<piece.range.upperBound, isQuoted: false))
    }
    after.pieces += pieces[(pieceIndex + 1)...]
    return (before, after)
  }
}
