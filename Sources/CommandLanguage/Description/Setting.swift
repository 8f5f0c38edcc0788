/// A number, or what Cohort finds right by itself.
package enum Setting<Value: Sendable & Equatable>: Sendable, Equatable {
  case automatic
  case fixed(Value)

  package var value: Value? { if case .fixed(let value) = self { value } else { nil } }
}

extension ValueKind where Value == Setting<Int> {
  /// `auto`, which means `meaning`, or a number of `kind`.
  package static func automaticOr(_ kind: ValueKind<Int>, _ meaning: String) -> ValueKind {
    kind.map({ .fixed($0) }, back: { $0.value }).or("auto", .automatic, meaning)
  }
}
