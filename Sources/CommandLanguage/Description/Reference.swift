/// A column or segment as the user wrote it; `Session` finds what it means, or says what is near.
package struct Reference: Sendable, Equatable {
  package var name: String
  package var range: Range<Int>

  package init(name: String, range: Range<Int>) {
    self.name = name
    self.range = range
  }
}

extension Reference {
  /// The number of a segment, written as `2` or as its name is until it has another: `Segment 2`; nil for other names.
  package var segmentNumber: Int? {
    let name = name.lowercased()
    return Int(name.hasPrefix("segment ") ? String(name.dropFirst("segment ".count)) : name)
  }

  /// `k` of `k=3`, which is no name of a column where a command has no such key; nil for any other name.
  package var key: String? {
    guard let sign = name.firstIndex(of: "="), name[..<sign].isName else { return nil }
    return String(name[..<sign])
  }
}

extension ValueKind where Value == Reference {
  /// The name of a column.
  package static var column: ValueKind { reference("the name of a column", "column", .columns) }

  /// The number or name of a segment.
  package static var segment: ValueKind { reference("the number or name of a segment", "segment", .segments) }

  /// A row of the table by its identifier, or by its number where there is none.
  package static var customer: ValueKind { reference("a customer's identifier, or row number", "customer", .customers) }

  private static func reference(_ noun: String, _ placeholder: String, _ source: Candidates.Source) -> ValueKind {
    ValueKind(
      noun, placeholder: placeholder, candidates: .from(source),
      decode: { operand in
        operand.text.isEmpty ? nil : Reference(name: operand.text, range: operand.range)
      },
      text: { $0.name.isEmpty ? nil : Quoting.item($0.name) })
  }
}

extension ValueKind where Value == [Reference] {
  /// Names of columns, set apart by commas.
  package static var columns: ValueKind {
    ValueKind(
      "names of columns", placeholder: "columns", candidates: .from(.columns),
      decode: { operand in
        // `A, B`: the comma at the end of a word leaves an empty item, which names nothing.
        let items = operand.items.filter { !$0.text.isEmpty || $0.isQuoted }
        return items.isEmpty ? nil : items.map { Reference(name: $0.text, range: $0.range) }
      },
      text: { $0.isEmpty ? nil : $0.map { Quoting.item($0.name) }.joined(separator: ",") })
  }
}
