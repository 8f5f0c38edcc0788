/// A choice that a method leaves, tied to the property that holds it. The property's initial value is the default.
public struct MethodParameter<M: Method>: Sendable {
  public let key: String
  /// A clause that starts small and has no full stop.
  public let meaning: String
  public let values: MethodValues
  let get: @Sendable (M) -> MethodValue
  let set: @Sendable (inout M, MethodValue) -> Bool

  /// One of the cases of an enum, by its raw value.
  static func choice<Choice: RawRepresentable & CaseIterable & Hashable & Sendable>(
    _ key: String, _ path: WritableKeyPath<M, Choice> & Sendable, _ meanings: [Choice: String], _ meaning: String
  ) -> Self where Choice.RawValue == String {
    Self(
      key: key, meaning: meaning,
      values: .words(Choice.allCases.map { MethodValues.Word(text: $0.rawValue, meaning: meanings[$0] ?? "") }),
      get: { .word($0[keyPath: path].rawValue) },
      set: { method, value in
        guard case .word(let text) = value, let choice = Choice(rawValue: text) else { return false }
        method[keyPath: path] = choice
        return true
      })
  }

  /// One of the cases of an enum, or `auto`, which is nil.
  static func choiceOrAuto<Choice: RawRepresentable & CaseIterable & Hashable & Sendable>(
    _ key: String, _ path: WritableKeyPath<M, Choice?> & Sendable, _ meanings: [Choice: String], auto: String,
    _ meaning: String
  ) -> Self where Choice.RawValue == String {
    let words = Choice.allCases.map { MethodValues.Word(text: $0.rawValue, meaning: meanings[$0] ?? "") }
    return Self(
      key: key, meaning: meaning, values: .words([MethodValues.Word(text: "auto", meaning: auto)] + words),
      get: { .word($0[keyPath: path]?.rawValue ?? "auto") },
      set: { method, value in
        guard case .word(let text) = value else { return false }
        let choice = Choice(rawValue: text)
        guard choice != nil || text == "auto" else { return false }
        method[keyPath: path] = choice
        return true
      })
  }

  static func number(
    _ key: String, _ path: WritableKeyPath<M, Int> & Sendable, in range: ClosedRange<Int>, _ meaning: String
  ) -> Self {
    Self(
      key: key, meaning: meaning, values: .numbers(range, auto: nil), get: { .number($0[keyPath: path]) },
      set: { method, value in
        guard case .number(let number) = value, range.contains(number) else { return false }
        method[keyPath: path] = number
        return true
      })
  }

  /// A whole number, or `auto`, which is nil.
  static func numberOrAuto(
    _ key: String, _ path: WritableKeyPath<M, Int?> & Sendable, in range: ClosedRange<Int>, auto: String,
    _ meaning: String
  ) -> Self {
    Self(
      key: key, meaning: meaning, values: .numbers(range, auto: auto),
      get: { $0[keyPath: path].map { .number($0) } ?? .word("auto") },
      set: { method, value in
        switch value {
        case .number(let number) where range.contains(number): method[keyPath: path] = number
        case .word("auto"): method[keyPath: path] = nil
        default: return false
        }
        return true
      })
  }
}

/// What a choice of a method can be set to.
public enum MethodValues: Sendable, Equatable {
  public struct Word: Sendable, Equatable {
    public let text: String
    public let meaning: String
  }

  case words([Word])
  /// Whole numbers, and the word `auto` where `auto` says what it stands for.
  case numbers(ClosedRange<Int>, auto: String?)
}

/// A value that was chosen.
public enum MethodValue: Sendable, Equatable, Codable {
  case word(String)
  case number(Int)

  /// As one types it.
  public var text: String {
    switch self {
    case .word(let text): text
    case .number(let number): String(number)
    }
  }
}
