import Analysis
import Tables

/// The steps from chosen columns to features, each taking its numbers from the rows in use.
struct Fitting {
  let recipe: Recipe
  let table: Table
  /// The rows of the table in use, in the order of their values: sums come out the same whatever the order of the file.
  private(set) var rows: [Int]
  /// Each with a value for each of `rows`.
  private(set) var candidates: [FeatureCandidate]
  private(set) var notes: [String] = []
  /// Missing values that were filled in.
  private(set) var filledCount = 0

  /// - Parameters:
  ///   - rows: those in use, in any order.
  ///   - candidates: each with a value for each row of the table.
  init(recipe: Recipe, table: Table, rows: [Int], candidates: [FeatureCandidate]) {
    self.recipe = recipe
    self.table = table
    self.rows = rows
    self.candidates = candidates
  }

  mutating func run(_ context: ComputeContext) throws(PreparationError) {
    try interruptibly { () throws(CancellationError) in
      // All rows in their own order need no copy before they are sorted.
      if rows.count < table.rowCount {
        for i in candidates.indices { try candidates[i].keep(rows, context: context) }
      }
      try sortRows(context)
    }
    let logged = try chosenLogarithms()
    for i in candidates.indices {
      let done = Double(i) / Double(candidates.count)
      try interruptibly { () throws(CancellationError) in
        try context.checkpoint(0.6 * done)
        try fillMissing(i, context)
        try winsorize(i, context)
      }
      try takeLogarithm(i, chosen: logged)
    }
    try removeConstants(context)
    guard !candidates.isEmpty else { throw .noFeatures(reasons: notes) }
    for i in candidates.indices {
      let done = Double(i) / Double(candidates.count)
      try interruptibly { () throws(CancellationError) in try context.checkpoint(0.6 + 0.2 * done) }
      try fitScale(i, context)
    }
  }

  /// An interrupt, as this room says it.
  func interruptibly<Value>(
    _ work: () throws(CancellationError) -> Value
  ) throws(PreparationError) -> Value {
    do { return try work() } catch { throw .cancelled }
  }

  /// Numbers the rows by the values of the candidates.
  private mutating func sortRows(_ context: ComputeContext) throws(CancellationError) {
    let order = try CustomerOrder(
      of: candidates.map(\.values), candidates.map(\.transform), rows: rows, table: table, context: context)
    for i in candidates.indices { try candidates[i].keep(order.places, context: context) }
    rows = order.places.map { rows[$0] }
  }

  /// - Note: Of several categories a gap is none: all of its zeros and ones are zero then, and nothing is filled in. Of two answers
  /// the one column of zeros and ones is filled like any other.
  private mutating func fillMissing(_ i: Int, _ context: ComputeContext) throws(CancellationError) {
    guard recipe.missing != .drop else { return }
    let candidate = candidates[i]
    guard !candidate.isIndicator || isAlone(candidate) else {
      candidates[i].transform.fill = 0
      return
    }
    filledCount += candidate.values.count(where: \.isNaN)
    candidates[i].transform.fill =
      recipe.missing == .mean
      ? mean(candidate.values.filter { !$0.isNaN }) : try median(candidate.values, context: context)
  }

  /// Whether it is all that is made of its column.
  private func isAlone(_ candidate: FeatureCandidate) -> Bool {
    candidates.count { $0.transform.column == candidate.transform.column } == 1
  }

  private mutating func winsorize(_ i: Int, _ context: ComputeContext) throws(CancellationError) {
    guard let range = recipe.winsorize, !candidates[i].isIndicator else { return }
    let sorted = try rising(candidates[i].clipped, context: context)
    let low = quantile(sorted: sorted, range.lowerBound / 100)
    candidates[i].transform.bounds = low...max(low, quantile(sorted: sorted, range.upperBound / 100))
  }

  /// The columns that the recipe names for the logarithm, nil when it names none.
  private func chosenLogarithms() throws(PreparationError) -> Set<String>? {
    guard case .columns(let names) = recipe.log else { return nil }
    let own = recipe.name == .classic && recipe.log == Recipe.classic.log
    var chosen = Set<String>()
    for name in names {
      do {
        chosen.insert(table.columns[try table.index(of: name)].name)
      } catch {
        // What the classic recipe itself expects and a table lacks has been noted already.
        if !own { throw .column(error) }
      }
    }
    if !own, let other = chosen.sorted().first(where: { name in !candidates.contains { $0.transform.column == name } })
    {
      throw .logOfOther(column: other, reason: "it is not among the features")
    }
    if let category = candidates.first(where: { $0.isIndicator && chosen.contains($0.transform.column) }) {
      throw .logOfOther(column: category.transform.column, reason: "it holds categories")
    }
    return chosen
  }

  private mutating func takeLogarithm(_ i: Int, chosen: Set<String>?) throws(PreparationError) {
    guard !candidates[i].isIndicator else { return }
    let values = candidates[i].clipped
    let applies =
      switch recipe.log {
      case .none: false
      case .all: true
      case .columns: chosen?.contains(candidates[i].transform.column) ?? false
      case .automatic: Recipe.isSkewed(skewness(values)) && !values.contains { $0 < 0 } && !Self.areTwoAnswers(values)
      }
    guard applies else { return }
    candidates[i].transform.logOffset = recipe.offset
    let transform = candidates[i].transform
    if let place = values.firstIndex(where: { !transform.hasLogarithm($0) }) {
      throw .logarithm(
        column: transform.column, value: values[place], offset: recipe.offset,
        row: table.identifierText(row: rows[place]))
    }
  }

  /// Whether there are no more than two values: a logarithm only moves them.
  private static func areTwoAnswers(_ values: [Double]) -> Bool {
    guard let first = values.first, let second = values.first(where: { $0 != first }) else { return true }
    return values.allSatisfy { $0 == first || $0 == second }
  }

  /// Rows dropped and tails pulled in can leave a column with one value.
  private mutating func removeConstants(_ context: ComputeContext) throws(PreparationError) {
    var names: [String] = []
    for candidate in candidates {
      try interruptibly { () throws(CancellationError) in try context.checkCancellation() }
      if candidate.isConstant { names.append(candidate.transform.featureName) }
    }
    guard !names.isEmpty else { return }
    candidates.removeAll { names.contains($0.transform.featureName) }
    // What is left must be all that the order depends on: a saved model knows no more.
    try interruptibly { () throws(CancellationError) in try sortRows(context) }
    notes.append("left out: \(list(names)) (one value in the rows and range used)")
  }

  /// - Throws: `PreparationError.unusable` where sums or squares leave the range of a double.
  private mutating func fitScale(_ i: Int, _ context: ComputeContext) throws(PreparationError) {
    let transform = candidates[i].transform
    let values = candidates[i].clipped.map { transform.logarithm($0) ?? $0 }
    let sorted =
      recipe.scale == .standard || recipe.scale == .none
      ? [] : try interruptibly { () throws(CancellationError) in try rising(values, context: context) }
    let (center, scale): (Double, Double)
    switch recipe.scale {
    case .none: return
    case .standard:
      (center, scale) = (mean(values), variance(values, lostDegrees: 0).squareRoot())
    case .minmax:
      (center, scale) = (sorted[0], sorted[sorted.count - 1] - sorted[0])
    case .robust:
      let width = quantile(sorted: sorted, 0.75) - quantile(sorted: sorted, 0.25)
      center = quantile(sorted: sorted, 0.5)
      scale = width > 0 ? width : variance(values, lostDegrees: 0).squareRoot()
      if width == 0 {
        notes.append(
          "the middle half of \(transform.featureName) is one value: divided by its standard deviation instead")
      }
    }
    guard center.isFinite, scale.isFinite, scale > 0 else {
      throw .unusable(column: transform.column, reason: "its values are too large, or too near each other, to scale")
    }
    candidates[i].transform.center = center
    candidates[i].transform.scale = scale
  }
}
