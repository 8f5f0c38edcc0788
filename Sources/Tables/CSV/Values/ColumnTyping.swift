/// Decides from the distinct values of a whole column whether it is more than text.
enum ColumnTyping {
  /// Booleans when every value is `true` or `false` in any case, dates when every value is one, else text.
  ///
  /// `dates` false leaves dates text. `missing` words among dates or booleans are missing; they come back with the number of rows.
  static func values(codes: [Int32], categories: TextCategories, missing: MissingTokens, dates: Bool = true)
    -> ColumnValues
  {
    if let meanings = meanings(of: categories, missing: missing, boolean) {
      return .booleans(codes.map { $0 < 0 ? nil : meanings[Int($0)] })
    }
    if dates, let dates = meanings(of: categories, missing: missing, { ISODate.parse($0) }),
      let precision = commonPrecision(of: dates.compactMap { $0?.precision })
    {
      let microseconds = codes.map { code in
        code < 0 ? DateColumn.missing : dates[Int(code)]?.microseconds ?? DateColumn.missing
      }
      return .dates(DateColumn(microseconds: microseconds, precision: precision))
    }
    return .text(TextColumn(codes: codes, categories: categories))
  }

  /// What each category means, nil as soon as one means nothing; at least one must mean something.
  private static func meanings<Meaning>(
    of categories: TextCategories, missing: MissingTokens, _ meaning: (ArraySlice<UInt8>) -> Meaning?
  ) -> [Meaning?]? {
    var result: [Meaning?] = []
    var isFound = false
    for index in categories.indices {
      let bytes = categories.utf8(at: index)
      let value = meaning(bytes)
      guard value != nil || missing.containsBesideValues(bytes) else { return nil }
      isFound = isFound || value != nil
      result.append(value)
    }
    return isFound ? result : nil
  }

  private static func boolean(_ bytes: ArraySlice<UInt8>) -> Bool? {
    switch bytes.count {
    case 4 where bytes.elementsEqual("true".utf8, by: { $0 | 0x20 == $1 }): true
    case 5 where bytes.elementsEqual("false".utf8, by: { $0 | 0x20 == $1 }): false
    default: nil
    }
  }

  /// Days beside times are times; times in UTC beside times in no stated zone have no common meaning.
  private static func commonPrecision(of precisions: [DateColumn.Precision]) -> DateColumn.Precision? {
    let all = precisions.reduce(into: [DateColumn.Precision]()) { if !$0.contains($1) { $0.append($1) } }
    if all.count == 1 { return all[0] }
    return all.contains(.timeUTC) ? nil : .time
  }
}
