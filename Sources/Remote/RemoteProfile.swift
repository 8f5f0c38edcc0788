import Analysis
import Segmentation
import Tables
import Warehouse

extension RemoteFit {
  /// The segments column by column, as their engine counts them: values of the table, and how far they lie from everyone's, in deviations
  /// of everyone after the recipe's logarithm. Missing values are left out, as of a table that is loaded.
  /// - Parameter withMedians: whether medians are wanted too; they take an engine far more memory than means. Without them they are NaN.
  /// - Throws: `WarehouseError`, `SQLModelError`.
  public func profile(
    of table: RemoteTable, withMedians: Bool, _ warehouse: any Warehouse, context: ComputeContext
  ) throws -> Profile {
    let engine = RemoteEngine(warehouse, context)
    let transforms = features.transforms
    let values = transforms.indices.map { place in
      (name: "v\(place + 1)", expression: engine.number(of: transforms[place], in: table))
    }
    // A logarithm keeps the order, but not the midpoint of two middle values: medians are taken of both.
    let logged = transforms.indices.filter { transforms[$0].logOffset != nil }
    let passed =
      values
      + logged.enumerated().map {
        ("v\(values.count + $0.offset + 1)", transforms[$0.element].logarithm(of: values[$0.element].expression))
      }
    let with = try features.placing(table, near: centroids, engine.dialect, passing: passed)
    let scales = try engine.facts(
      of: zip(transforms, values).map { $0.logarithm(of: $1.expression) }, in: table.rows
    ).map { (mean: $0.sums.mean, deviation: $0.sums.variance(lostDegrees: 0).squareRoot()) }
    let everyone = try measured(engine, with, groups: 1, key: "1", logged, withMedians)[0]
    let segments = try measured(engine, with, groups: k, key: "segment", logged, withMedians)
    func entry(_ own: Measured, _ place: Int) -> Profile.Entry {
      func units(_ difference: Double) -> Double {
        scales[place].deviation > 0 && difference.isFinite ? difference / scales[place].deviation : 0
      }
      let mean = units(own.loggedMean - scales[place].mean)
      return Profile.Entry(
        count: own.count, mean: own.mean, median: own.median, zeroShare: Double(own.zeros) / Double(own.count),
        meanDeviation: mean,
        medianDeviation: isCoarse(place, in: table)
          ? mean : units(own.loggedMedian - everyone[place].loggedMedian))
    }
    return Profile(
      columns: transforms.map(\.profileName),
      shares: Set(transforms.indices.filter { transforms[$0].category != nil }),
      segments: segments.map { own in transforms.indices.map { entry(own[$0], $0) } },
      everyone: transforms.indices.map { entry(everyone[$0], $0) }, sizes: sizes, rowCount: rowCount)
  }

  /// What an engine has counted of a column in a group.
  private struct Measured {
    var count = 0
    var zeros = 0
    var mean = Double.nan
    var median = Double.nan
    /// Of the logarithms where the recipe takes them.
    var loggedMean = Double.nan
    var loggedMedian = Double.nan
  }

  /// For each group what there is of each feature's column.
  /// - Parameter logged: those with a logarithm, which stand behind all columns.
  private func measured(
    _ engine: RemoteEngine, _ with: String, groups: Int, key: String, _ logged: [Int], _ withMedians: Bool
  ) throws -> [[Measured]] {
    let transforms = features.transforms
    let expressions = transforms.indices.flatMap { place -> [String] in
      let v = "v\(place + 1)"
      return [
        "count(\(v)) AS n\(place)", "avg(\(v)) AS m\(place)", "sum(CASE WHEN \(v) = 0 THEN 1 ELSE 0 END) AS z\(place)",
        "avg(\(transforms[place].logarithm(of: v))) AS l\(place)",
      ]
    }
    let result = try engine.result(
      "\(with)\nSELECT \(key) AS g, \(expressions.joined(separator: ", ")) FROM placed GROUP BY \(key == "1" ? "g" : key)"
    )
    let medians =
      withMedians
      ? try engine.medians(with, groups: groups, key: key, width: transforms.count + logged.count) : nil
    var found = [[Measured]](repeating: transforms.map { _ in Measured() }, count: groups)
    for row in 0..<result[0].count {
      let group = Int(result[0].number(at: row)) - 1
      for place in transforms.indices {
        let numbers = (1...4).map { result[4 * place + $0].number(at: row) }
        let middle = logged.firstIndex(of: place).map { transforms.count + $0 } ?? place
        found[group][place] = Measured(
          count: Int(rows: numbers[0]), zeros: Int(rows: numbers[2]), mean: numbers[1],
          median: medians?[group][place] ?? .nan, loggedMean: numbers[3], loggedMedian: medians?[group][middle] ?? .nan)
      }
    }
    return found
  }

  /// Whether few values come again and again: medians jump then where shares move a little.
  private func isCoarse(_ place: Int, in table: RemoteTable) -> Bool {
    let column = table.columns.first { $0.name == features.transforms[place].column }
    return features.transforms[place].category != nil || (column.map { $0.distinctCount <= 12 } ?? false)
  }
}

extension FeatureTransform {
  /// As a profile of a table that is loaded has it.
  fileprivate var profileName: String {
    category.map { YesNoWords.isYes($0) ? column : "\(column) = \($0)" } ?? column
  }

  /// An expression after the recipe's logarithm, where it takes one.
  fileprivate func logarithm(of expression: String) -> String {
    logOffset.map { "ln(\(expression) + \(sqlNumber($0)))" } ?? expression
  }
}

extension RemoteEngine {
  /// The medians of `v1`, `v2`, … of the step `placed`, by group.
  fileprivate func medians(
    _ with: String, groups: Int, key: String, width: Int
  ) throws(WarehouseError) -> [[Double]] {
    var medians = [[Double]](repeating: [Double](repeating: .nan, count: width), count: groups)
    if dialect.hasPercentiles {
      let expressions = (1...width).map { "percentile_cont(5e-1) WITHIN GROUP (ORDER BY v\($0)) AS m\($0)" }
      let result = try result(
        "\(with)\nSELECT \(key) AS g, \(expressions.joined(separator: ", ")) FROM placed GROUP BY \(key == "1" ? "g" : key)"
      )
      for row in 0..<result[0].count {
        for place in 0..<width {
          medians[Int(result[0].number(at: row)) - 1][place] = result[place + 1].number(at: row)
        }
      }
      return medians
    }
    for place in 0..<width {
      let result = try result(
        """
        \(with)
        SELECT g, max(CASE WHEN 2 * o = n OR 2 * o = n + 1 THEN v END) AS a, max(CASE WHEN 2 * o = n + 1 OR 2 * o = n + 2 THEN v END) AS b
        FROM (SELECT g, v, row_number() OVER (PARTITION BY g ORDER BY v) AS o, count(*) OVER (PARTITION BY g) AS n
          FROM (SELECT \(key) AS g, v\(place + 1) AS v FROM placed) p WHERE v IS NOT NULL) q GROUP BY g
        """)
      for row in 0..<result[0].count {
        let (low, high) = (result[1].number(at: row), result[2].number(at: row))
        medians[Int(result[0].number(at: row)) - 1][place] = low == high ? low : low + (high - low) / 2
      }
    }
    return medians
  }
}
