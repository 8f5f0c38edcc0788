import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("A segmentation beside another division")
struct AgreementTests {
  private let table: Table
  private let segmentation: CustomerSegmentation

  init() throws {
    table = try blobs([[0, 0], [30, 0], [0, 30]], each: 20, seed: 5)
    segmentation = try CustomerSegmentation.make(
      of: try Recipe(log: .none, scale: .none).prepare(table), options: ClusterOptions(k: .fixed(3)))
  }

  private func labelling(_ text: [String?]) throws -> Labelling { try Labelling(Column(name: "label", text: text)) }

  private func sentences(_ labelling: Labelling) throws -> [String] {
    try Agreement(of: segmentation, with: labelling).sentences { segmentation.title(of: $0) }
  }

  @Test("labels that are the segments agree in every measure, and nothing more is said")
  func same() throws {
    let names = segmentation.labelsByTableRow().map { $0.map { ["a", "b", "c"][$0 - 1] } }
    let agreement = try Agreement(of: segmentation, with: labelling(names))
    #expect(agreement.adjustedRandIndex == 1 && agreement.information.adjusted == 1)
    #expect(agreement.matching?.rows == 60)
    #expect(
      agreement.sentences { "Segment \($0)" } == [
        "Adjusted Rand index 1.000 · mutual information: adjusted 1.000, normalised 1.000.",
        "The segments and label divide the customers in the same way.",
        "Segment 1 is mostly a (100.0%; everyone: 33.3%), Segment 2 is mostly b (100.0%; everyone: 33.3%), "
          + "Segment 3 is mostly c (100.0%; everyone: 33.3%).",
        "With one label for each segment, 60 of 60 customers (100.0%) are where their label says.",
      ])
  }

  @Test("labels dealt out at random agree no more than chance, and no segment is said to be one of them")
  func chance() throws {
    var random = Xoshiro256(seed: 3)
    let said = try sentences(labelling((0..<60).map { _ in Bool.random(using: &random) ? "x" : "y" }))
    #expect(said[1].hasPrefix("The segments and label agree no more than chance would have it"))
    #expect(said[3] == "No segment is mostly of one label that others have less.")
  }

  @Test("labels that are tied to the segments beyond chance are said to be, however low the index")
  func tied() throws {
    // Of sixty customers five have the label, all in one segment.
    let first = segmentation.labelsOfTable.indices.filter { segmentation.labelsOfTable[$0] == 1 }.prefix(8)
    let said = try sentences(labelling((0..<60).map { first.contains($0) ? "x" : "y" }))
    #expect(!said[1].contains("no more than chance"), "\(said[1])")
  }

  @Test("a label that nearly everyone has is no trait of a segment")
  func common() throws {
    let rare = try #require(segmentation.labelsOfTable.firstIndex(of: 2))
    let said = try sentences(labelling((0..<60).map { $0 == rare ? "rare" : "usual" }))
    #expect(!said.contains { $0.contains("is mostly usual") && $0.contains("Segment 2") })
  }

  @Test("rows without a label are left out and counted")
  func missing() throws {
    let labels: [String?] = (0..<60).map { $0 < 6 ? nil : ["p", "q", "r"][$0 % 3] }
    let agreement = try Agreement(of: segmentation, with: labelling(labels))
    #expect(agreement.rows == 54 && agreement.withoutGroup == 6 && agreement.adjustedRandIndex == 1)
    #expect(
      agreement.sentences { "Segment \($0)" }.last
        == "6 customers with a segment have no value of label and are left out.")
  }

  @Test("the numbers of a cross table are those of the rows, for any labels", arguments: 0..<20 as Range<UInt64>)
  func counts(seed: UInt64) throws {
    var random = Xoshiro256(seed: seed)
    let labels: [String?] = (0..<60).map { _ in ["a", "b", "c", "d", nil].randomElement(using: &random) ?? nil }
    guard Set(labels.compactMap { $0 }).count > 1 else { return }
    let agreement = try Agreement(of: segmentation, with: labelling(labels))
    let (groups, segments) = (agreement.labelling.groups, segmentation.labelsOfTable)
    for cell in agreement.table.cells {
      #expect(
        cell.count
          == (0..<60).count { segments[$0] == cell.first + 1 && labels[$0] == groups[cell.second] })
    }
    #expect(agreement.table.cells.reduce(0) { $0 + $1.count } == labels.count { $0 != nil })
    #expect(agreement.groupsInOrder(most: 10).sorted() == Array(groups.indices))
    #expect(agreement.groupsInOrder(most: 2).count == 2)
  }

  @Test("another segmentation: who is who, how many change, and that a finer cut only divides further")
  func finer() throws {
    let finer = try CustomerSegmentation.make(of: segmentation.preparation, options: ClusterOptions(k: .fixed(5)))
    let said = try sentences(Labelling(finer, word: "previous"))
    #expect(said[2].hasPrefix("Each group of the previous segmentation lies within one segment"))
    let agreement = try Agreement(of: segmentation, with: Labelling(finer, word: "previous"))
    let moved = 60 - (agreement.matching?.rows ?? 0)
    #expect(said.contains { $0.hasPrefix("\(moved) of 60 customers") })
  }

  @Test("a method makes as many segments of the same rows", arguments: ["kmeans", "single", "average", "complete"])
  func methods(word: String) throws {
    var options = ClusterOptions()
    options.method = method(word)
    let other = try Labelling(segmentation, otherwise: options)
    #expect(other.groups.count == 3)
    #expect(try Agreement(of: segmentation, with: other).adjustedRandIndex == 1)
  }

  @Test("a column that made the segments is no independent witness")
  func circular() throws {
    let source = try Recipe(log: .none, scale: .none).prepare(try Self.coarse())
    let made = try CustomerSegmentation.make(of: source, options: ClusterOptions(k: .fixed(2)))
    let agreement = try Agreement(of: made, with: Labelling(Column(name: "A", numbers: [0, 0, 9, 9])))
    #expect(agreement.isCircular)
    #expect(try !Agreement(of: made, with: Labelling(Column(name: "C", numbers: [0, 0, 9, 9]))).isCircular)
  }

  private static func coarse() throws -> Table {
    try Table(
      name: "t", columns: [Column(name: "A", numbers: [0, 0, 9, 9]), Column(name: "B", numbers: [1, 2, 3, 4])])
  }

  @Test("what is no label is refused with what would be")
  func refusals() throws {
    func error(_ column: Column) -> AgreementError? {
      #expect(throws: AgreementError.self) { try Labelling(column) }
    }
    #expect(
      error(Column(name: "M", numbers: (0..<60).map(Double.init))) == .measurements(column: "M", values: 60))
    #expect(
      error(Column(name: "I", text: (0..<120).map { "c\($0)" })) == .identifies(column: "I", values: 120, rows: 120))
    #expect(throws: AgreementError.noTruth(table: "test")) { try Labelling(truthOf: table) }
    #expect(throws: AgreementError.oneGroup(name: "label", group: "x")) {
      try Agreement(of: segmentation, with: labelling([String?](repeating: "x", count: 60)))
    }
    #expect(throws: AgreementError.nothingShared(name: "label")) {
      try Agreement(of: segmentation, with: labelling([String?](repeating: nil, count: 60)))
    }
  }

  @Test("the sample's truth is found by identifier, whichever rows are left")
  func truth() throws {
    let sample = SampleData()
    let rows = Array(stride(from: 4_999, through: 0, by: -7))
    let labelling = try Labelling(truthOf: sample.table.selecting(rows: rows))
    #expect(labelling.groupOfRow.map { $0.map { labelling.groups[$0] } } == rows.map { sample.types[$0].rawValue })
  }

  @Test("a file's segments are found by identifier; strangers, absentees and empty segments are told")
  func file() throws {
    let own = try Self.identified(["a", "b", "c", "d"])
    let file = try Table(
      name: "f",
      columns: [
        Column(name: "ID", text: ["d", "x", "a", "c"]), Column(name: "segment", numbers: [2, 1, 1, .nan]),
        Column(name: "name", text: ["Savers", nil, nil, nil]),
      ])
    let labelling = try Labelling(file: file, named: "f.csv", for: own)
    #expect(labelling.groupOfRow.map { $0.map { labelling.groups[$0] } } == ["file 1", nil, nil, "file 2 Savers"])
    #expect(labelling.notes == ["1 identifier of f.csv is not in test: x", "1 customer of test is not in f.csv: b"])
    let twice = try Table(
      name: "f", columns: [Column(name: "ID", text: ["a", "a"]), Column(name: "segment", numbers: [1, 1])])
    #expect(throws: AgreementError.twice(file: "f.csv", identifier: "a")) {
      try Labelling(file: twice, named: "f.csv", for: own)
    }
    #expect(throws: AgreementError.noSegment(file: "f.csv")) {
      try Labelling(file: own, named: "f.csv", for: own)
    }
    #expect(throws: AgreementError.noIdentifier(file: "f.csv", column: "row")) {
      try Labelling(file: file, named: "f.csv", for: table)
    }
  }

  private static func identified(_ ids: [String]) throws -> Table {
    try Table(
      name: "test",
      columns: [Column(name: "ID", text: ids), Column(name: "A", numbers: ids.indices.map(Double.init))], identifier: 0)
  }
}
