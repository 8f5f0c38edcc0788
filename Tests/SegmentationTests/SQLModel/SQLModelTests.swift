import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("A segmentation as SQL")
struct SQLModelTests {
  /// Recipes that between them take every step there is.
  private static let recipes = [
    Recipe.standard, Recipe(missing: .mean, log: .none, scale: .robust, winsorize: 5...95),
    Recipe(log: .none, scale: .minmax, pca: 0.9), Recipe(missing: .drop, scale: .none, encode: .onehot),
    Recipe(log: .none, scale: .standard, pca: 0.8, encode: .onehot),
  ]
  private static let methods = ["ward", "kmeans", "mixture"]

  /// A segmentation of a drawn table, where these choices allow one.
  private func drawn(_ seed: UInt64) throws -> (table: Table, segmentation: CustomerSegmentation)? {
    let table = try CustomerTables.make(seed: seed)
    let recipe = Self.recipes[Int(seed) % Self.recipes.count]
    let method = method(Self.methods[Int(seed / 5) % Self.methods.count])
    guard let preparation = try? recipe.prepare(table),
      let segmentation = try? CustomerSegmentation.make(
        of: preparation, options: ClusterOptions(k: .fixed(2 + Int(seed % 4)), method: method))
    else { return nil }
    return (table, segmentation)
  }

  @Test("gives every row of the table the segment that the kernel places it in, for any recipe and method")
  func everyRow() throws {
    var tried = 0
    for seed in UInt64(1)...90 {
      guard let (table, segmentation) = try drawn(seed) else { continue }
      tried += 1
      for dialect in [SQLDialect.sqlite, .spark] {
        let check = try #require(try SQLModel(of: segmentation, table: table, dialect: dialect).check())
        #expect(check.equal == table.rowCount, "seed \(seed): \(check.inWords)")
        #expect(check.labelled == segmentation.labels.count)
      }
    }
    #expect(tried > 60)
  }

  /// What a statement gives of a table in SQLite: row, segment, distance.
  private func run(
    _ model: SQLModel, on table: Table, keys: [(column: String, name: String)]
  ) throws -> [Column] {
    let statement = try model.statement(from: try SQLDialect.sqlite.name(table.name), keys: keys)
    return try SQLSource([table]).columns(ofOwn: statement)
  }

  @Test("gives the distance to the centroid, the names, and what tells the rows apart")
  func columns() throws {
    let table = try table(
      [("A", [1, 2, 1.5, 9, 9.5, .nan]), ("B", [5, 5, 6, 60, 61, 60])], ids: ["a", "b", "c", "d", "e", "f"])
    var segmentation = try CustomerSegmentation.make(
      of: try Recipe(log: .none).prepare(table), options: ClusterOptions(k: .fixed(2), method: KMeansMethod()))
    segmentation.names = [2: "it's \"second\""]
    let model = try SQLModel(of: segmentation, table: table, dialect: .sqlite)
    let result = try run(model, on: table, keys: [("ID", "ID")])
    #expect(result.map(\.name) == ["ID", "segment", "segment_name", "distance"])
    let order = segmentation.preparation.rows
    let distances = segmentation.distancesToCentroids()
    for (place, row) in order.enumerated() {
      #expect(result[0].text(at: row) == ["a", "b", "c", "d", "e", "f"][row])
      #expect(result[1].numbers?[row] == Double(segmentation.labels[place]))
      #expect(result[2].text(at: row) == segmentation.names[segmentation.labels[place]])
      let distance = try #require(result[3].numbers?[row])
      #expect(abs(distance - distances[place]) < 1e-12)
    }
  }

  @Test("of rows it was not made of: segments as the kernel places them, none where a value is out of all reach")
  func otherRows() throws {
    var draws = Xoshiro256(seed: 5)
    for seed in UInt64(1)...20 {
      let fitted = try table([
        ("A", (0..<60).map { _ in draws.nextUnit() < 0.1 ? .nan : draws.nextGaussian() * 3 + Double(seed) }),
        ("B", (0..<60).map { _ in (1 / (0.01 + draws.nextUnit())) }), ("C", (0..<60).map { Double($0 % 7) }),
      ])
      let recipe = Recipe(
        missing: seed % 2 == 0 ? .median : .drop, log: .columns(["B"]), offset: seed % 3 == 0 ? 0.1 : 1,
        winsorize: seed % 4 == 0 ? 2...98 : nil)
      let segmentation = try CustomerSegmentation.make(
        of: try recipe.prepare(fitted), options: ClusterOptions(k: .fixed(4), method: KMeansMethod(starts: 2)))
      let odd: [Double] = [
        .nan, .infinity, -.infinity, 0, -0.0, -0.1, -1, -1.0000000001, 1e100, -1e100, 1e300, 5e-324, 0.5, 1e6,
      ]
      let count = 400
      func drawn() -> [Double] { (0..<count).map { _ in odd.randomElement(using: &draws) ?? 0 } }
      let other = try table([
        ("A", drawn()), ("B", drawn()), ("C", drawn()), ("row", (0..<count).map(Double.init)),
      ])
      let model = try SQLModel(of: segmentation, table: fitted, dialect: .sqlite)
      let result = try run(model, on: other, keys: [("row", "row")])
      let applied = try segmentation.preparation.fitted.apply(to: other, origin: "test")
      let placed = try #require(segmentation.placement).place(applied.features, context: .plain).segments
      var expected = [Double](repeating: .nan, count: count)
      for (place, row) in applied.rows.enumerated() { expected[row] = Double(placed[place]) }
      let columns = try ["A", "B", "C"].map { try #require(other.column($0).numbers) }
      for row in 0..<count {
        let segment = try #require(result[1].numbers?[row])
        // What is infinite is pulled in by the kernel where the recipe winsorizes, and squares of such distances are infinite.
        if columns.contains(where: { abs($0[row]) > 1e120 }) { continue }
        #expect(
          segment == expected[row] || (segment.isNaN && expected[row].isNaN),
          "seed \(seed): \(columns.map { $0[row] }) is in \(segment), and in \(expected[row]) for the kernel")
      }
      for row in 0..<count where !recipe.isWinsorized && columns.contains(where: { $0[row].isInfinite }) {
        #expect(result[1].numbers?[row].isNaN == true)
      }
    }
  }

  @Test("yes and no are known by the words of other databases; what is neither is missing")
  func answers() throws {
    let own = try Table(
      name: "own",
      columns: [
        Column(name: "Churn", text: (0..<20).map { $0 % 2 == 0 ? "Yes" : "No" }),
        Column(name: "A", numbers: (0..<20).map { Double($0 % 3) }),
      ])
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe(features: ["Churn", "A"]).prepare(own),
      options: ClusterOptions(k: .fixed(2), method: KMeansMethod()))
    let words: [String?] = ["Yes", "yes", "TRUE", "t", "1", "ja", "No", "no", "false", "0", "nein", "maybe", nil]
    let other = try Table(
      name: "other",
      columns: [Column(name: "Churn", text: words), Column(name: "A", numbers: words.map { _ in 1 })])
    let statement = try SQLModel(of: segmentation, table: own, dialect: .sqlite)
      .statement(from: "\"other\"", keys: [("Churn", "Churn")])
    let found = try #require(try SQLSource([other]).columns(ofOwn: statement)[1].numbers)
    #expect(Set(found[0..<6]).count == 1 && Set(found[6..<11]).count == 1 && found[0] != found[6])
    #expect(found[11] == found[12])
  }

  @Test("a method that places by rows, and names that engines do not tell apart, are refused with what would do")
  func refusals() throws {
    let table = try blobs([[0, 0], [20, 0]], each: 30, seed: 3)
    let preparation = try Recipe(log: .none).prepare(table)
    for word in ["hdbscan", "single"] {
      let segmentation = try CustomerSegmentation.make(
        of: preparation, options: ClusterOptions(k: word == "single" ? .fixed(2) : .auto, method: method(word)))
      let error = #expect(throws: SQLModelError.self) {
        try SQLModel(of: segmentation, table: table, dialect: .ansi)
      }
      #expect(error?.remedy.contains("%export segments") == true)
    }
    let alike = try self.alike()
    #expect(throws: SQLModelError.alikeColumns(["a", "A"])) {
      try SQLModel(of: alike.segmentation, table: alike.table, dialect: .ansi)
    }
  }

  private func alike() throws -> (table: Table, segmentation: CustomerSegmentation) {
    let table = try table([("a", [1, 2, 8, 9]), ("A", [4, 3, 1, 0])])
    let preparation = try Recipe(log: .none).prepare(table)
    return (table, try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(2))))
  }

  // MARK: Names

  private static let nasty = [
    "\"; DROP TABLE x; --", "'; DELETE FROM t; --", "a`b", "back\\slash\\", "new\nline\r\n-- x", "*/ /* ", "👩‍👧 \u{301}",
    "\"\u{301}\"", "'", "\"", "`", "\\", "\\'", "--", "$1 :name ?1 @x", "$ {x}", "t.\"A\"", "AS", "x1", "key1",
    "cohort_given", "segment", "distance", " ", "a.b", "\u{202E}x", "''", "\"\"", "``", "\\u0027", "%s %d",
    String(repeating: "long ' \" ` name ", count: 63),
  ]

  /// A model of two columns of numbers and two of categories, with all names given.
  private func named(
    id: String, _ columns: [String], categories: [String], table name: String, segments: [String]
  ) throws -> (table: Table, segmentation: CustomerSegmentation) {
    let n = 40
    let table = try Table(
      name: name,
      columns: [
        Column(name: id, text: (0..<n).map { "c\($0)" }),
        Column(name: columns[0], numbers: (0..<n).map { Double($0 % 5) }),
        Column(name: columns[1], numbers: (0..<n).map { Double($0 / 10) }),
        Column(name: columns[2], text: (0..<n).map { categories[$0 % 3] }),
      ], identifier: 0, roles: [columns[2]: .given(.category)])
    let preparation = try Recipe(features: columns, log: .none, encode: .onehot).prepare(table)
    var segmentation = try CustomerSegmentation.make(
      of: preparation, options: ClusterOptions(k: .fixed(3), method: KMeansMethod(starts: 2)))
    for (place, segment) in segments.enumerated() { segmentation.names[place + 1] = segment }
    return (table, segmentation)
  }

  @Test("no name of a table, a column, a category or a segment is anything but a name, in any dialect")
  func injection() throws {
    var draws = Xoshiro256(seed: 9)
    let plain = try named(
      id: "id", ["A", "B", "C"], categories: ["p", "q", "r"], table: "cards", segments: ["one", "two", "three"])
    for round in 0..<60 {
      let names = Self.nasty.shuffled(using: &draws)
      let made = try named(
        id: names[0] + "0", [names[1] + "1", names[2] + "2", names[3] + "3"], categories: Array(names[4...6]),
        table: names[7], segments: Array(names[8...10]))
      for dialect in SQLDialect.allCases {
        let model = try SQLModel(of: made.segmentation, table: made.table, dialect: dialect)
        let skeleton = SQLSkeleton(try model.file(from: nil, version: "0", check: nil), dialect)
        let expected = SQLSkeleton(
          try SQLModel(of: plain.segmentation, table: plain.table, dialect: dialect)
            .file(from: nil, version: "0", check: nil), dialect)
        // Where the table is called as a step is, steps have another name.
        let text = skeleton.text.replacing("cohort__", with: "cohort_")
        #expect(words(text) == words(expected.text), "round \(round), \(dialect)")
        #expect(Set(skeleton.names).isSuperset(of: made.table.columns.map(\.name) + [made.table.name]))
        #expect(Set(skeleton.texts) == Set(names[4...6]).union(names[8...10]))
      }
      let check = try #require(try SQLModel(of: made.segmentation, table: made.table, dialect: .sqlite).check())
      #expect(check.equal == 40, "round \(round)")
      let model = try SQLModel(of: made.segmentation, table: made.table, dialect: .sqlite)
      let result = try run(model, on: made.table, keys: [(names[0] + "0", names[0] + "0")])
      #expect(Set((0..<40).compactMap { result[2].text(at: $0) }) == Set(names[8...10]))
    }
  }

  /// A skeleton with one mark for any number: numbers depend on the order of the categories.
  private func words(_ skeleton: String) -> String {
    skeleton.replacing(/\(-\d\.\d{16}e[+-]\d+\)|\d\.\d{16}e[+-]\d+/, with: "#")
  }

  @Test("a model's file says what it is, and nothing of when")
  func file() throws {
    let (table, segmentation) = try named(
      id: "id", ["A", "B", "C"], categories: ["p", "q", "r"], table: "cards", segments: ["one"])
    for dialect in SQLDialect.allCases {
      let model = try SQLModel(of: segmentation, table: table, dialect: dialect)
      let text = try model.file(from: nil, version: "0.1.0", check: try model.check())
      let comments = text.split(separator: "\n").filter { $0.hasPrefix("-- ") }
      #expect(comments[0] == "-- Segments of cards, by Cohort 0.1.0: k = 3, k-means, best of 2 starts, seed 42")
      #expect(comments[1] == "-- Each row goes to its segment by the nearest centroid")
      #expect(comments[2].hasPrefix("-- Features: standard recipe · 5 features"))
      #expect(comments[3].hasPrefix("-- For \(dialect.engines)"))
      #expect(
        comments.contains(
          "-- Run in SQLite on cards: 40 of 40 rows equal, by the nearest centroid, 40 of 40 in their segment of the session"
        ))
      #expect(text.hasSuffix(";\n") && text.filter { $0 == ";" }.count == 1)
      #expect(text == (try model.file(from: nil, version: "0.1.0", check: try model.check())))
    }
  }

  @Test("table= is a name, or several with points between them")
  func tableNames() {
    #expect(SQLModel.parts("cards") == ["cards"])
    #expect(SQLModel.parts("shop.cards") == ["shop", "cards"])
    #expect(SQLModel.parts("shop.\"my.cards\"") == ["shop", "my.cards"])
  }
}

extension Recipe {
  fileprivate var isWinsorized: Bool { winsorize != nil }
}
