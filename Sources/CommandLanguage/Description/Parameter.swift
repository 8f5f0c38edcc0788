/// One argument that a command takes, tied to the property that holds its value.
///
/// The property's initial value is the default: what help shows is what runs.
package struct Parameter<Owner: CommandDeclaration>: Sendable {
  package let description: ParameterDescription
  /// Stores the value of what was typed; false when it is none.
  package let assign: @Sendable (inout Owner, Operand) -> Bool

  /// `key=value`.
  package static func key<Value>(
    _ key: String, _ path: WritableKeyPath<Owner, Value> & Sendable, _ kind: ValueKind<Value>, _ meaning: String
  ) -> Self {
    Self(key, path, kind, meaning, .key)
  }

  /// A value in its own place, which may be written with its key as well.
  package static func argument<Value>(
    _ key: String, _ path: WritableKeyPath<Owner, Value> & Sendable, _ kind: ValueKind<Value>, _ meaning: String,
    required: Bool = false
  ) -> Self {
    Self(key, path, kind, meaning, .place, required: required)
  }

  /// `key=value` for a property that is nil until it is given.
  package static func key<Value>(
    _ key: String, _ path: WritableKeyPath<Owner, Value?> & Sendable, _ kind: ValueKind<Value>, _ meaning: String
  ) -> Self {
    Self(key, path, kind.optional, meaning, .key)
  }

  /// A value in its own place for a property that is nil until it is given.
  package static func argument<Value>(
    _ key: String, _ path: WritableKeyPath<Owner, Value?> & Sendable, _ kind: ValueKind<Value>, _ meaning: String,
    required: Bool = false
  ) -> Self {
    Self(key, path, kind.optional, meaning, .place, required: required)
  }

  /// `key=value`, one of several keys that a property holds together.
  package static func key<Part, Value>(
    _ key: String, of path: WritableKeyPath<Owner, Part> & Sendable, _ kind: ValueKind<Value>, default value: Value,
    _ meaning: String, set: @escaping @Sendable (inout Part, Value) -> Void
  ) -> Self {
    let decode = kind.decode
    return Self(
      description: ParameterDescription(
        key: key, meaning: meaning, noun: kind.noun, placeholder: kind.placeholder, defaultText: kind.text(value),
        placement: .key, isRequired: false, candidates: kind.candidates)
    ) { owner, operand in
      guard let value = decode(operand) else { return false }
      set(&owner[keyPath: path], value)
      return true
    }
  }

  /// One of many keys of a kind, which help and lists show as one.
  package func inFamily(_ family: KeyFamily) -> Self {
    var description = description
    description.family = family
    return Self(description: description, assign: assign)
  }

  /// All values without a key, one after the other; each adds to the property.
  package static func arguments<Element>(
    _ key: String, _ path: WritableKeyPath<Owner, [Element]> & Sendable, _ kind: ValueKind<[Element]>,
    _ meaning: String, required: Bool = false
  ) -> Self {
    let single = Self(key, path, kind, meaning, .places, required: required)
    let decode = kind.decode
    return Self(description: single.description) { owner, operand in
      guard let values = decode(operand) else { return false }
      owner[keyPath: path] += values
      return true
    }
  }

  private init<Value>(
    _ key: String, _ path: WritableKeyPath<Owner, Value> & Sendable, _ kind: ValueKind<Value>, _ meaning: String,
    _ placement: ParameterDescription.Placement, required: Bool = false
  ) {
    let decode = kind.decode
    self.init(
      description: ParameterDescription(
        key: key, meaning: meaning, noun: kind.noun, placeholder: kind.placeholder,
        defaultText: required ? nil : kind.text(Owner()[keyPath: path]), placement: placement, isRequired: required,
        candidates: kind.candidates)
    ) { owner, operand in
      guard let value = decode(operand) else { return false }
      owner[keyPath: path] = value
      return true
    }
  }

  private init(description: ParameterDescription, assign: @escaping @Sendable (inout Owner, Operand) -> Bool) {
    self.description = description
    self.assign = assign
  }
}

/// Many keys of one kind, shown once where commands are explained: `NAME=COLUMN`.
package struct KeyFamily: Sendable, Equatable {
  package var signature: String
  package var meaning: String

  package init(signature: String, meaning: String) {
    self.signature = signature
    self.meaning = meaning
  }
}

extension [ParameterDescription] {
  /// The parameters with those of a family but for the first left out.
  package var byFamily: [ParameterDescription] {
    var seen: [KeyFamily] = []
    return filter { parameter in
      guard let family = parameter.family else { return true }
      if seen.contains(family) { return false }
      seen.append(family)
      return true
    }
  }
}

/// What is to be known of an argument, whatever command it belongs to.
package struct ParameterDescription: Sendable, Equatable {
  package enum Placement: Sendable, Equatable {
    /// Only as `key=value`.
    case key
    /// By its place among the values without a key, or by its key.
    case place
    /// Every value without a key from here on.
    case places
  }

  package var key: String
  package var meaning: String
  package var noun: String
  package var placeholder: String
  /// How the default is typed; nil for none.
  package var defaultText: String?
  package var placement: Placement
  package var isRequired: Bool
  package var candidates: Candidates
  /// The keys of a kind that it is one of.
  package var family: KeyFamily?

  /// How it is typed, as a signature shows it: `k=auto`, `as=NAME`, `COLUMN…`, `SOURCE`.
  ///
  /// Capitals stand for what is put in their place, `…` for more of the same, `|` between words to choose from; all else is typed as
  /// it stands.
  package var signature: String {
    switch placement {
    case .places: key.uppercased() + "…"
    case .place where defaultText == nil: key.uppercased()
    case .key, .place: "\(key)=\(defaultText ?? shownPlaceholder)"
    }
  }

  /// What begins it in a list: `as=`, `n=`, `SOURCE`.
  package var term: String { placement == .key || defaultText != nil ? key + "=" : key.uppercased() }

  /// Words to choose from are typed as they are.
  private var shownPlaceholder: String { placeholder.contains("|") ? placeholder : placeholder.uppercased() }
}
