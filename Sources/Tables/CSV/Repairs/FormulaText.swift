/// Text that a spreadsheet is kept from reading as a number by a formula around it: `="0084400"`.
enum FormulaText {
  /// The column without the formulas, and the first category that had one; nil where there is none.
  /// - Complexity: O(rows) where there is one, else O(distinct values).
  static func unwrapped(_ text: TextColumn) -> (text: TextColumn, example: Int)? {
    guard let example = text.categories.indices.first(where: { content(text.categories.utf8(at: $0)) != nil }) else {
      return nil
    }
    var known: [String: Int32] = [:]
    var categories = TextCategories()
    let codes = text.categories.indices.map { index -> Int32 in
      let bytes = text.categories.utf8(at: index)
      let value = String(decoding: content(bytes) ?? bytes, as: UTF8.self)
      if value.isEmpty { return -1 }
      if let code = known[value] { return code }
      let code = Int32(categories.count)
      known[value] = code
      categories.append(value)
      return code
    }
    return (
      TextColumn(codes: text.codes.map { $0 < 0 ? -1 : codes[Int($0)] }, categories: categories), example
    )
  }

  private static func content(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard bytes.count >= 3, bytes[bytes.startIndex] == UInt8(ascii: "="),
      bytes[bytes.startIndex + 1] == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"")
    else { return nil }
    let content = bytes.dropFirst(2).dropLast()
    return content.contains(UInt8(ascii: "\"")) ? nil : content
  }
}
