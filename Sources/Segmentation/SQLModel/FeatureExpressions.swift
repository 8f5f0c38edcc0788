import Tables

/// A fitted recipe as SQL, one expression for each feature and step.
///
/// A value that has no feature is NULL from the step on that finds it, and so is all that is computed of it.
package struct FeatureExpressions {
  let transforms: [FeatureTransform]
  let dialect: SQLDialect
  private let columns: [Column]

  /// Beyond so many times its scale a value counts as none: squares of more leave the numbers there are, which PostgreSQL takes for
  /// an error of the whole query.
  static let farthest = 1e120
  /// The largest value of which a logarithm is taken, below infinity.
  static let largest = 1e308

  package init(_ transforms: [FeatureTransform], of table: Table, dialect: SQLDialect) throws(SQLModelError) {
    self.transforms = transforms
    self.dialect = dialect
    var columns: [Column] = []
    for transform in transforms {
      guard let column = table.columns.first(where: { $0.name == transform.column }) else {
        throw .column(transform.column)
      }
      if case .dates = column.values { throw .column(transform.column) }
      if transform.category == nil, column.numbers == nil { throw .column(transform.column) }
      columns.append(column)
    }
    self.columns = columns
  }

  /// Whether values are pulled in before anything else happens to them.
  var hasBounds: Bool { transforms.contains { $0.bounds != nil } }

  /// What a row has in its columns, gaps filled, of the table called `t`: `x1`, `x2`, …
  func filled() throws(SQLModelError) -> [String] {
    var expressions: [String] = []
    for (transform, column) in zip(transforms, columns) {
      let value = "t.\(try dialect.name(column.name))"
      if let category = transform.category {
        expressions.append(try indicator(of: category, transform, column, value))
      } else {
        let number = "CAST(\(value) AS \(dialect.doubleType))"
        expressions.append(transform.fill.map { "coalesce(\(number), \(sqlNumber($0)))" } ?? number)
      }
    }
    return expressions
  }

  /// `x1`, `x2`, … pulled in to their bounds. What is no number has no place within them, and is compared with neither.
  func clipped() -> [String] {
    transforms.enumerated().map { index, transform in
      let x = "x\(index + 1)"
      guard let bounds = transform.bounds else { return x }
      let (low, high) = (sqlNumber(bounds.lowerBound), sqlNumber(bounds.upperBound))
      return "CASE WHEN \(x) < \(low) THEN \(low) WHEN \(x) <= \(high) THEN \(x) "
        + "WHEN \(x) <= \(sqlNumber(Self.largest)) THEN \(high) END"
    }
  }

  /// The features of `x1`, `x2`, …: `f1`, `f2`, …
  package func features() -> [String] {
    transforms.enumerated().map { index, transform in
      let x = "x\(index + 1)"
      guard transform.category == nil else { return scaled(x, transform) }
      guard let offset = transform.logOffset else {
        let reach = Self.farthest * transform.scale
        let low = max(transform.center - reach, -Self.largest)
        let high = min(transform.center + reach, Self.largest)
        // Engines that take what is no number for the largest one find it above, the others nowhere.
        return "CASE WHEN \(x) > \(sqlNumber(low)) AND \(x) < \(sqlNumber(high)) THEN \(scaled(x, transform)) END"
      }
      let inner = offset == 0 ? x : "\(x) + \(sqlNumber(offset))"
      // A logarithm that is not there is an error in PostgreSQL and minus infinity in DuckDB: it is never asked for.
      return "CASE WHEN \(inner) > \(sqlNumber(0)) AND \(x) < \(sqlNumber(Self.largest)) "
        + "THEN \(scaled("ln(\(inner))", transform)) END"
    }
  }

  private func scaled(_ value: String, _ transform: FeatureTransform) -> String {
    let centred = transform.center == 0 ? value : "(\(value) - \(sqlNumber(transform.center)))"
    return transform.scale == 1 ? centred : "\(centred) / \(sqlNumber(transform.scale))"
  }

  // MARK: Categories

  /// One where a column has a category, zero where it has another.
  private func indicator(
    of category: String, _ transform: FeatureTransform, _ column: Column, _ value: String
  ) throws(SQLModelError) -> String {
    let (one, zero) = (sqlNumber(1), sqlNumber(0))
    let missing = transform.fill.map(sqlNumber) ?? "CAST(NULL AS \(dialect.doubleType))"
    let isAlone = transforms.count { $0.column == transform.column } == 1
    if case .numbers = column.values {
      let wanted = Double(category) ?? (YesNoWords.answer(category) == false ? 0 : 1)
      return "CASE WHEN \(value) IS NULL THEN \(missing) "
        + "WHEN CAST(\(value) AS \(dialect.doubleType)) = \(sqlNumber(wanted)) THEN \(one) ELSE \(zero) END"
    }
    let text = "CAST(\(value) AS \(dialect.textType))"
    var cases = "CASE WHEN \(value) IS NULL THEN \(missing)"
    let own = Self.spellings(in: column)
    let isOwn = own.contains(category)
    guard isAlone, let answer = YesNoWords.answer(category) else {
      // A table that the model was not made of may write a category in other letters.
      let others = isOwn ? [] : own.filter { $0.lowercased() == category.lowercased() }
      var spellings: [String] = []
      for spelling in [category] + others { spellings.append(try dialect.text(spelling)) }
      cases += " WHEN \(text) IN (\(spellings.joined(separator: ", "))) THEN \(one)"
      return cases + " ELSE \(zero) END"
    }
    // What the column says itself comes first; another database may have yes as true, 1, t or a word.
    for spelling in own.count <= 2 ? own : [] {
      let isOne = isOwn ? spelling == category : YesNoWords.answer(spelling) == answer
      cases += " WHEN \(text) = \(try dialect.text(spelling)) THEN \(isOne ? one : zero)"
    }
    cases += " WHEN lower(\(text)) IN (\(try words(of: answer))) THEN \(one)"
    cases += " WHEN lower(\(text)) IN (\(try words(of: !answer))) THEN \(zero)"
    return cases + " ELSE \(missing) END"
  }

  private static func spellings(in column: Column) -> [String] {
    guard case .text(let text) = column.values else { return [] }
    return text.categories.map { $0 }
  }

  private func words(of answer: Bool) throws(SQLModelError) -> String {
    var words: [String] = []
    for word in YesNoWords.words(of: answer) + [answer ? "1.0" : "0.0"] { words.append(try dialect.text(word)) }
    return words.joined(separator: ", ")
  }
}
