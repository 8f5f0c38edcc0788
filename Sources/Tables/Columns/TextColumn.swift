/// Text coded by a dictionary: a code per row, a string per distinct value.
public struct TextColumn: Sendable {
  /// Index into `categories` for each row, -1 where the value is missing.
  public private(set) var codes: [Int32]
  /// The distinct values, in order of first appearance.
  public private(set) var categories: TextCategories

  public init(_ values: [String?]) {
    var known: [String: Int32] = [:]
    var categories = TextCategories()
    codes = values.map { value in
      guard let value else { return -1 }
      if let code = known[value] { return code }
      let code = Int32(categories.count)
      known[value] = code
      categories.append(value)
      return code
    }
    self.categories = categories
  }

  /// Takes codes as they are.
  ///
  /// The caller answers for codes in -1..<categories.count, distinct categories, each in use, by first appearance.
  package init(codes: [Int32], categories: TextCategories) {
    self.codes = codes
    self.categories = categories
  }

  public var count: Int { codes.count }

  public var missingCount: Int { codes.reduce(0) { $1 < 0 ? $0 + 1 : $0 } }

  /// The text of a row, nil when missing.
  public subscript(row: Int) -> String? {
    codes[row] < 0 ? nil : categories[Int(codes[row])]
  }

  /// How many rows hold each category, in the order of `categories`.
  /// - Complexity: O(rows).
  public func counts() -> [Int] {
    var counts = [Int](repeating: 0, count: categories.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    return counts
  }

  /// Bytes of codes and categories.
  public var memory: Int { codes.count * MemoryLayout<Int32>.stride + categories.memory }

  func selecting(rows: [Int]) -> TextColumn {
    var newCode = [Int32](repeating: -1, count: categories.count)
    var kept = TextCategories()
    let selected = rows.map { row -> Int32 in
      let code = Int(codes[row])
      guard code >= 0 else { return -1 }
      if newCode[code] < 0 {
        newCode[code] = Int32(kept.count)
        kept.append(categories[code])
      }
      return newCode[code]
    }
    return TextColumn(codes: selected, categories: kept)
  }
}

extension TextColumn: Equatable {
  /// The same text in every row; since categories stand by first appearance, codes and categories agree then too.
  public static func == (a: TextColumn, b: TextColumn) -> Bool {
    a.codes == b.codes && a.categories == b.categories
  }
}
