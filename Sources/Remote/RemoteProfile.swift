import Analysis
import Segmentation
import Tables
import Warehouse

extension RemoteFit {
  /// The segments column by column, as their engine counts them: values of the table, and how far they lie from everyone's, in deviations
  /// of everyone after the recipe's logarithm.
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
    let with = try features.placing(table, near: centroids, engine.dialect, passing: values)
    var everyone = try entries(engine, with, groups: 1, key: "1", withMedians, deviations: [transforms.map { _ in 0 }])[
      0]
    let middles = everyone.map(\.median)
    let segments = try entries(
      engine, with, groups: k, key: "segment", withMedians, deviations: centroids, middles: middles, table)
    everyone = everyone.map {
      Profile.Entry(
        count: $0.count, mean: $0.mean, median: $0.median, zeroShare: $0.zeroShare, meanDeviation: 0, medianDeviation: 0
      )
    }
    return Profile(
      columns: transforms.map(\.featureName), shares: Set(transforms.indices.filter { transforms[$0].category != nil }),
      segments: segments, everyone: everyone, sizes: sizes, rowCount: rowCount)
  }

  /// An entry for each group and feature.
  private func entries(
    _ engine: RemoteEngine, _ with: String, groups: Int, key: String, _ withMedians: Bool, deviations: [[Double]],
    middles: [Double]? = nil, _ table: RemoteTable? = nil
  ) throws -> [[Profile.Entry]] {
    let transforms = features.transforms
    let expressions = transforms.indices.flatMap { place -> [String] in
      let v = "v\(place + 1)"
      return [
        "count(\(v)) AS n\(place)", "avg(\(v)) AS m\(place)", "sum(CASE WHEN \(v) = 0 THEN 1 ELSE 0 END) AS z\(place)",
      ]
    }
    let result = try engine.result(
      "\(with)\nSELECT \(key) AS g, \(expressions.joined(separator: ", ")) FROM placed GROUP BY \(key == "1" ? "g" : key)"
    )
    let medians = withMedians ? try engine.medians(with, groups: groups, key: key, width: transforms.count) : nil
    var entries = [[Profile.Entry]](
      repeating: transforms.map { _ in
        Profile.Entry(count: 0, mean: .nan, median: .nan, zeroShare: .nan, meanDeviation: .nan, medianDeviation: .nan)
      }, count: groups)
    for row in 0..<result[0].count {
      let group = Int(result[0].number(at: row)) - 1
      for place in transforms.indices {
        let count = result[1 + 3 * place].number(at: row)
        let median = medians?[group][place] ?? .nan
        let mean = deviations[group][place]
        entries[group][place] = Profile.Entry(
          count: Int(count), mean: result[2 + 3 * place].number(at: row), median: median,
          zeroShare: result[3 + 3 * place].number(at: row) / count, meanDeviation: mean,
          medianDeviation: isCoarse(place, in: table)
            ? mean : transforms[place].distance(from: middles?[place] ?? .nan, to: median))
      }
    }
    return entries
  }

  /// Whether few values come again and again: medians jump then where shares move a little.
  private func isCoarse(_ place: Int, in table: RemoteTable?) -> Bool {
    let column = table?.columns.first { $0.name == features.transforms[place].column }
    return features.transforms[place].category != nil || (column.map { $0.distinctCount <= 12 } ?? false)
  }
}

extension FeatureTransform {
  /// How far apart two values of the column are as values of the feature.
  fileprivate func distance(from middle: Double, to value: Double) -> Double {
    guard !middle.isNaN, !value.isNaN, let a = self(middle), let b = self(value) else { return .nan }
    return b - a
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
