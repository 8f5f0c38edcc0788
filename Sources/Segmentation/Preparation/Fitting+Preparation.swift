import Analysis

extension Fitting {
  /// Features beyond which principal components are refused: their covariances alone would take 32 MB and minutes of
  /// work.
  static let componentLimit = 2_000

  /// The fitted steps applied to the rows in use.
  func preparation(
    dropped: [DroppedRows], notes: [String], context: ComputeContext
  ) throws(PreparationError) -> Preparation {
    let made = try interruptibly { () throws(CancellationError) in
      try context.checkpoint(0.8)
      return try MadeFeatures(
        candidates.map(\.transform), of: candidates.map(\.values), context: context)
    }
    if let j = made.firstWithout.filter({ $0 >= 0 }).min() {
      throw .unusable(column: candidates[Int(j)].transform.column, reason: "its values are too large to compute with")
    }
    let matrix = Matrix(rowCount: rows.count, columnCount: candidates.count, elements: made.elements)
    let scaled = try components(of: matrix, context: context)
    let fitted = FittedRecipe(
      recipe: recipe, transforms: candidates.map(\.transform), components: scaled?.fitted)
    return Preparation(
      features: scaled?.scores ?? matrix,
      featureNames: scaled.map { $0.fitted.shares.indices.map { "PC\($0 + 1)" } }
        ?? candidates.map(\.transform.featureName),
      rows: rows, tableRowCount: table.rowCount, dropped: dropped, fitted: fitted, notes: notes,
      caption: caption(dropped: dropped, components: scaled?.fitted))
  }

  private func components(
    of matrix: Matrix, context: ComputeContext
  ) throws(PreparationError) -> (fitted: FittedRecipe.Components, scores: Matrix)? {
    guard let share = recipe.pca else { return nil }
    guard matrix.columnCount <= Self.componentLimit else {
      throw .tooManyFeatures(matrix.columnCount, limit: Self.componentLimit)
    }
    let pca: PCA
    do { pca = try PCA(of: matrix, context: context) } catch { throw .cancelled }
    guard pca.variances.allSatisfy(\.isFinite) else {
      throw .invalidOption(
        "pca", given: shortest(share), valid: "features whose squares can be added up: scale= them first")
    }
    let kept = pca.componentCount(forShare: share)
    let fitted = FittedRecipe.Components(
      means: pca.means, loadings: (0..<kept).map { Array(pca.components.row($0)) },
      shares: Array(pca.shares.prefix(kept)))
    return (fitted, pca.scores(of: matrix, components: kept))
  }

  private func caption(dropped: [DroppedRows], components: FittedRecipe.Components?) -> String {
    var parts = ["\(recipe.name.rawValue) recipe", featuresInWords]
    if filledCount > 0 { parts.append("\(grouped(filledCount)) missing filled with the \(recipe.missing.rawValue)") }
    if let range = recipe.winsorize {
      parts.append("winsorized at the \(shortest(range.lowerBound)) and \(shortest(range.upperBound)) percentiles")
    }
    parts.append(scaleInWords)
    if let components {
      let share = components.shares.reduce(0, +)
      parts.append("\(count(components.shares.count, "principal component")) with \(percent(share)) of the variance")
    }
    parts.append(rowsInWords(dropped))
    if let restriction = table.restriction { parts.append(restriction) }
    return parts.joined(separator: " · ")
  }

  private var featuresInWords: String {
    let logged = candidates.count { $0.transform.logOffset != nil }
    let features = count(candidates.count, "feature")
    guard logged > 0 else { return features }
    let offset = shortest(recipe.offset)
    let formula =
      recipe.offset == 0 ? "ln(x)" : recipe.offset < 0 ? "ln(x − \(offset.dropFirst()))" : "ln(x + \(offset))"
    return "\(features), \(formula) of \(logged == candidates.count ? "all" : grouped(logged))"
  }

  private var scaleInWords: String {
    switch recipe.scale {
    case .standard: "mean 0, deviation 1"
    case .robust: "median 0, middle half 1 wide"
    case .minmax: "range 0 to 1"
    case .none: "not scaled"
    }
  }

  private func rowsInWords(_ dropped: [DroppedRows]) -> String {
    guard !dropped.isEmpty else { return count(rows.count, "row") }
    let reasons = dropped.map { "\(grouped($0.count)) \($0.reason)" }.joined(separator: ", ")
    return "\(grouped(rows.count)) of \(count(table.rowCount, "row")) (dropped: \(reasons))"
  }
}
