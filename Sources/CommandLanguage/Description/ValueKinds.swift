import Wording

extension ValueKind where Value == Int {
  /// Whole numbers of a range; thousands may be grouped by `_`.
  package static func wholeNumber(in range: ClosedRange<Int> = Int.min...Int.max) -> ValueKind {
    ValueKind(
      "a whole number" + extent(range), placeholder: "number",
      decode: { operand in
        Int(operand.text.replacing("_", with: "")).flatMap { range.contains($0) ? $0 : nil }
      },
      text: { String($0) })
  }

  private static func extent(_ range: ClosedRange<Int>) -> String {
    switch (range.lowerBound > .min, range.upperBound < .max) {
    case (true, true): " from \(NumberText.count(range.lowerBound)) to \(NumberText.count(range.upperBound))"
    case (true, false): " of at least \(NumberText.count(range.lowerBound))"
    case (false, true): " of at most \(NumberText.count(range.upperBound))"
    case (false, false): ""
    }
  }
}

extension ValueKind where Value == UInt64 {
  /// Where a generator of random numbers starts.
  package static var seed: ValueKind {
    ValueKind(
      "a whole number of at least 0", placeholder: "number", decode: { UInt64($0.text) }, text: { String($0) })
  }
}

extension ValueKind where Value == Double {
  /// Numbers of a closed range; never NaN.
  package static func number(in range: ClosedRange<Double> = -.infinity ... .infinity) -> ValueKind {
    let noun =
      switch (range.lowerBound.isFinite, range.upperBound.isFinite) {
      case (true, true): "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
      case (true, false): "a number of at least \(plain(range.lowerBound))"
      case (false, true): "a number of at most \(plain(range.upperBound))"
      case (false, false): "a number"
      }
    return ValueKind(
      noun, placeholder: "number",
      decode: { operand in Double(operand.text).flatMap { $0.isFinite && range.contains($0) ? $0 : nil } },
      text: { plain($0) })
  }

  /// Numbers above a bound.
  package static func number(above bound: Double) -> ValueKind {
    ValueKind(
      "a number above \(plain(bound))", placeholder: "number",
      decode: { operand in Double(operand.text).flatMap { $0.isFinite && $0 > bound ? $0 : nil } },
      text: { plain($0) })
  }

  /// Without the `.0` of whole numbers.
  package static func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }
}

extension ValueKind where Value == Bool {
  package static var yesOrNo: ValueKind {
    ValueKind(
      "yes or no", placeholder: "yes|no", candidates: .none.adding("yes", "").adding("no", ""),
      decode: {
        ["yes": true, "true": true, "on": true, "no": false, "false": false, "off": false][$0.text.lowercased()]
      },
      text: { $0 ? "yes" : "no" })
  }
}

extension ValueKind where Value == String {
  /// Any text.
  package static func text(_ noun: String = "a text", placeholder: String = "text", shown: Bool = true) -> ValueKind {
    ValueKind(
      noun, placeholder: placeholder, decode: { $0.text },
      text: { shown ? Quoting.item($0) : $0.isEmpty ? nil : Quoting.item($0) })
  }

  /// The path of a file; `~` is the home folder.
  package static func path(endings: [String] = []) -> ValueKind {
    ValueKind(
      "the path of a file", placeholder: "file", candidates: .from(.paths(endings: endings)),
      decode: { $0.text.isEmpty ? nil : $0.text }, text: { $0.isEmpty ? nil : Quoting.item($0) })
  }

  /// A name: letters, digits and `_`.
  package static var name: ValueKind {
    ValueKind(
      "a name of letters, digits and _", placeholder: "name", decode: { $0.text.isName ? $0.text : nil },
      text: { $0.isEmpty ? nil : $0 })
  }

  /// A command's name, with or without `%`.
  package static var commandName: ValueKind {
    ValueKind(
      "a command's name", placeholder: "command", candidates: .from(.commands),
      decode: { operand in
        let name = operand.text.drop { $0 == "%" }
        return name.isEmpty ? nil : String(name)
      },
      text: { $0.isEmpty ? nil : $0 })
  }
}

extension ValueKind where Value == [String] {
  /// Texts set apart by commas.
  package static func texts(_ noun: String = "texts set apart by commas") -> ValueKind {
    ValueKind(
      noun, placeholder: "text", decode: { $0.items.map(\.text) },
      text: { $0.isEmpty ? nil : $0.map(Quoting.item).joined(separator: ",") })
  }
}

extension ValueKind where Value == Character {
  /// One character, quoted where it means something to the language; `tab` for a tab.
  package static var character: ValueKind {
    ValueKind(
      "one character, such as \";\" or tab", placeholder: "char",
      decode: { operand in
        if operand.text == "tab" || operand.text == "\\t" { return "\t" }
        return operand.text.count == 1 ? operand.text.first : nil
      },
      text: { $0 == "\t" ? "tab" : Quoting.item(String($0)) })
  }
}

extension ValueKind where Value == ClosedRange<Int> {
  /// `2..10`; a single number is a range of one.
  package static func range(in bounds: ClosedRange<Int>) -> ValueKind {
    ValueKind(
      "a range such as 2..10 within \(bounds.lowerBound)..\(bounds.upperBound)", placeholder: "range",
      decode: { operand in
        let ends = operand.text.split(separator: "..", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(ends.count), let low = ends[0], let high = ends[ends.count - 1], low <= high
        else { return nil }
        return bounds.contains(low) && bounds.contains(high) ? low...high : nil
      },
      text: { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)..\($0.upperBound)" })
  }
}

extension ValueKind where Value == ClosedRange<Double> {
  /// `0.01..0.99`.
  package static func range(in bounds: ClosedRange<Double>) -> ValueKind {
    typealias Number = ValueKind<Double>
    let (low, high) = (Number.plain(bounds.lowerBound), Number.plain(bounds.upperBound))
    return ValueKind(
      "a range of numbers within \(low)..\(high)", placeholder: "range",
      decode: { operand in
        let ends = operand.text.split(separator: "..", omittingEmptySubsequences: false).map { Double($0) }
        guard ends.count == 2, let low = ends[0], let high = ends[1], low <= high else { return nil }
        return bounds.contains(low) && bounds.contains(high) ? low...high : nil
      },
      text: { "\(Number.plain($0.lowerBound))..\(Number.plain($0.upperBound))" })
  }
}

extension ValueKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the cases, by its raw value; `meanings` explains them in completion and help.
  package static func choice(_ meanings: [Value: String] = [:]) -> ValueKind where Value: Hashable {
    var candidates = Candidates.none
    for value in Value.allCases { candidates = candidates.adding(value.rawValue, meanings[value] ?? "") }
    let names = Value.allCases.map(\.rawValue)
    let noun = names.count == 1 ? names[0] : names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
    return ValueKind(
      noun, placeholder: names.joined(separator: "|"), candidates: candidates,
      decode: { Value(rawValue: $0.text.lowercased()) }, text: { $0.rawValue })
  }
}
