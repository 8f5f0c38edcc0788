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
    String(scalars: pieces.count == 1 ? pieces[0].text[...] : pieces.flatMap(\.text)[...])
  }

  var isBare: Bool { !pieces.contains(where: \.isQuoted) }

  mutating func appendBare(_ scalar: Unicode.Scalar, at position: Int) {
    let last = pieces.count - 1
    if last >= 0, !pieces[last].isQuoted {
      // In place: a copy of the piece would hold its text a second time, and each append would copy all of it.
      pieces[last].text.append(scalar)
      pieces[last].range = pieces[last].range.lowerBound..<position + 1
    } else {
      pieces.append(Piece(text: [scalar], range: position..<position + 1, isQuoted: false))
    }
  }

  /// What stands before the first bare `=`, when it can be a key, and what stands behind.
  var keyed: (key: Token, value: Word)? {
    guard let first = pieces.first, !first.isQuoted, let sign = first.text.firstIndex(of: "=") else { return nil }
    let key = first.part(0..<sign)
    guard key.source.isName else { return nil }
    var value = Word(start: key.range.upperBound + 1)
    value.append(first.part(sign + 1..<first.text.count))
    value.pieces += pieces.dropFirst()
    return (Token(text: key.source, range: key.range), value)
  }

  /// The word as a value: split at bare commas.
  /// - Complexity: O(length), however many commas there are.
  var operand: Operand {
    guard !pieces.isEmpty else { return Operand(items: [], text: "", range: range) }
    var items: [Item] = []
    var current = Word(start: start)
    for piece in pieces {
      var from = 0
      while !piece.isQuoted, let comma = piece.text[from...].firstIndex(of: ",") {
        current.append(piece.part(from..<comma))
        items.append(current.item)
        from = comma + 1
        current = Word(start: piece.range.lowerBound + from)
      }
      current.append(from == 0 ? piece : piece.part(from..<piece.text.count))
    }
    items.append(current.item)
    return Operand(items: items, text: items.count == 1 ? items[0].text : text, range: range)
  }

  private var item: Item { Item(text: text, range: range, isQuoted: !isBare) }

  /// Adds a piece at the end; a bare one without text says nothing.
  private mutating func append(_ piece: Piece) {
    if piece.isQuoted || !piece.text.isEmpty { pieces.append(piece) }
  }
}

extension Word.Piece {
  var source: String { String(scalars: text[...]) }

  /// Some scalars of a bare piece, which stand one to one in the source.
  fileprivate func part(_ offsets: Range<Int>) -> Self {
    let start = range.lowerBound
    return Self(
      text: Array(text[offsets]), range: start + offsets.lowerBound..<start + offsets.upperBound, isQuoted: false)
  }
}
