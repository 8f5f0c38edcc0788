import Tables

/// Values that are indices into a dictionary, of which each batch may bring another one.
struct DictionaryColumn: ArrowColumn {
  /// Takes a dictionary.
  private let makeColumn: () -> (any ArrowColumn)?
  private let indices: (bytes: Int, isSigned: Bool)
  private var text = TextBuilder()
  /// For all types but text, one for each batch.
  private var pieces: [ColumnValues] = []
  private var count = 0

  init(
    indexBytes: Int, isSigned: Bool, makeColumn: @escaping () -> (any ArrowColumn)?
  ) {
    self.makeColumn = makeColumn
    indices = (indexBytes, isSigned)
  }

  mutating func append(_ values: ArrowValues) {
    guard var column = makeColumn(), let dictionary = values.dictionary else { return }
    column.append(dictionary)
    let known = column.finish()
    switch (indices.bytes, indices.isSigned) {
    case (1, true): append(values, Int8.self, known)
    case (1, false): append(values, UInt8.self, known)
    case (2, true): append(values, Int16.self, known)
    case (2, false): append(values, UInt16.self, known)
    case (4, true): append(values, Int32.self, known)
    case (4, false): append(values, UInt32.self, known)
    case (_, true): append(values, Int64.self, known)
    case (_, false): append(values, UInt64.self, known)
    }
  }

  private mutating func append<Index: FixedWidthInteger & BitwiseCopyable>(
    _ values: ArrowValues, _ type: Index.Type, _ known: ColumnValues
  ) {
    let indices = values.values(of: type)
    let places = indices.indices.map { values.isThere($0) ? Int(indices[$0]) : -1 }
    count += places.count
    if case .text(let known) = known { appendText(known, at: places) } else { pieces.append(known.picking(places)) }
  }

  private mutating func appendText(_ known: TextColumn, at places: [Int]) {
    // Each value is decoded once.
    var decoded = [String?](repeating: nil, count: known.count)
    for place in places {
      if place >= 0, decoded[place] == nil { decoded[place] = known[place] }
      text.append(place < 0 ? nil : decoded[place])
    }
  }

  mutating func finish() -> ColumnValues { ColumnValues(joining: pieces) ?? text.finish() }

  var memory: Int { max(text.memory, count * 8) }
}

extension ColumnValues {
  /// The values at `places`; −1 is missing. Text stays whole.
  fileprivate func picking(_ places: [Int]) -> ColumnValues {
    switch self {
    case .numbers(let numbers): .numbers(places.map { $0 < 0 ? .nan : numbers[$0] })
    case .booleans(let booleans): .booleans(places.map { $0 < 0 ? nil : booleans[$0] })
    case .dates(let dates):
      .dates(
        DateColumn(
          microseconds: places.map { $0 < 0 ? DateColumn.missing : dates.microseconds[$0] }, precision: dates.precision)
      )
    case .text: self
    }
  }

  /// Pieces of one type, one after the other; nil for none, and for text.
  fileprivate init?(joining pieces: [ColumnValues]) {
    switch pieces.first {
    case .numbers:
      self = .numbers(
        pieces.flatMap { piece -> [Double] in if case .numbers(let numbers) = piece { numbers } else { [] } })
    case .booleans:
      self = .booleans(
        pieces.flatMap { piece -> [Bool?] in if case .booleans(let booleans) = piece { booleans } else { [] } })
    case .dates(let dates):
      let all = pieces.flatMap { piece -> [Int64] in
        if case .dates(let dates) = piece { dates.microseconds } else { [] }
      }
      self = .dates(DateColumn(microseconds: all, precision: dates.precision))
    case .text, nil: return nil
    }
  }
}
