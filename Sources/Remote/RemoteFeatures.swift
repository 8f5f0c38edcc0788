import Analysis
import Segmentation
import Tables
import Warehouse
import Wording

/// Features of a table that stays in its database: a recipe with numbers that its engine gave, and the SQL that makes them.
public struct RemoteFeatures: Sendable, Codable, Equatable {
  public let fitted: FittedRecipe
  /// Values that the median stands for.
  public let filled: Int

  public var transforms: [FeatureTransform] { fitted.transforms }

  /// Fits the standard recipe: gaps filled with the median, `ln(x + 1)` of what is skewed, mean 0, deviation 1.
  /// - Throws: `WarehouseError`, `PreparationError`: no features, infinite values.
  init(fitting table: RemoteTable, _ engine: RemoteEngine) throws {
    let recipe = Recipe.standard
    let candidates = try RemoteCandidate.all(of: table, engine)
    guard !candidates.isEmpty else {
      throw PreparationError.noFeatures(reasons: ["no column of \(table.name) measures something that varies"])
    }
    if let refusal = RemoteCandidate.refusal(of: candidates, in: table) { throw refusal }
    let filled = candidates.map { "coalesce(\($0.number(in: table, engine)), \(sqlNumber($0.median)))" }
    let facts = try engine.facts(of: filled, in: table.rows)
    let areAnswers = try engine.row(
      zip(filled.indices, facts).map {
        "sum(CASE WHEN x\($0) <> \(sqlNumber($1.minimum)) AND x\($0) <> \(sqlNumber($1.maximum)) THEN 1 ELSE 0 END)"
      }, "FROM \(engine.columns(RemoteEngine.named(filled), of: table.rows))"
    ).map { $0 == 0 }
    let areLogged = candidates.indices.map { place in
      candidates[place].answer == nil && Recipe.isSkewed(facts[place].sums.skewness) && facts[place].negatives == 0
        && !areAnswers[place]
    }
    let logged = zip(filled, areLogged).map { $1 ? "ln(\($0) + \(sqlNumber(recipe.offset)))" : $0 }
    let scales = try engine.facts(of: logged, in: table.rows)
    for (candidate, scale) in zip(candidates, scales) {
      let deviation = scale.sums.variance(lostDegrees: 0).squareRoot()
      guard scale.sums.mean.isFinite, deviation.isFinite, deviation > 0 else {
        throw PreparationError.unusable(
          column: table.columns[candidate.index].name,
          reason: "the squares of its values are beyond the range of numbers; %filter leaves the largest out")
      }
    }
    fitted = FittedRecipe(
      recipe: recipe,
      transforms: candidates.indices.map { place in
        FeatureTransform(
          column: table.columns[candidates[place].index].name, category: candidates[place].answer,
          fill: candidates[place].median, logOffset: areLogged[place] ? recipe.offset : nil,
          center: scales[place].sums.mean, scale: scales[place].sums.variance(lostDegrees: 0).squareRoot())
      })
    self.filled = candidates.reduce(0) { $0 + table.rowCount - $1.facts.count }
  }

  /// As a caption has it.
  public var inWords: String {
    let logged = transforms.count { $0.logOffset != nil }
    var parts = [
      "standard recipe", count(transforms.count, "feature") + (logged > 0 ? ", ln(x + 1) of \(logged)" : ""),
    ]
    if filled > 0 { parts.append("\(grouped(filled)) missing filled with the median") }
    return (parts + ["mean 0, deviation 1"]).joined(separator: " · ")
  }

  // MARK: As SQL

  /// Rows with what is passed on and the features `f1`, `f2`, …: the steps of a WITH, the last of which is `features`.
  /// - Parameter passed: further columns, as expressions over those of the table.
  /// - Throws: `SQLModelError`.
  func steps(
    of table: RemoteTable, _ dialect: SQLDialect, passing passed: [(name: String, expression: String)] = []
  ) throws(SQLModelError) -> [String] {
    let names = passed.map(\.name)
    let filled = transforms.enumerated().map { place, transform in
      let column = table.columns.first { $0.name == transform.column }
      let number =
        transform.category.flatMap { answer in column.map { dialect.indicator(of: answer, $0) } }
        ?? dialect.number(transform.column)
      return "coalesce(\(number), \(sqlNumber(transform.fill ?? 0))) AS x\(place + 1)"
    }
    let features = try FeatureExpressions(transforms, of: table.look, dialect: dialect).features().enumerated()
      .map { "\($0.element) AS f\($0.offset + 1)" }
    let given = passed.map { "\($0.expression) AS \($0.name)" } + filled
    return [
      "given AS (SELECT \(given.joined(separator: ", ")) FROM \(table.rows))",
      "features AS \(dialect.kept)(SELECT \((names + features).joined(separator: ", ")) FROM given)",
    ]
  }

  /// Rows with the features, the squared distances `s1`, `s2`, … to centres, the least of them `d`, and the place of that one, from 1,
  /// as `segment`: a whole WITH, whose last step is `placed`.
  /// - Throws: `SQLModelError`.
  func placing(
    _ table: RemoteTable, near centroids: [[Double]], _ dialect: SQLDialect,
    passing passed: [(name: String, expression: String)] = [], keepingDistances isKeeping: Bool = false
  ) throws(SQLModelError) -> String {
    let f = transforms.indices.map { "f\($0 + 1)" }
    let names = passed.map(\.name) + f
    let s = centroids.indices.map { "s\($0 + 1)" }
    let distances = zip(s, centroids).map { "\(sqlSquaredDistance(f, $1)) AS \($0)" }
    var nearest = "CASE"
    for (place, name) in s.enumerated().dropLast() { nearest += " WHEN \(name) = d THEN \(place + 1)" }
    nearest += " ELSE \(s.count) END"
    if s.count == 1 { nearest = "1" }
    let steps =
      try steps(of: table, dialect, passing: passed) + [
        "scores AS \(dialect.kept)(SELECT \((names + distances).joined(separator: ", ")) FROM features)",
        "nearest AS (SELECT \((names + s).joined(separator: ", ")), \(dialect.least(s)) AS d FROM scores)",
        "placed AS (SELECT \((names + (isKeeping ? s : [])).joined(separator: ", ")), d, \(nearest) AS segment FROM nearest)",
      ]
    return "WITH " + steps.joined(separator: ",\n")
  }
}

extension SQLDialect {
  /// What makes an engine compute a step once, where it would put it into each place that names it.
  var kept: String { copiesSteps ? "MATERIALIZED " : "" }
}

extension RemoteCandidate {
  func number(in table: RemoteTable, _ engine: RemoteEngine) -> String {
    let column = table.columns[index]
    return answer.map { engine.dialect.indicator(of: $0, column) } ?? engine.value(column)
  }
}
