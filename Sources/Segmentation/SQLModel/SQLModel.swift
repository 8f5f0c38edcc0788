import Analysis
import Tables

/// A segmentation as one SELECT, which gives each row of a table its segment, its name and its distance to the centroid.
///
/// Steps follow each other as common table expressions: columns as numbers with gaps filled, features, a score for each segment, the
/// segment. A row gets no segment (NULL) where a value is missing and nothing fills it, is no number, is infinite, or has no
/// logarithm.
public struct SQLModel: Sendable {
  /// The columns of the table that it reads, each once.
  public let columns: [String]
  public let dialect: SQLDialect
  let subject: Subject
  /// What is left of the customers: the statement is run on them after it is written; nil for a model without its rows.
  let segmentation: CustomerSegmentation?
  let table: Table

  /// What a statement says of its segments.
  struct Subject {
    let fitted: FittedRecipe
    let placement: (any Placement)?
    let centroids: Matrix
    let names: [Int: String]
    let options: ClusterOptions
    let featuresInWords: String
    /// The largest distance to the centroid in each segment, where it is known.
    var farthest: [Double]?

    var k: Int { centroids.rowCount }
  }
  private let steps: [SQLStep]
  private let ending: [String]
  private let placing: any PlacementExpressions

  /// Columns of a step: PostgreSQL takes 1,664, SQLite 2,000.
  static let widest = 1_500
  /// Terms of a sum: expressions of more are too deep for SQLite and DuckDB.
  static let longestSum = 500

  /// - Parameter table: what was segmented.
  /// - Throws: `SQLModelError`: a method that needs the rows, names that cannot be quoted, too many features.
  public init(
    of segmentation: CustomerSegmentation, table: Table, dialect: SQLDialect
  ) throws(SQLModelError) {
    try self.init(
      Subject(
        fitted: segmentation.preparation.fitted, placement: segmentation.placement, centroids: segmentation.centroids,
        names: segmentation.names, options: segmentation.options, featuresInWords: segmentation.preparation.caption),
      segmentation, table, dialect)
  }

  /// Of a model that was saved, or of a table that stays in its database.
  /// - Parameters:
  ///   - table: what is to be placed: its columns decide how categories are compared.
  /// - Throws: `SQLModelError`.
  public init(of model: SavedModel, table: Table, dialect: SQLDialect) throws(SQLModelError) {
    try self.init(
      Subject(
        fitted: model.fitted, placement: model.placement, centroids: model.centroids, names: model.names,
        options: model.options, featuresInWords: model.preparationCaption, farthest: model.fit?.farthest),
      nil, table, dialect)
  }

  private init(
    _ subject: Subject, _ segmentation: CustomerSegmentation?, _ table: Table, _ dialect: SQLDialect
  ) throws(SQLModelError) {
    let fitted = subject.fitted
    columns = fitted.columns
    self.dialect = dialect
    self.subject = subject
    self.segmentation = segmentation
    self.table = table
    let alike = Dictionary(grouping: columns) { $0.lowercased() }.values.filter { $0.count > 1 }
    if let names = alike.min(by: { $0[0] < $1[0] }) { throw .alikeColumns(names) }
    guard fitted.transforms.count <= Self.longestSum else {
      throw .tooLarge(fitted.transforms.count, limit: Self.longestSum, of: "features")
    }
    let expressions = try FeatureExpressions(fitted.transforms, of: table, dialect: dialect)
    let placing = try Self.placing(subject)
    self.placing = placing
    let widest = max(placing.inner.count, placing.scores.count + fitted.featureCount)
    guard widest <= Self.widest else {
      throw .tooLarge(widest, limit: Self.widest, of: "columns in one step")
    }
    steps = try Self.steps(expressions, fitted.components, placing)
    ending = try Self.ending(subject, placing, dialect)
  }

  private static func placing(_ subject: Subject) throws(SQLModelError) -> any PlacementExpressions {
    let components = subject.fitted.components
    let features = (1...subject.fitted.featureCount).map { components == nil ? "f\($0)" : "p\($0)" }
    switch subject.placement {
    case let nearest as NearestCentroids:
      return CentroidExpressions(centroids: nearest.centroids, features: features)
    case let densities as MixtureDensities:
      return MixtureExpressions(centroids: subject.centroids, features: features, densities: densities)
    default: throw .needsRows(method: subject.options.method.noun)
    }
  }

  private static func steps(
    _ expressions: FeatureExpressions, _ components: FittedRecipe.Components?, _ placing: any PlacementExpressions
  ) throws(SQLModelError) -> [SQLStep] {
    var steps = [SQLStep("given", numbered("x", try expressions.filled()))]
    if expressions.hasBounds { steps.append(SQLStep("clipped", numbered("x", expressions.clipped()))) }
    steps.append(SQLStep("features", numbered("f", expressions.features()), isKept: true))
    if let components {
      let scores = components.loadings.map { loading in
        sqlSum(
          zip(components.means, loading).enumerated().map { index, numbers in
            "(f\(index + 1) - \(sqlNumber(numbers.0))) * \(sqlNumber(numbers.1))"
          })
      }
      steps.append(SQLStep("components", numbered("p", scores), isKept: true))
    }
    let features = placing.isLeastBest ? [] : (steps.last?.columns.map(\.name) ?? [])
    if !placing.inner.isEmpty {
      steps.append(SQLStep("deviations", passed(features) + placing.inner, isKept: true))
    }
    steps.append(SQLStep("scores", passed(features) + numbered("s", placing.scores), isKept: true))
    let scores = placing.scores.indices.map { "s\($0 + 1)" }
    steps.append(
      SQLStep("placed", passed(features + scores) + [("segment", best(of: scores, isLeast: placing.isLeastBest))]))
    return steps
  }

  private static func numbered(_ letter: String, _ expressions: [String]) -> [(name: String, expression: String)] {
    expressions.enumerated().map { ("\(letter)\($0.offset + 1)", $0.element) }
  }

  private static func passed(_ names: [String]) -> [(name: String, expression: String)] { names.map { ($0, $0) } }

  /// The number of the best score, the lowest of equal ones. Whoever is not worse than all behind him is the best, where those
  /// before him were worse than one behind them.
  private static func best(of scores: [String], isLeast: Bool) -> String {
    var cases = "CASE WHEN \(scores[0]) IS NULL THEN NULL"
    for (place, score) in scores.enumerated().dropLast() {
      let others = scores[(place + 1)...].map { "\(score) \(isLeast ? "<=" : ">=") \($0)" }
      cases += "\n      WHEN \(others.joined(separator: " AND ")) THEN \(place + 1)"
    }
    return cases + "\n      ELSE \(scores.count) END"
  }

  /// The columns of the result, behind what tells the rows apart.
  private static func ending(
    _ subject: Subject, _ placing: any PlacementExpressions, _ dialect: SQLDialect
  ) throws(SQLModelError) -> [String] {
    var names = ""
    for segment in 1...subject.k {
      guard let name = subject.names[segment] else { continue }
      names += " WHEN \(segment) THEN \(try dialect.text(name))"
    }
    let name = names.isEmpty ? "CAST(NULL AS \(dialect.textType))" : "CASE segment\(names) END"
    let distances = (1...subject.k).map { "WHEN \($0) THEN \(placing.distance(to: $0))" }
    return [
      "segment", "\(name) AS segment_name",
      "CASE segment\n    \(distances.joined(separator: "\n    ")) END AS distance",
    ]
  }

  // MARK: How sure, and who is like nobody before

  /// How much nearer the own centroid is than the next, and whether a row is farther from its own than every customer of the fit.
  /// None where the method does not place by centroids, or nobody knows how far those were.
  private var sureness: [String] {
    guard placing is CentroidExpressions, let farthest = subject.farthest, subject.k > 1 else { return [] }
    let segments = Array(1...subject.k)
    let margins = segments.map { segment in
      let others = segments.filter { $0 != segment }.map { "s\($0)" }
      let next =
        others.count == 1 ? others[0] : "\(dialect == .sqlite ? "min" : "least")(\(others.joined(separator: ", ")))"
      return "WHEN \(segment) THEN CASE WHEN \(next) > \(sqlNumber(0)) "
        + "THEN (sqrt(\(next)) - sqrt(s\(segment))) / sqrt(\(next)) ELSE \(sqlNumber(0)) END"
    }
    let unusual = zip(segments, farthest).map { "WHEN \($0) THEN sqrt(s\($0)) > \(sqlNumber($1))" }
    return [
      "CASE segment\n    \(margins.joined(separator: "\n    ")) END AS margin",
      "CASE segment\n    \(unusual.joined(separator: "\n    ")) END AS unusual",
    ]
  }

  /// The statement that scores a table: who the row is, segment, name, distance, margin, unusual.
  /// - Parameters:
  ///   - source: the table as its engine writes it, or a query in parentheses.
  ///   - identifier: of the rows; all columns that the model reads where there is none.
  /// - Throws: `SQLModelError` for names that cannot be quoted.
  package func scoring(of source: String, identifier: String?) throws(SQLModelError) -> String {
    let keys = keys(identifier)
    return try statement(from: source, keys: keys, more: sureness)
  }

  // MARK: The statement

  /// The statement alone.
  /// - Parameters:
  ///   - source: the table, quoted.
  ///   - keys: the columns that tell the rows apart, and what they are called in the result.
  ///   - more: further columns of the result.
  func statement(
    from source: String, keys: [(column: String, name: String)], more: [String] = []
  ) throws(SQLModelError) -> String {
    var prefix = "cohort_"
    // A step must not have the table's own name.
    while source.lowercased().contains(prefix) { prefix += "_" }
    let keyNames = keys.indices.map { "key\($0 + 1)" }
    var given: [(name: String, expression: String)] = []
    for (name, key) in zip(keyNames, keys) { given.append((name, "t.\(try dialect.name(key.column))")) }
    var text = "WITH\n"
    for (place, step) in steps.enumerated() {
      let from = place == 0 ? "\(source) AS t" : prefix + steps[place - 1].name
      let columns = (place == 0 ? given : Self.passed(keyNames)) + step.columns
      let kept = step.isKept ? dialect.materialized : ""
      text += "\(prefix)\(step.name) AS \(kept)(\n  SELECT\n    "
      text += columns.map { $0.name == $0.expression ? $0.name : "\($0.expression) AS \($0.name)" }
        .joined(separator: ",\n    ")
      text += "\n  FROM \(from)\n)\(place == steps.count - 1 ? "" : ",")\n"
    }
    text += "SELECT\n  "
    var ending: [String] = []
    for (name, key) in zip(keyNames, keys) { ending.append("\(name) AS \(try dialect.name(key.name))") }
    text += (ending + self.ending + more).joined(separator: ",\n  ")
    text += "\nFROM \(prefix)placed"
    if dialect == .ansi {
      let kept = steps.filter(\.isKept).map { "EXISTS (SELECT 1 FROM \(prefix)\($0.name))" }
      text +=
        "\n-- True wherever there is a row: what is named twice is computed once, and not in each place that names it.\n"
      text += "WHERE \(kept.joined(separator: " AND "))"
    }
    return text
  }
}

/// A step of the statement: a common table expression.
struct SQLStep: Sendable {
  let name: String
  let columns: [(name: String, expression: String)]
  /// Whether later steps name its columns so often that it should be computed once.
  let isKept: Bool

  init(_ name: String, _ columns: [(name: String, expression: String)], isKept: Bool = false) {
    self.name = name
    self.columns = columns
    self.isKept = isKept
  }
}
