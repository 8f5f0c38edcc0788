import Analysis
import Foundation
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Scoring new customers")
struct ScoringTests {
  /// Three groups in two skewed columns and one even, with gaps.
  static func customers(_ rows: Int, seed: UInt64, shift: Double = 0, name: String = "fit") throws -> Table {
    var draws = Xoshiro256(seed: seed)
    var (spend, visits, age): ([Double], [Double], [Double]) = ([], [], [])
    for row in 0..<rows {
      let group = Double(row % 3)
      spend.append(row % 13 == 5 ? .nan : exp(2 + 1.5 * group + shift + 0.4 * draws.nextGaussian()))
      visits.append(exp(3 - group + 0.5 * draws.nextGaussian()))
      age.append(40 + 10 * group + 4 * draws.nextGaussian())
    }
    var table = try table([("spend", spend), ("visits", visits), ("age", age)], ids: (0..<rows).map { "c\($0)" })
    table.name = name
    return table
  }

  private func segmentation(_ table: Table, _ word: String, k: Int = 3, _ recipe: Recipe = .standard) throws
    -> CustomerSegmentation
  {
    let method = method(word)
    return try CustomerSegmentation.make(
      of: recipe.prepare(table),
      options: ClusterOptions(k: method.findsCount ? .auto : .fixed(k), method: method, seed: 42))
  }

  private func model(_ table: Table, _ word: String, k: Int = 3, _ recipe: Recipe = .standard) throws -> SavedModel {
    try SavedModel(of: segmentation(table, word, k: k, recipe), table: table, isImplied: false)
  }

  @Test("each goes where a computation by hand puts it", arguments: ["ward", "kmeans"], [1, 2, 3, 4] as [UInt64])
  func oracle(word: String, seed: UInt64) throws {
    let fit = try Self.customers(150, seed: seed)
    let new = try Self.customers(90, seed: seed + 100, shift: 0.3, name: "new")
    let model = try model(fit, word)
    let scoring = try model.score(new)
    for row in 0..<new.rowCount {
      let values = model.fitted.transforms.map { transform -> Double in
        let raw = (try? new.column(transform.column).numbers?[row]) ?? .nan
        let filled = raw.isNaN ? transform.fill ?? .nan : raw
        let logged = transform.logOffset.map { log(filled + $0) } ?? filled
        return (logged - transform.center) / transform.scale
      }
      let distances = model.segments.map { segment in
        zip(values, segment.centroid).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
      }
      let nearest = try #require(distances.indices.min { distances[$0] < distances[$1] })
      let next = try #require(distances.indices.filter { $0 != nearest }.map { distances[$0] }.min())
      #expect(scoring.segments[row] == nearest + 1)
      #expect(abs(scoring.distances[row] - distances[nearest]) < 1e-9)
      let sureness = try #require(scoring.sureness)
      #expect(sureness.name == "margin")
      #expect(abs(sureness.values[row] - (next - distances[nearest]) / next) < 1e-9)
    }
  }

  @Test("a mixture places by its densities, and says how sure it is")
  func mixture() throws {
    let fit = try Self.customers(150, seed: 1)
    let segmentation = try segmentation(fit, "mixture")
    let model = try SavedModel(of: segmentation, table: fit, isImplied: false)
    let new = try Self.customers(60, seed: 8, name: "new")
    let scoring = try model.score(new)
    let applied = try model.fitted.apply(to: new, origin: "fit")
    let placed = try #require(try model.placement?.place(applied.features, context: .plain))
    for (place, row) in applied.rows.enumerated() {
      #expect(scoring.segments[row] == placed.segments[place])
      #expect(scoring.sureness?.values[row] == placed.certainty?[place])
    }
    #expect(scoring.sureness?.name == "certainty")
  }

  @Test("without centroids each goes to the segment of the nearest customer, and a file alone cannot place it")
  func nearestCustomer() throws {
    let fit = try Self.customers(120, seed: 2)
    for word in ["average", "single", "hdbscan"] {
      let segmentation = try segmentation(fit, word)
      let model = try SavedModel(of: segmentation, table: fit, isImplied: false)
      let new = try Self.customers(45, seed: 21, name: "new")
      let scoring = try model.score(new, among: segmentation)
      let features = try model.fitted.apply(to: new, origin: "fit")
      let known = segmentation.preparation.features
      for (place, row) in features.rows.enumerated() {
        let distances = (0..<known.rowCount).map { other in
          zip(features.features.row(place), known.row(other)).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
        }
        let nearest = try #require(distances.indices.min { distances[$0] < distances[$1] })
        #expect(scoring.segments[row] == segmentation.labels[nearest])
      }
      #expect(throws: ModelError.noCentroids(method: segmentation.options.method.noun, origin: "fit (120 rows)")) {
        try model.score(new)
      }
    }
  }

  @Test("the rows of the fit keep their own segments, and that is said", arguments: MethodChoices.variants.map(\.word))
  func same(word: String) throws {
    let fit = try Self.customers(120, seed: 3)
    let segmentation = try segmentation(fit, word)
    let model = try SavedModel(of: segmentation, table: fit, isImplied: false)
    for scoring in [try model.score(fit), try model.score(fit, among: segmentation)] {
      #expect(scoring.isSame && scoring.segments == segmentation.labelsByTableRow())
      #expect(scoring.sentences.first == "These are the rows that the segments were made of: each keeps its own.")
      #expect(scoring.unusualCount == 0 && scoring.drift == nil)
      for segment in 1...segmentation.k { #expect(scoring.size(of: segment) == scoring.sizeThen(of: segment)) }
    }
    let other = try model.placement.map { _ in try model.score(Self.customers(120, seed: 4, name: "new")) }
    #expect(other.map { !$0.sentences.contains { $0.hasPrefix("These are the rows") } } ?? true)
  }

  @Test("the share that a tree and the nearest centroids disagree on is counted")
  func elsewhere() throws {
    let fit = try noise(rows: 300, columns: 3, seed: 5)
    let model = try model(fit, "ward", k: 5)
    let features = try Recipe.standard.prepare(fit)
    let labels = model.labels.compactMap { $0 }
    let placed = try NearestCentroids(model.centroids).place(features.features, context: .plain).segments
    let moved = zip(features.rows, placed).count { row, segment in labels[row] != segment }
    #expect(moved > 0 && model.fit?.elsewhere == moved)
    let new = try noise(rows: 40, columns: 3, seed: 6)
    let text = try model.score(new).sentences.joined(separator: " ")
    #expect(
      text.contains("(\(moved)) would be put elsewhere by the nearest centroid; the share then counts them there."))
    let clear = try self.model(try blobs([[0, 0], [30, 0], [0, 30]], each: 30, seed: 1), "ward")
    let clearNew = try clear.score(try blobs([[0, 0], [30, 0], [0, 30]], each: 20, seed: 2))
    #expect(!clearNew.sentences.joined().contains("would be put elsewhere"))
  }

  @Test("who is farther than every customer of the segment looks like nobody before, and no one else")
  func unusual() throws {
    let fit = try Self.customers(150, seed: 4)
    let segmentation = try segmentation(fit, "kmeans")
    let model = try SavedModel(of: segmentation, table: fit, isImplied: false)
    var new = try Self.customers(60, seed: 9, name: "new")
    var ages = try #require(try new.column("age").numbers)
    ages[7] = 400
    new.columns[3] = Column(name: "age", numbers: ages)
    let scoring = try model.score(new)
    for row in 0..<60 {
      let segment = try #require(scoring.segments[row])
      let members = zip(segmentation.distancesToCentroids(), segmentation.labels).filter { $0.1 == segment }.map(\.0)
      #expect(scoring.unusual?[row] == (scoring.distances[row] > (members.max() ?? 0)))
    }
    #expect(scoring.unusual?[7] == true)
    #expect(scoring.sentences[0].contains("like nobody before"))
    let again = try model.score(fit.selecting(rows: Array(0..<60)))
    #expect(again.unusualCount == 0)
    #expect(
      again.sentences[0] == "Nobody lies farther from the centre of their segment than the customers it was made of.")
  }

  @Test("missing values are filled in with what fitting gave, and counted")
  func missing() throws {
    let model = try model(try Self.customers(130, seed: 1), "kmeans")
    let new = try Self.customers(60, seed: 2, name: "new")
    let fill = try #require(model.fitted.transforms.first { $0.column == "spend" }?.fill)
    let scoring = try model.score(new)
    #expect(scoring.segments.allSatisfy { $0 != nil })
    #expect(
      scoring.sentences.contains(
        "Missing values were filled in as when the model was fitted: 5 of spend with \(amount(fill))."))
    let dropping = try self.model(try Self.customers(130, seed: 1), "kmeans", Recipe(missing: .drop)).score(new)
    #expect(dropping.segments.count { $0 == nil } == 5)
    #expect(dropping.sentences.contains("5 customers get no segment: 5 without spend."))
  }

  @Test("a value without a logarithm gives no segment, and is counted")
  func logarithm() throws {
    let fit = try Self.customers(130, seed: 1)
    let model = try model(fit, "kmeans")
    #expect(model.fitted.transforms.first { $0.column == "visits" }?.logOffset == 1)
    var new = try Self.customers(39, seed: 2, name: "new")
    var visits = try #require(try new.column("visits").numbers)
    visits[0] = -1
    visits[1] = -2
    visits[2] = -0.999
    visits[3] = .infinity
    new.columns[2] = Column(name: "visits", numbers: visits)
    let scoring = try model.score(new)
    #expect(scoring.segments[0] == nil && scoring.segments[1] == nil && scoring.segments[2] != nil)
    #expect(scoring.segments[3] == nil && scoring.distances[0].isNaN)
    #expect(
      scoring.sentences.contains {
        $0.hasPrefix("3 customers get no segment:") && $0.contains("2 whose visits has no logarithm")
          && $0.contains("1 whose visits is beyond the recipe")
      })
  }

  @Test("the index of segments and features is that of a computation by hand", arguments: [1, 2, 3] as [UInt64])
  func stability(seed: UInt64) throws {
    let fit = try Self.customers(300, seed: seed)
    let new = try Self.customers(200, seed: seed + 50, shift: 0.5, name: "new")
    let model = try model(fit, "kmeans")
    let scoring = try model.score(new)
    let drift = try #require(scoring.drift)
    for (place, transform) in model.fitted.transforms.enumerated() {
      let (old, now) = (try fit.column(transform.column).numbers ?? [], try new.column(transform.column).numbers ?? [])
      let sorted = old.filter { !$0.isNaN }.sorted()
      let edges = (1...9).map { sorted[Int((Double(sorted.count * $0) / 10).rounded(.up)) - 1] }
      func shares(_ values: [Double]) -> [Double] {
        var counts = [Double](repeating: 0, count: 11)
        for value in values { counts[value.isNaN ? 10 : edges.count { $0 < value }] += 1 }
        return counts
      }
      let (a, b) = (shares(old), shares(now))
      var index = 0.0
      for (old, new) in zip(a, b) where old + new > 0 {
        let (p, q) = (max(old, 0.5) / 300, max(new, 0.5) / 200)
        index += (q - p) * log(q / p)
      }
      #expect(abs(drift.features[place].stability.index - index) < 1e-12, "\(transform.column)")
    }
    var sum = 0.0
    for segment in 1...3 {
      let now = Double(scoring.segments.count { $0 == segment }) / 200
      let then = Double(model.labels.count { $0 == segment }) / 300
      sum += (now - then) * log(now / then)
    }
    #expect(abs(try #require(drift.segments).index - sum) < 1e-12)
  }

  @Test("a feature that moved is named first, with its direction")
  func moved() throws {
    let model = try model(try Self.customers(300, seed: 1), "kmeans")
    let words = try model.score(Self.customers(300, seed: 2, shift: 1, name: "new")).sentences.joined(separator: " ")
    #expect(words.contains("the most: spend ") && words.contains("higher)"))
    let lower = try model.score(Self.customers(300, seed: 2, shift: -1, name: "new")).sentences.joined(separator: " ")
    #expect(lower.contains("the most: spend ") && lower.contains("lower)"))
    let calm = try model.score(Self.customers(300, seed: 3, name: "new")).sentences
    #expect(calm.contains("None of the 3 features moved more than chance moves it."))
  }

  @Test("of fewer than thirty customers no index is read")
  func few() throws {
    let model = try model(try Self.customers(300, seed: 1), "kmeans")
    let text = try model.score(Self.customers(29, seed: 2, name: "new")).sentences.joined(separator: " ")
    #expect(text.contains("29 customers are too few to tell a change from chance"))
    #expect(!text.contains("moved"))
    let one = try model.score(Self.customers(1, seed: 2, name: "new"))
    #expect(one.segments.count == 1 && one.segments[0] != nil)
  }

  @Test("of few customers it is said what chance alone gives")
  func caution() throws {
    let model = try model(try Self.customers(300, seed: 1), "kmeans")
    let few = try model.score(Self.customers(60, seed: 2, name: "new")).sentences.joined(separator: " ")
    #expect(few.contains("Of so few customers chance alone gives an index up to 0."))
    let many = try self.model(try Self.customers(3_000, seed: 1), "kmeans")
    let words = try many.score(Self.customers(3_000, seed: 2, name: "new")).sentences.joined(separator: " ")
    #expect(!words.contains("Of so few customers"))
  }

  @Test("columns that only one of the tables has are named")
  func columns() throws {
    var fit = try Self.customers(60, seed: 1)
    fit.columns.append(Column(name: "city", text: (0..<60).map { $0 % 2 == 0 ? "Rome" : "Pisa" }))
    let model = try model(fit, "kmeans")
    var new = try Self.customers(40, seed: 2, name: "new")
    new.columns.append(Column(name: "💶", numbers: (0..<40).map(Double.init)))
    let sentences = try model.score(new).sentences
    #expect(sentences.contains("new has 1 column that fit had not (💶): the model does not look at it."))
    #expect(sentences.contains("new lacks city, which fit had: the model does not look at it."))
  }

  @Test("the second value of a column of two is known, also where it comes alone")
  func otherValue() throws {
    var fit = try Self.customers(60, seed: 1)
    fit.columns.append(Column(name: "sex", text: (0..<60).map { $0 % 3 == 0 ? "F" : "M" }))
    let model = try model(fit, "kmeans", Recipe(encode: .onehot))
    var one = try Self.customers(1, seed: 2, name: "new")
    one.columns.append(Column(name: "sex", text: ["M"]))
    #expect(try model.score(one).segments[0] != nil)
    one.columns[4] = Column(name: "sex", text: ["F"])
    #expect(try model.score(one).segments[0] != nil)
    one.columns[4] = Column(name: "sex", text: ["x"])
    #expect(throws: ModelError.self) { try model.score(one) }
    one.columns[4] = Column(name: "sex", text: [nil])
    #expect(try model.score(one).segments[0] != nil)
  }

  @Test("principal components are those of the fit")
  func components() throws {
    let fit = try Self.customers(150, seed: 1)
    let model = try model(fit, "kmeans", Recipe(pca: 0.9))
    let half = fit.selecting(rows: Array(0..<70))
    let all = try Recipe(pca: 0.9).prepare(fit)
    let scoring = try model.score(half)
    let placed = try NearestCentroids(model.centroids).place(all.features, context: .plain).segments
    for (place, row) in all.rows.enumerated() where row < 70 { #expect(scoring.segments[row] == placed[place]) }
  }

  @Test("a model read from its file scores as the one that wrote it; threads and order of rows do not matter")
  func file() throws {
    let model = try model(try Self.customers(150, seed: 1), "mixture")
    let read = try SavedModel(file: Array(model.text.utf8))
    #expect(read == model && read.fit == model.fit)
    let new = try Self.customers(80, seed: 5, name: "new")
    let scorings = [
      try model.score(new, context: ComputeContext(threads: 1)),
      try read.score(new, context: ComputeContext(threads: 3)),
    ]
    #expect(scorings[0].segments == scorings[1].segments && scorings[0].sentences == scorings[1].sentences)
    let turned = try model.score(new.selecting(rows: Array((0..<80).reversed())))
    #expect(turned.segments == scorings[0].segments.reversed())
    #expect(turned.drift == scorings[0].drift)
  }

  @Test("stops when it is interrupted")
  func cancelled() throws {
    let model = try model(try Self.customers(150, seed: 1), "kmeans")
    let new = try Self.customers(80, seed: 5, name: "new")
    #expect(throws: ModelError.cancelled) {
      try model.score(new, context: ComputeContext(threads: 1, isCancelled: { true }))
    }
  }
}
