/// A type of value that a command takes: how it is called, read, written and completed.
package struct ValueKind<Value: Sendable>: Sendable {
  /// What it is, in words that follow “is”: `a whole number from 1 to 100`.
  package var noun: String
  /// What the signature shows for it, in capitals, where it has no default: `number`, `columns`; or the words there are, `yes|no`.
  package var placeholder: String
  /// What Tab offers.
  package var candidates: Candidates
  /// The value of what was typed, nil when it is none.
  package var decode: @Sendable (Operand) -> Value?
  /// How the value is typed; nil for one that stands for “nothing given”.
  package var text: @Sendable (Value) -> String?

  package init(
    _ noun: String, placeholder: String, candidates: Candidates = .none,
    decode: @escaping @Sendable (Operand) -> Value?, text: @escaping @Sendable (Value) -> String?
  ) {
    self.noun = noun
    self.placeholder = placeholder
    self.candidates = candidates
    self.decode = decode
    self.text = text
  }

  /// The same values in another type.
  package func map<Other: Sendable>(
    _ forward: @escaping @Sendable (Value) -> Other, back: @escaping @Sendable (Other) -> Value?
  ) -> ValueKind<Other> {
    let (decode, text) = (decode, text)
    return ValueKind<Other>(
      noun, placeholder: placeholder, candidates: candidates,
      decode: { decode($0).map(forward) }, text: { back($0).flatMap(text) })
  }

  /// The kind that has “nothing given” as a further value.
  package var optional: ValueKind<Value?> {
    let (decode, text) = (decode, text)
    return ValueKind<Value?>(
      noun, placeholder: placeholder, candidates: candidates,
      decode: { operand in decode(operand).map { .some($0) } }, text: { $0.flatMap(text) })
  }
}

extension ValueKind where Value: Equatable {
  /// The kind that knows `word` as a further value.
  package func or(_ word: String, _ value: Value, _ meaning: String = "") -> ValueKind {
    let (decode, text) = (decode, text)
    return ValueKind(
      "\(word) or \(noun)", placeholder: placeholder, candidates: candidates.adding(word, meaning),
      decode: { $0.text.lowercased() == word ? value : decode($0) },
      text: { $0 == value ? word : text($0) })
  }
}

/// What can stand in a place, for completion and for the nearest valid name.
package struct Candidates: Sendable, Equatable {
  package struct Choice: Sendable, Equatable {
    package var text: String
    package var meaning: String

    package init(text: String, meaning: String) {
      self.text = text
      self.meaning = meaning
    }
  }

  /// Names that only the session or the disk knows.
  package enum Source: Sendable, Equatable {
    case columns
    case segments
    case commands
    case tables
    /// Tables of databases that are connected: `big.customers`.
    case databaseTables
    /// Databases that are connected, where something new can be made: `big.`
    case databases
    /// Identifiers of the current table's rows.
    case customers
    /// Sessions of kernels that are gone, by their numbers.
    case sessions
    /// `COLUMN=value`, with what may stand behind the sign.
    case assignments([Choice])
    /// Files whose names end in one of these, and folders; any file when empty.
    case paths(endings: [String])
  }

  package var choices: [Choice] = []
  package var sources: [Source] = []

  package static let none = Candidates()

  package static func from(_ source: Source) -> Candidates { Candidates(sources: [source]) }

  package func adding(_ word: String, _ meaning: String) -> Candidates {
    Candidates(choices: choices + [Choice(text: word, meaning: meaning)], sources: sources)
  }
}
