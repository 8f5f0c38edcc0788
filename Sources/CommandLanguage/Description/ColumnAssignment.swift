/// A column and what it is to become, as `COLUMN=word` was written.
package struct ColumnAssignment: Sendable, Equatable {
  package var column: Reference
  package var value: Token

  package init(column: Reference, value: Token) {
    self.column = column
    self.value = value
  }
}

extension ValueKind where Value == [ColumnAssignment] {
  /// `BALANCE=amount`, `"Credit limit"=amount`: the last `=` parts the column from its value.
  /// - Parameters:
  ///   - noun: what is written, in words that follow “is”.
  ///   - values: what may stand behind the sign, with a meaning each; none where anything may.
  package static func assignments(_ noun: String, values: [Candidates.Choice] = []) -> ValueKind {
    ValueKind(
      noun, placeholder: "COLUMN=value", candidates: .from(.assignments(values)),
      decode: { operand in
        guard operand.items.count == 1, let item = operand.items.first else { return nil }
        return ColumnAssignment(item).map { [$0] }
      },
      text: { assignments in
        assignments.isEmpty
          ? nil : assignments.map { "\(Quoting.item($0.column.name))=\($0.value.text)" }.joined(separator: " ")
      })
  }
}

extension ColumnAssignment {
  /// nil where there is no sign, or nothing on either side of it.
  fileprivate init?(_ item: Item) {
    guard let sign = item.text.lastIndex(of: "=") else { return nil }
    let (name, value) = (item.text[..<sign], item.text[item.text.index(after: sign)...])
    guard !name.isEmpty, !value.isEmpty else { return nil }
    // Quotes lie before the sign, so that the value's length counts from the end.
    let end = item.range.upperBound
    let start = max(item.range.lowerBound, end - value.unicodeScalars.count)
    self.init(
      column: Reference(name: String(name), range: item.range.lowerBound..<max(item.range.lowerBound, start - 1)),
      value: Token(text: String(value), range: start..<end))
  }
}
