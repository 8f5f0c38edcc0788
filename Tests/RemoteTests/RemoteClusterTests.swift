import Analysis
import Machine
import Segmentation
import Tables
import Testing
import Warehouse

@testable import Remote

@Suite("Tables are divided where they are")
struct RemoteClusterTests {
  /// Customers about three or four centres, and columns that are skewed, lack values or are words.
  private static func tables(_ seed: UInt64, rows: Int, isParted: Bool) throws -> BothTables {
    var draws = Xoshiro256(seed: seed)
    let centres: [(Double, Double)] = [(0, 0), (40, 5), (10, 60), (70, 70)]
    let width = isParted ? 2.0 : 18
    let places = (0..<rows).map { centres[$0 % centres.count] }
    func about(_ centre: Double) -> Double { centre + width * Double.random(in: -1...1, using: &draws) }
    let a = places.map { about($0.0) }
    let b = places.map { Int.random(in: 0..<50, using: &draws) == 0 ? .nan : about($0.1) }
    var columns = [
      DrawnColumn("id", texts: (0..<rows).map { "c\($0)" }), DrawnColumn("a", a), DrawnColumn("b", b),
    ]
    if !isParted {
      columns.append(
        DrawnColumn("spend", a.map { x in Double.random(in: 0...1, using: &draws) < 0.9 ? abs(x) : abs(x) * 100 }))
      columns.append(DrawnColumn("loyal", texts: (0..<rows).map { _ in Bool.random(using: &draws) ? "yes" : "no" }))
    }
    return try BothTables(columns)
  }

  private static func features(_ tables: BothTables) throws -> Matrix {
    try Recipe.standard.prepare(tables.loaded).features
  }

  @Test("the features are those of the recipe in memory", arguments: 0..<6 as Range<UInt64>)
  func features(seed: UInt64) throws {
    let tables = try Self.tables(seed, rows: 200, isParted: false)
    let there = try RemoteFeatures(fitting: tables.remote, tables.engine).fitted
    let here = try Recipe.standard.prepare(tables.loaded).fitted
    #expect(there.transforms.map(\.column) == here.transforms.map(\.column))
    #expect(there.transforms.map(\.category) == here.transforms.map(\.category))
    #expect(there.transforms.map(\.fill) == here.transforms.map(\.fill))
    #expect(there.transforms.map(\.logOffset) == here.transforms.map(\.logOffset))
    for (a, b) in zip(there.transforms, here.transforms) {
      #expect(a.center.isClose(to: b.center, of: b.scale), "\(a.column)")
      #expect(a.scale.isClose(to: b.scale), "\(a.column)")
    }
  }

  @Test("of well parted customers the segments are the kernel's own", arguments: 0..<4 as Range<UInt64>)
  func parted(seed: UInt64) throws {
    let tables = try Self.tables(seed, rows: 400, isParted: true)
    let fit = try tables.remote.kMeans(k: 4, seed: 42, tables.warehouse, context: .plain)
    let own = try kMeans(of: try Self.features(tables), k: 4, seed: 42, context: .plain)
    #expect(fit.sizes.sorted() == own.labels.sizes.sorted())
    #expect(fit.inertia.isClose(to: own.inertia, within: 1e-9))
    guard case .lloyd(_, hasSettled: true) = fit.way else {
      Issue.record("\(fit.way)")
      return
    }
  }

  @Test("into more segments than a function of the engine takes")
  func many() throws {
    let tables = try Self.tables(3, rows: 400, isParted: false)
    let whole = try tables.remote.kMeans(k: 130, seed: 42, tables.warehouse, context: .plain)
    #expect(whole.sizes.reduce(0, +) == 400 && whole.sizes.count == 130)
    #expect(try tables.remote.ward(k: 40, seed: 42, tables.warehouse, context: .plain).sizes.count == 40)
  }

  @Test("of customers without clear segments they are as good as the kernel's own", arguments: 0..<4 as Range<UInt64>)
  func unclear(seed: UInt64) throws {
    let tables = try Self.tables(seed, rows: 600, isParted: false)
    for k in [2, 5] {
      let fit = try tables.remote.kMeans(k: k, seed: 7, tables.warehouse, context: .plain)
      let own = try kMeans(of: try Self.features(tables), k: k, seed: 7, context: .plain)
      #expect(fit.inertia <= own.inertia * 1.001, "seed \(seed), k \(k): \(fit.inertia) \(own.inertia)")
      #expect(fit.sizes.reduce(0, +) == 600 && fit.sizes == fit.sizes.sorted(by: >))
      if case .lloyd(_, hasSettled: false) = fit.way { Issue.record("not settled: seed \(seed), k \(k)") }
    }
  }

  @Test("every row is placed at the nearest centroid, the first of equals", arguments: 0..<6 as Range<UInt64>)
  func placed(seed: UInt64) throws {
    let tables = try Self.tables(seed, rows: 150, isParted: false)
    let features = try RemoteFeatures(fitting: tables.remote, tables.engine)
    var draws = Xoshiro256(seed: seed)
    var centroids = (0..<[1, 2, 7][Int(seed) % 3]).map { _ in
      features.transforms.indices.map { _ in Double.random(in: -2...2, using: &draws) }
    }
    centroids.append(centroids[0])
    let with = try features.placing(
      tables.remote, near: centroids, .sqlite, passing: [("id", "\"id\"")], keepingDistances: true)
    let f = features.transforms.indices.map { "f\($0 + 1)" }.joined(separator: ", ")
    let result = try tables.engine.result("\(with) SELECT segment, d, id, \(f) FROM placed")
    let prepared = try Recipe.standard.prepare(tables.loaded)
    var places = [Int](repeating: 0, count: 150)
    for (place, row) in prepared.rows.enumerated() { places[row] = place }
    for row in 0..<result[0].count {
      let values = features.transforms.indices.map { result[3 + $0].number(at: row) }
      for j in values.indices { #expect(values[j].isClose(to: prepared.features[places[row], j], within: 1e-9, of: 1)) }
      let distances = centroids.map { zip($0, values).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) } }
      let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
      #expect(Int(result[0].number(at: row)) == nearest + 1)
      #expect(result[1].number(at: row).isClose(to: distances[nearest], within: 1e-12))
      #expect(result[2].text(at: row) == "c\(row)")
    }
    #expect(result[0].count == 150)
  }

  @Test(
    "Ward's linkage of weighted points is that of each point as often as it weighs", arguments: 0..<12 as Range<UInt64>)
  func ward(seed: UInt64) throws {
    var draws = Xoshiro256(seed: seed)
    let points = (0..<Int.random(in: 3...14, using: &draws)).map { _ in
      (0..<3).map { _ in Double.random(in: -5...5, using: &draws) }
    }
    let weights = points.map { _ in Int.random(in: 1...9, using: &draws) }
    let repeated = zip(points, weights).flatMap { Array(repeating: $0, count: $1) }
    let matrix = Matrix(rowCount: repeated.count, columnCount: 3, elements: repeated.flatMap { $0 })
    let tree = try hierarchicalClustering(of: matrix, linkage: .ward, context: .plain)
    for k in 1...points.count {
      let there = wardLabels(of: points, weights: weights.map(Double.init), k: k)
      #expect(
        zip(there, weights).flatMap { Array(repeating: $0, count: $1) } == (try tree.cut(into: k).labels), "k \(k)")
    }
  }

  @Test("Ward of cells divides well parted customers as they are parted")
  func wardOfCells() throws {
    let tables = try Self.tables(5, rows: 400, isParted: true)
    let fit = try tables.remote.ward(k: 4, seed: 42, tables.warehouse, context: .plain)
    let own = try kMeans(of: try Self.features(tables), k: 4, seed: 42, context: .plain)
    #expect(fit.sizes.sorted() == own.labels.sizes.sorted())
    #expect(fit.inertia.isClose(to: own.inertia, within: 1e-9))
    #expect(fit.way == .ward(cells: 100, agreeing: 400))
    #expect(fit.caption.contains("Ward linkage of the weighted centroids of 100 k-means cells"))
  }

  @Test("few customers, many of them alike, are divided as far as they differ")
  func few() throws {
    let tables = try BothTables([DrawnColumn("a", [1, 1, 1, 5, 5, 5, 9]), DrawnColumn("b", [2, 2, 2, 4, 4, 4, 9])])
    let fit = try tables.remote.kMeans(k: 3, seed: 1, tables.warehouse, context: .plain)
    #expect(fit.sizes == [3, 3, 1] && fit.inertia.isClose(to: 0, of: 1))
    #expect(throws: ClusteringError.self) {
      try tables.remote.kMeans(k: 4, seed: 1, tables.warehouse, context: .plain)
    }
    #expect(try tables.remote.ward(k: 3, seed: 1, tables.warehouse, context: .plain).sizes == [3, 3, 1])
    #expect(throws: ClusteringError.self) { try tables.remote.ward(k: 4, seed: 1, tables.warehouse, context: .plain) }
  }

  @Test("rows without anything that varies, or with infinite values, are refused in words")
  func refused() throws {
    let constant = try BothTables([DrawnColumn("a", [1, 1, 1])])
    #expect(throws: PreparationError.self) {
      try constant.remote.kMeans(k: 2, seed: 1, constant.warehouse, context: .plain)
    }
    let infinite = try BothTables([DrawnColumn("a", [1, 2.5, .infinity, 7.5]), DrawnColumn("b", [1, 2.5, 4, 8])])
    #expect(throws: PreparationError.self) {
      try infinite.remote.kMeans(k: 2, seed: 1, infinite.warehouse, context: .plain)
    }
  }

  // MARK: The model

  @Test(
    "a model of a table in a database, written and read, gives a loaded copy the same segments",
    arguments: [true, false])
  func model(isWard: Bool) throws {
    let tables = try Self.tables(11, rows: 500, isParted: false)
    var fit =
      isWard
      ? try tables.remote.ward(k: 4, seed: 3, tables.warehouse, context: .plain)
      : try tables.remote.kMeans(k: 4, seed: 3, tables.warehouse, context: .plain)
    fit.names[2] = "VIP"
    let model = try SavedModel(file: Array(fit.model.text.utf8))
    #expect(model == fit.model)
    let scoring = try model.score(tables.loaded)
    let with = try fit.features.placing(tables.remote, near: fit.centroids, .sqlite)
    let there = try tables.engine.result("\(with) SELECT segment FROM placed")[0]
    #expect(scoring.segments == (0..<there.count).map { Int(there.number(at: $0)) })
    #expect((1...4).map { segment in scoring.segments.count { $0 == segment } } == fit.sizes)
    #expect(scoring.isSame == false)
    // Those of the fit are as they were.
    #expect(scoring.unusual?.contains(true) == false)
    let drift = try #require(scoring.drift)
    #expect(drift.features.allSatisfy { $0.stability.index < 1e-9 })
  }

  @Test("the same seed divides alike, and draws the same sample; another draws others")
  func reproducible() throws {
    let tables = try Self.tables(2, rows: 500, isParted: false)
    let fits = try (0..<2).map { _ in try tables.remote.kMeans(k: 4, seed: 9, tables.warehouse, context: .plain) }
    #expect(fits[0] == fits[1])
    let samples = try [9, 9, 10].map { seed in
      try tables.remote.sample(50, seed: seed, tables.warehouse, context: .plain)
    }
    func ids(_ table: Table) -> [String?] { (0..<table.rowCount).map { table.columns[0].text(at: $0) } }
    #expect(ids(samples[0]) == ids(samples[1]) && ids(samples[0]) != ids(samples[2]))
    #expect(samples.allSatisfy { $0.rowCount == 50 && Set(ids($0)).count == 50 })
    #expect(try tables.remote.sample(5_000, seed: 1, tables.warehouse, context: .plain).rowCount == 500)
  }
}

extension [Int] {
  /// How often each label comes.
  fileprivate var sizes: [Int] { Dictionary(grouping: self) { $0 }.values.map(\.count) }
}
