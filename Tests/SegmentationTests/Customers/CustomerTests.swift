import Analysis
import Tables
import Testing
import Wording

@testable import Segmentation

@Suite("One customer among the others")
struct CustomerPortraitTests {
  private func segmented(_ source: Table, k: Int, _ recipe: Recipe = .standard) throws -> CustomerSegmentation {
    try CustomerSegmentation.make(of: try recipe.prepare(source), options: ClusterOptions(k: .fixed(k)))
  }

  @Test("standings, place and neighbours are those of the definition", arguments: 1...8 as ClosedRange<UInt64>)
  func oracle(seed: UInt64) throws {
    let source = try noise(rows: 60, columns: 3, seed: seed)
    let segmentation = try segmented(source, k: 3)
    let row = Int(seed * 7 % 60)
    let portrait = CustomerPortrait(row: row, table: source, segmentation: segmentation)
    let labels = segmentation.labelsOfTable
    let members = (0..<60).filter { labels[$0] == labels[row] }
    for (trait, column) in zip(portrait.traits, source.columns) {
      let values = try #require(column.numbers)
      #expect(trait.everyone?.below == Double(values.count { $0 < values[row] }) / 60)
      #expect(trait.segment?.above == Double(members.count { values[$0] > values[row] }) / Double(members.count))
      #expect(trait.segment?.median == median(members.map { values[$0] }))
    }
    let features = segmentation.preparation.features
    let placeOfRow = segmentation.preparation.placeOfRow
    let own = try #require(placeOfRow[row])
    func distance(_ a: Int, _ b: Int) -> Double {
      zip(features.row(placeOfRow[a] ?? 0), features.row(placeOfRow[b] ?? 0))
        .reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    let nearest = (0..<60).filter { $0 != row }.sorted { (distance(row, $0), $0) < (distance(row, $1), $1) }.prefix(5)
    #expect(portrait.neighbours.map(\.row) == Array(nearest))
    let place = try #require(portrait.place)
    let whole = try silhouette(of: features, labels: segmentation.labels, context: .plain)
    #expect(place.nearestOther == whole.neighbours[own])
    // One row's distances are summed in another order than everyone's.
    #expect(abs(try #require(place.silhouette) - whole.values[own]) < 1e-12)
    #expect(place.distance == segmentation.distancesToCentroids()[own])
  }

  @Test("a customer whom the recipe dropped has percentiles and the reason")
  func dropped() throws {
    var values = (0..<30).map { Double($0 * $0) }
    values[4] = .nan
    let source = try table([("A", (0..<30).map { Double($0 % 7) }), ("B", values)], ids: (0..<30).map { "c\($0)" })
    let segmentation = try segmented(source, k: 2, Recipe(missing: .drop))
    let portrait = CustomerPortrait(row: 4, table: source, segmentation: segmentation)
    #expect(portrait.place == nil && portrait.neighbours.isEmpty)
    #expect(portrait.dropReason == "without B")
    #expect(portrait.traits[0].everyone?.count == 30 && portrait.traits[1].everyone == nil)
    #expect(
      portrait.sentences { "Segment \($0)" }[0]
        == "The recipe left this customer out (without B): it belongs to no segment.")
    let after = CustomerPortrait(row: 5, table: source, segmentation: segmentation)
    #expect(after.place?.segment == segmentation.labelsByTableRow()[5], "rows of the table, not of the features")
  }

  @Test("the largest value of all is said to be that")
  func unusual() throws {
    let source = try table([
      ("A", (0..<100).map { $0 == 17 ? 500 : Double($0) }), ("B", (0..<100).map { Double($0 % 9) }),
    ])
    let lines = CustomerPortrait(row: 17, table: source, segmentation: nil).sentences { _ in "" }
    #expect(lines == ["A is 500, more than all other customers have."])
    let usual = CustomerPortrait(row: 50, table: source, segmentation: nil).sentences { _ in "" }
    #expect(usual == ["Nothing is unusual: no value is beyond those of 95% of everyone."])
  }

  @Test("a customer alone in a segment, and two rows in all")
  func alone() throws {
    let source = try table([("A", [1, 2, 3, 90]), ("B", [1, 1, 2, 50])])
    let segmentation = try segmented(source, k: 2)
    let portrait = CustomerPortrait(row: 3, table: source, segmentation: segmentation)
    #expect(portrait.sentences { "Segment \($0)" }[0] == "It is the only customer of Segment 2.")
    #expect(portrait.neighbours.count == 3)
    let two = try table([("A", [1, 2])])
    let pair = CustomerPortrait(row: 0, table: two, segmentation: try segmented(two, k: 2))
    #expect(pair.neighbours.map(\.row) == [1])
  }
}

@Suite("Finding customers by what they are called")
struct IdentifierSearchTests {
  @Test("by identifier, in any case where that is clear")
  func identifiers() throws {
    let source = try table([("A", [1, 2, 3, 4])], ids: ["C10", "c11", "x", "X"])
    let search = IdentifierSearch(source)
    #expect(search.row(of: "C10") == 0 && search.row(of: "c10") == 0 && search.row(of: "C11") == 1)
    #expect(search.row(of: "x") == 2 && search.row(of: "X") == 3)
    #expect(search.row(of: "C1") == nil && search.row(of: "1") == nil)
  }

  @Test("by number where there is no identifier, by value where it is a number")
  func numbers() throws {
    let plain = IdentifierSearch(try table([("A", [5, 6, 7])]))
    #expect(plain.row(of: "3") == 2 && plain.row(of: "0") == nil && plain.row(of: "4") == nil)
    #expect(plain.nearest(to: "9").isEmpty && plain.beginning(with: "", limit: 5).isEmpty)
    let numbered = IdentifierSearch(
      try Table(name: "t", columns: [Column(name: "id", numbers: [1_001, 1_005, 2_000])], identifier: 0))
    #expect(numbered.row(of: "1005") == 1 && numbered.row(of: "2") == nil)
    #expect(numbered.nearest(to: "1004", limit: 2) == ["1005", "1001"])
  }

  @Test(
    "a slip of any kind leads to the one that was meant", arguments: ["C10457", "C1457", "C100457", "C10475", "d10547"])
  func slips(typed: String) throws {
    let ids = (10_000..<40_000).filter { $0 != 10_457 && $0 != 10_475 && $0 != 14_57 }.map { "C\($0)" }
    let search = IdentifierSearch(try table([("A", ids.map { _ in 1 })], ids: ids))
    let nearest = search.nearest(to: typed)
    #expect(nearest.count == 3)
    #expect(nearest == nearestNames(to: typed, among: ids) || Set(nearest).count == 3)
    #expect(nearest.allSatisfy { editDistance(Array($0.lowercased()), Array(typed.lowercased())) <= 2 })
  }

  @Test("prefixes find a few, in the order of the rows")
  func prefixes() throws {
    let ids = ["B1", "a2", "b3", "B4"]
    let search = IdentifierSearch(try table([("A", [1, 2, 3, 4])], ids: ids))
    #expect(search.beginning(with: "b", limit: 2) == ["B1", "b3"])
    #expect(search.beginning(with: "", limit: 10) == ids)
  }

  private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var last = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var current = [i + 1]
      for (j, y) in b.enumerated() { current.append(min(last[j] + (x == y ? 0 : 1), last[j + 1] + 1, current[j] + 1)) }
      last = current
    }
    return last[b.count]
  }
}
