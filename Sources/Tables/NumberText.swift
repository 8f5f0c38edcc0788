/// The shortest decimal that reads back as the same double; whole numbers without a point.
public func numberText(_ value: Double) -> String {
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
