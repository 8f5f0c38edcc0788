import CommandLanguage

/// What a segmentation is to meet, as it was written: `k=5`, `silhouette>0.3`, `smallest>=5%`, `method=kmeans`.
struct Aim: Sendable, Equatable {
  enum Relation: String, Sendable, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"
    case equal = "="
  }

  enum Value: Sendable, Equatable {
    case number(Double)
    /// `3..6`
    case range(ClosedRange<Double>)
    case word(String)
    /// Nothing stands behind the sign.
    case none
    /// What stands there begins with another sign.
    case signed(String)
  }

  /// As it was written.
  let text: String
  let range: Range<Int>
  /// What is measured, by the word that was written for it.
  let measure: Reference
  let relation: Relation
  let value: Value

  /// nil for what is no word, a sign and a value.
  init?(_ operand: Operand) {
    let scalars = operand.text
    guard let sign = scalars.firstIndex(where: { "<>=".contains($0) }),
      let relation = Relation.allCases.first(where: { scalars[sign...].hasPrefix($0.rawValue) })
    else { return nil }
    let (name, rest) = (String(scalars[..<sign]), String(scalars[sign...].dropFirst(relation.rawValue.count)))
    guard name.isName else { return nil }
    text = scalars
    range = operand.range
    let start = operand.range.lowerBound
    measure = Reference(name: name.lowercased(), range: start..<start + name.unicodeScalars.count)
    self.relation = relation
    value = Self.value(rest)
  }

  /// What stands behind the sign.
  var written: String { String(text.drop { !"<>=".contains($0) }.drop { "<>=".contains($0) }) }

  private static func value(_ text: String) -> Value {
    guard let first = text.first else { return .none }
    if "<>=".contains(first) { return .signed(String(text.drop { "<>=".contains($0) })) }
    if let number = number(text) { return .number(number) }
    let ends = text.split(separator: "..", omittingEmptySubsequences: false).map { number(String($0)) }
    if ends.count == 2, let low = ends[0], let high = ends[1], low <= high { return .range(low...high) }
    return .word(text.lowercased())
  }

  /// `0.05`, `5%`.
  private static func number(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    return Double(isPercent ? String(text.dropLast()) : text)
      .flatMap { $0.isFinite ? (isPercent ? $0 / 100 : $0) : nil }
  }

  /// How a number lies to the value: nil where it meets the aim.
  func miss(_ number: Double) -> Miss? {
    switch value {
    case .range(let range): return number < range.lowerBound ? .tooLow : number > range.upperBound ? .tooHigh : nil
    case .word, .none, .signed: return .other
    case .number(let wanted):
      switch relation {
      case .equal: return number == wanted ? nil : number < wanted ? .tooLow : .tooHigh
      case .atLeast: return number >= wanted ? nil : .tooLow
      case .above: return number > wanted ? nil : .tooLow
      case .atMost: return number <= wanted ? nil : .tooHigh
      case .below: return number < wanted ? nil : .tooHigh
      }
    }
  }

  /// On which side of an aim a segmentation lies that does not meet it.
  enum Miss: Sendable, Equatable {
    case tooLow, tooHigh
    /// Another word than the one that is wanted.
    case other
  }
}

extension ValueKind where Value == [Aim] {
  /// One aim; Tab offers what can be measured.
  static var aim: ValueKind {
    ValueKind(
      "what is measured, a sign (=, >, >=, <, <=) and a value without blanks, such as k=5 or silhouette>0.3",
      placeholder: "aim",
      candidates: AimMeasure.allCases.reduce(.none) { $0.adding($1.rawValue + ($1.isWord ? "=" : ">="), $1.meaning) },
      decode: { operand in Aim(operand).map { [$0] } },
      text: { $0.isEmpty ? nil : $0.map(\.text).joined(separator: " ") })
  }
}
