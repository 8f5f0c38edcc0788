import Analysis
import Tables
import Testing

@testable import Segmentation

@Suite("The same customers in any order, the same segments")
struct AnyOrderTests {
  private static let methods: [ClusterOptions] = MethodChoices.variants.map {
    ClusterOptions(k: $0.findsCount ? .auto : .fixed(4), method: $0.quick)
  }

  /// What of a segmentation may not depend on the order of rows: all but which row of the table a prepared one is.
  private static func facts(_ segmentation: CustomerSegmentation) -> [String] {
    [
      "\(segmentation.labels)", "\(segmentation.sizes)", "\(segmentation.centroids)", "\(segmentation.scores)",
      "\(segmentation.silhouetteValues ?? [])", "\(segmentation.silhouetteNeighbours ?? [])",
      "\(segmentation.dendrogram?.merges ?? [])", "\(String(describing: segmentation.choice))",
      "\(segmentation.notes)", segmentation.caption, "\(segmentation.certainty ?? [])",
      "\(segmentation.memberships?.elements ?? [])",
    ]
  }

  @Test("prepared rows are the same customers, to the bit, by every recipe", arguments: TiedTables.allCases)
  func prepared(kind: TiedTables) throws {
    let table = try kind.table()
    let recipes = [
      Recipe.standard, Recipe(missing: .mean, log: .all), Recipe(log: .none, scale: .robust, winsorize: 10...90),
      Recipe(scale: .minmax, encode: .onehot), Recipe(log: .none, scale: .none), Recipe(pca: 0.9),
    ]
    for recipe in recipes {
      let expected = try recipe.prepare(table)
      for other in table.orders(3) {
        let prepared = try recipe.prepare(other)
        #expect(prepared.features == expected.features)
        #expect(prepared.fitted == expected.fitted)
        #expect(prepared.notes == expected.notes && prepared.caption == expected.caption)
        #expect(prepared.rows.map(other.identifierText) == expected.rows.map(table.identifierText))
      }
    }
  }

  @Test("12 shuffles and backwards: each customer in the same segment, by every method", arguments: TiedTables.allCases)
  func partitions(kind: TiedTables) throws {
    let table = try kind.table()
    let orders = table.orders(12)
    for options in Self.methods {
      let expected = try Self.outcome(table, options)
      for other in orders {
        let found = try Self.outcome(other, options)
        #expect(found.segments == expected.segments, "\(options.methodInWords)")
        #expect(found.facts == expected.facts, "\(options.methodInWords)")
      }
    }
  }

  /// Each customer's segment and everything else that is said; where a method finds no groups, what it says to that.
  private static func outcome(
    _ table: Table, _ options: ClusterOptions
  ) throws -> (segments: [String: Int], facts: [String]) {
    do {
      let made = try CustomerSegmentation.make(of: try Recipe.standard.prepare(table), options: options)
      return (made.segmentOfCustomer(table), facts(made))
    } catch SegmentationError.noGroups(let reason) {
      return ([:], [reason])
    }
  }

  @Test("as many segments as there are different customers keep equal ones together, in any order")
  func allDistinct() throws {
    let table = try TiedTables.duplicates.table()
    let error = #expect(throws: SegmentationError.self) {
      try CustomerSegmentation.make(of: try Recipe.standard.prepare(table), options: ClusterOptions(k: .fixed(100)))
    }
    guard case .clustering(.clusterCount(100, let allowed))? = error else {
      Issue.record("no number of different customers")
      return
    }
    let options = ClusterOptions(k: .fixed(allowed.upperBound))
    let expected = try CustomerSegmentation.make(of: try Recipe.standard.prepare(table), options: options)
    #expect(expected.sizes.count == allowed.upperBound)
    for other in table.orders(3) {
      let found = try CustomerSegmentation.make(of: try Recipe.standard.prepare(other), options: options)
      #expect(found.segmentOfCustomer(other) == expected.segmentOfCustomer(table))
    }
  }

  @Test("k=auto: the same number, votes and words", arguments: TiedTables.allCases)
  func automatic(kind: TiedTables) throws {
    let table = try kind.table()
    let expected = try CustomerSegmentation.make(of: try Recipe.standard.prepare(table))
    for other in table.orders(4) {
      let found = try CustomerSegmentation.make(of: try Recipe.standard.prepare(other))
      #expect(found.choice == expected.choice && found.choice?.explanation == expected.choice?.explanation)
      #expect(found.segmentOfCustomer(other) == expected.segmentOfCustomer(table))
    }
  }

  @Test("comparison, stability, rules and readings are the same", arguments: [TiedTables.survey, .duplicates])
  func readings(kind: TiedTables) throws {
    func facts(_ table: Table) throws -> [String] {
      let preparation = try Recipe.standard.prepare(table)
      let options = ClusterOptions(k: .fixed(3))
      let segmentation = try CustomerSegmentation.make(of: preparation, options: options)
      let comparison = try Comparison.make(
        of: preparation, ks: 2...5, options: options, effort: .init(resamples: 3, references: 3))
      let stability = try Stability.measure(segmentation, resamples: 5, seed: 1)
      let explanation = try SegmentExplanation(of: segmentation, table: table, seed: 1)
      let insights = try Insights(of: segmentation, table: table, rules: try .builtIn())
      let agreement = try Agreement(
        of: segmentation, with: Labelling(segmentation, otherwise: .init(method: KMeansMethod()))
      ).table
      return [
        "\(comparison)", "\(stability)", "\(explanation.sentences(title: segmentation.title))",
        "\(explanation.rules)", "\(insights)", "\(try Sensitivity.measure(segmentation, table: table))",
        "\(try Profile(of: segmentation, table: table))",
        "\(agreement.firstSizes) \(agreement.secondSizes) \(agreement.adjustedRandIndex)",
        "\(try #require(Misfits(of: segmentation)).segments)",
      ]
    }
    let table = try kind.table()
    let expected = try facts(table)
    for other in table.orders(2) {
      for (found, expected) in zip(try facts(other), expected) { #expect(found == expected) }
    }
  }

  @Test("a map has each customer at the same place", arguments: [TiedTables.scores, .duplicates])
  func map(kind: TiedTables) throws {
    func places(_ table: Table) throws -> [String: [Double]] {
      let preparation = try Recipe.standard.prepare(table)
      let map = try TSNE.embed(
        preparation.features, parameters: .init(perplexity: 10, iterations: 60, seed: 3), context: .plain)
      return Dictionary(
        uniqueKeysWithValues: preparation.rows.enumerated().map { place, row in
          (table.identifierText(row: row), [map.x[place], map.y[place]])
        })
    }
    let table = try kind.table()
    let expected = try places(table)
    for other in table.orders(2) { #expect(try places(other) == expected) }
  }

  @Test("customers without an identifier are told apart by their other columns, and segments are the same")
  func nameless() throws {
    let named = try TiedTables.duplicates.table()
    let table = try Table(name: "nameless", columns: Array(named.columns.dropFirst()))
    let expected = try Recipe.standard.prepare(table)
    for other in table.orders(4) {
      let prepared = try Recipe.standard.prepare(other)
      #expect(prepared.features == expected.features)
      let city = try #require(other.columns.last)
      #expect(prepared.rows.map(city.text(at:)) == expected.rows.map { table.columns[3].text(at: $0) })
    }
  }

  @Test("equal customers are in the order of their identifiers, whatever begins like another")
  func identifiers() throws {
    let ids = ["key-b", "key-", "key-a\0", "key-a", "key-a-very-long-2", "key-a-very-long-10", "key-ä"]
    let values: [Double] = [5, 5, 5, 5, 5, 5, 5]
    let source = try table([("A", values), ("B", [1, 1, 1, 1, 1, 1, 2])], ids: ids)
    let order = try CustomerOrder(
      of: [values], [FeatureTransform(column: "A")], rows: Array(0..<7), table: source, context: .plain)
    #expect(order.places.map { ids[$0] } == ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test("a saved segmentation comes back on its table, each customer in its segment", arguments: TiedTables.allCases)
  func restored(kind: TiedTables) throws {
    let table = try kind.table()
    let recipe = Recipe(log: .none, winsorize: 10...90)
    let segmentation = try CustomerSegmentation.make(
      of: try recipe.prepare(table), options: ClusterOptions(k: .fixed(3)))
    let model = try SavedModel(of: segmentation, table: table, isImplied: false)
    let restored = try model.restore(on: table).segmentation
    #expect(restored.preparation.features == segmentation.preparation.features)
    #expect(restored.labelsByTableRow() == segmentation.labelsByTableRow())
    #expect(restored.dendrogram == segmentation.dendrogram)
  }

  @Test("segments of one size are numbered by their least customer, wherever it stands in the file")
  func equalSizes() throws {
    let source = try table([("A", [50, 51, 0, 1, 90, 91]), ("B", [5, 5, 9, 9, 1, 1])])
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe(log: .none).prepare(source), options: ClusterOptions(k: .fixed(3)))
    #expect(segmentation.labelsByTableRow() == [2, 2, 1, 1, 3, 3])
  }

  /// Prepared rows stand in one order however the table's rows do, and what is made of them is the same.
  private func expectSameRows(_ table: Table) throws {
    let preparation = try Recipe.standard.prepare(table)
    let expected = try hierarchicalClustering(
      of: preparation.features, linkage: .ward, context: ComputeContext(threads: 2))
    for other in table.orders(1) {
      let shuffled = try Recipe.standard.prepare(other)
      #expect(shuffled.features == preparation.features)
      #expect(shuffled.rows.map(other.identifierText) == preparation.rows.map(table.identifierText))
    }
    #expect(expected.leafCount == table.rowCount)
  }

  @Test("the sample: the same partition of shuffled rows")
  func untied() throws {
    try expectSameRows(SampleData(rows: 600).table)
  }

  @Test("the real data: the same partition of shuffled rows", .needsRealData)
  func untiedRealData() throws {
    try expectSameRows(try RealData.table())
  }

  @Test("frequencies and counts of the real data: the same k and segments in six orders", .needsRealData)
  func realCounts() throws {
    let table = try RealData.table()
    let recipe = Recipe(features: [
      "BALANCE_FREQUENCY", "PURCHASES_FREQUENCY", "ONEOFF_PURCHASES_FREQUENCY", "PURCHASES_INSTALLMENTS_FREQUENCY",
      "CASH_ADVANCE_FREQUENCY", "CASH_ADVANCE_TRX", "PURCHASES_TRX", "TENURE",
    ])
    let threads = ComputeContext(threads: 2)
    let expected = try CustomerSegmentation.make(of: try recipe.prepare(table, context: threads), context: threads)
    for other in table.orders(1) {
      let found = try CustomerSegmentation.make(of: try recipe.prepare(other, context: threads), context: threads)
      #expect(found.k == expected.k)
      #expect(found.segmentOfCustomer(other) == expected.segmentOfCustomer(table))
    }
  }
}
