import Analysis
import Tables

/// A fitted recipe on rows that it was not fitted to.
extension FittedRecipe {
  /// The features of the rows that can be used, and why the others cannot.
  struct Applied {
    /// In the order of their values, as `Preparation.rows`.
    let rows: [Int]
    let features: Matrix
    let dropped: [DroppedRows]
    /// Missing values of these rows that were filled in, by column.
    var filled: [FilledValues] = []
    /// Values that the model does not know. Whole sentences without a full stop.
    var notes: [String] = []
  }

  /// Missing values of a column, and what stands in for them.
  struct FilledValues: Sendable, Equatable {
    let column: String
    let count: Int
    let value: Double
  }

  /// Makes features of a table with the numbers that fitting gave.
  /// - Parameters:
  ///   - rows: the only ones to use, rising; nil for all.
  ///   - isSame: whether the rows are those that the recipe was fitted to, and spell their values so.
  ///   - origin: what the recipe was fitted to, for the error.
  ///   - others: for each transform the value of a column of two that it has no name for, where that is known.
  /// - Throws: `ModelError`: columns that are not there or hold something else, `.cancelled`.
  /// - Complexity: O(n·d), with principal components O(n·d²).
  func apply(
    to table: Table, rows wanted: [Int]? = nil, isSame: Bool = false, origin: String, others: [String?] = [],
    context: ComputeContext = .plain
  ) throws(ModelError) -> Applied {
    let (columns, notes) = try values(in: table, isSame: isSame, origin: origin, others: others)
    let candidates = try inOrder(wanted ?? Array(0..<table.rowCount), columns, of: table, context)
    let made: MadeFeatures
    do {
      made = try MadeFeatures(transforms, of: columns, rows: candidates, context: context)
    } catch {
      throw .cancelled
    }
    var (used, elements) = (candidates, made.elements)
    var reasons: [(reason: String, count: Int)] = []
    if made.firstWithout.contains(where: { $0 >= 0 }) {
      (used, elements) = ([], [])
      elements.reserveCapacity(made.elements.count)
      for (place, without) in made.firstWithout.enumerated() {
        if without < 0 {
          used.append(candidates[place])
          elements += made.elements[place * transforms.count..<(place + 1) * transforms.count]
          continue
        }
        let reason = transforms[Int(without)].reason(against: columns[Int(without)][candidates[place]])
        if let known = reasons.firstIndex(where: { $0.reason == reason }) {
          reasons[known].count += 1
        } else {
          reasons.append((reason, 1))
        }
      }
    }
    let matrix = Matrix(rowCount: used.count, columnCount: transforms.count, elements: elements)
    return Applied(
      rows: used, features: components?.scores(of: matrix) ?? matrix,
      dropped: reasons.map { DroppedRows(reason: $0.reason, count: $0.count) }, filled: filled(columns, used),
      notes: notes)
  }

  /// Where several categories are made of a column, a gap is none of them, and nothing is filled in.
  private func filled(_ columns: [[Double]], _ rows: [Int]) -> [FilledValues] {
    transforms.indices.compactMap { index in
      let transform = transforms[index]
      guard let fill = transform.fill, transforms.count(where: { $0.column == transform.column }) == 1 else {
        return nil
      }
      let missing = rows.count { columns[index][$0].isNaN }
      return missing > 0 ? FilledValues(column: transform.column, count: missing, value: fill) : nil
    }
  }

  /// Rows in the order in which fitting has them.
  private func inOrder(
    _ rows: [Int], _ columns: [[Double]], of table: Table, _ context: ComputeContext
  ) throws(ModelError) -> [Int] {
    let own = rows.count == table.rowCount ? columns : columns.map { column in rows.map { column[$0] } }
    do {
      let order = try CustomerOrder(of: own, transforms, rows: rows, table: table, context: context)
      return order.places.map { rows[$0] }
    } catch {
      throw .cancelled
    }
  }

  /// For each transform the values of its column; ones and zeros for a category, NaN where missing.
  func values(
    in table: Table, isSame: Bool, origin: String, others: [String?] = []
  ) throws(ModelError) -> (columns: [[Double]], notes: [String]) {
    var missing: [ModelError.Missing] = []
    var values: [[Double]] = []
    var notes: [String] = []
    for (index, transform) in transforms.enumerated() {
      var column: Column
      do {
        column = try table.column(transform.column)
      } catch {
        if missing.last?.column != transform.column {
          missing.append(ModelError.Missing(column: transform.column, nearest: error.suggestions))
        }
        continue
      }
      // A column without a value has no type either.
      guard !column.isEmpty else {
        values.append([Double](repeating: .nan, count: column.count))
        continue
      }
      let known = transforms.filter { $0.column == transform.column }.compactMap(\.category)
      if !known.isEmpty { column = column.named(by: known) }
      switch (column.values, transform.category) {
      case (.numbers(let numbers), nil): values.append(numbers)
      case (_, let category?) where !isSame:
        let spelled = try SpelledCategory(
          category, known: known, otherwise: others.indices.contains(index) ? others[index] : nil, in: column, of: table
        )
        values.append(spelled.values)
        if let unknown = spelled.unknown {
          let note =
            "\(column.name): \(count(unknown.rows, "row")) with a value that the model does not know (‘\(unknown.text)’) "
            + (known.count > 1 ? "counted as none of its \(known.count)" : "counted as missing")
          if !notes.contains(note) { notes.append(note) }
        }
      case (.text(let text), let category?):
        values.append(text.codes.map { $0 < 0 ? .nan : text.categories[Int($0)] == category ? 1 : 0 })
      case (.booleans(let booleans), let category?):
        values.append(booleans.map { $0.map { ($0 ? "true" : "false") == category ? 1 : 0 } ?? .nan })
      default:
        throw .wrongType(column: column.name, isText: transform.category == nil, table: table.name)
      }
    }
    guard missing.isEmpty else { throw .missingColumns(missing, table: table.name, origin: origin) }
    return (values, notes)
  }
}

extension Column {
  /// Numbers as text where they name categories, such as stores 1 to 3; any other column as it is.
  fileprivate func named(by categories: [String]) -> Column {
    guard numbers != nil, categories.allSatisfy({ Double($0) != nil }) else { return self }
    return Column(name: name, text: (0..<count).map { text(at: $0) })
  }
}

extension FeatureTransform {
  /// Why a value has no feature: continues "n rows …".
  fileprivate func reason(against value: Double) -> String {
    if value.isNaN { return "without \(column)" }
    return hasLogarithm(clip(value)) ? "whose \(column) is beyond the recipe" : "whose \(column) has no logarithm"
  }
}

extension FittedRecipe.Components {
  /// Rows in the coordinates of the components, summed in the order in which fitting sums.
  func scores(of matrix: Matrix) -> Matrix {
    var scores = Matrix(rowCount: matrix.rowCount, columnCount: loadings.count)
    for i in 0..<matrix.rowCount {
      for (c, loading) in loadings.enumerated() {
        var sum = 0.0
        for j in means.indices { sum += (matrix[i, j] - means[j]) * loading[j] }
        scores[i, c] = sum
      }
    }
    return scores
  }
}
