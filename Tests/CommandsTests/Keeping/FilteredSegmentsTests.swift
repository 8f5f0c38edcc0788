import Foundation
import Segmentation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%filter keeps the segments of the rows that stay")
struct FilteredSegmentsTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile.groups(4, each: 30)
    cohort.shown("%config formats=html\n%load \(file.path)\n%cluster k=4\n%name 3 \"VIP\"")
  }

  private func whole() throws -> CustomerSegmentation { try #require(cohort.session.currentSegmentation) }

  @Test("with number, name and colour, and the caption says on how many rows they were made")
  func one() throws {
    let key = try whole().key(of: 3)
    let text = cohort.shown("%filter segment = 3")
    #expect(
      text
        == "30 of 120 rows of customers remain. Their segments stay, as they were made before rows were taken away.\n")
    let left = try whole()
    #expect(left.k == 1 && left.key(of: 1).number == 3 && left.key(of: 1).name == "VIP")
    #expect(left.key(of: 1).paletteIndex == key.paletteIndex && left.key(of: 1).share == 1)
    #expect(left.caption.contains("the segments were made on 120 rows · filtered: segment = 3, 30 of 120 rows"))
    for line in ["%profile", "%hist BALANCE by=segment", "%box BALANCE"] {
      #expect(cohort.html(line).contains("VIP"), "\(line)")
      #expect(cohort.session.lastFigure?.description.contains("VIP") == true, "\(line)")
      // A caption goes over several lines of a figure.
      #expect(cohort.html(line).replacing(/<[^>]*>/, with: "").contains(/made on\s*120\s*rows/), "\(line)")
    }
    #expect(cohort.html("%name").contains("made on 120 rows"))
    #expect(cohort.shown("%insights").contains("── 3 VIP: 30 customers, 100"))
    #expect(cohort.shown("%insights 3").contains("VIP"))
    #expect(cohort.error("%insights 1").joined().contains("there is no segment ‘1’"))
    #expect(cohort.error("%explain")[0].hasPrefix("OneSegment: VIP is the only segment here"))
  }

  @Test("of one segment alone nothing is said beside everyone")
  func alone() {
    cohort.shown("%filter segment = 3")
    #expect(cohort.shown("%profile").contains("VIP: the only segment here: there is no other to compare it with."))
  }

  @Test("each row has the segment it had, in every reader")
  func several() throws {
    let before = try whole()
    let names = before.labelsByTableRow().enumerated().map { ("C\($0.offset)", $0.element ?? 0) }
    let segmentOf = Dictionary(uniqueKeysWithValues: names)
    cohort.shown("%filter segment <> 2 AND PAYMENTS IS NOT NULL")
    let left = try whole()
    let table = try cohort.session.table()
    let numbers = (1...left.k).map(left.number)
    #expect(!numbers.contains(2) && numbers == numbers.sorted())
    for (row, label) in left.labelsByTableRow().enumerated() {
      #expect(left.number(of: try #require(label)) == segmentOf[table.identifierText(row: row)])
    }
    #expect(left.sizes.allSatisfy { $0 > 0 } && left.sizes.reduce(0, +) == table.rowCount)
    let path = file.beside("left.csv")
    cohort.shown("%export segments \(path)")
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(lines.count == table.rowCount)
    for line in lines {
      #expect(Int(line[1]) == segmentOf[line[0]])
      #expect(line[2] == (line[1] == "3" ? "VIP" : ""))
    }
    let asked = cohort.tableCells("%sql SELECT DISTINCT segment FROM customers ORDER BY segment")
    #expect(asked.dropFirst().compactMap { Int($0[1]) } == numbers)
    for line in [
      "%explain", "%pca", "%scatter BALANCE PURCHASES", "%customer \(table.identifierText(row: 0))",
      "%tsne perplexity=3 iterations=5",
    ] {
      #expect(cohort.error(line) == ["no error"], "\(line)")
    }
    #expect(try whole().caption == left.caption, "features that a map needs do not replace the segments")
  }

  @Test("a filter on what a filter left counts from the rows that were segmented")
  func twice() throws {
    cohort.shown("%filter segment IN (2, 3)\n%filter PAYMENTS IS NOT NULL")
    #expect(try whole().caption.contains("made on 120 rows · filtered: segment IN (2, 3); PAYMENTS IS NOT NULL, "))
    #expect((1...(try whole().k)).map(try whole().number).allSatisfy { [2, 3].contains($0) })
    cohort.shown("%undo")
    #expect(try whole().sizes.reduce(0, +) == 60)
    cohort.shown("%undo")
    #expect(try whole().k == 4 && whole().whole == nil)
  }

  @Test("only what is of all rows asks for %cluster, and leaves the segments as they are")
  func refitting() throws {
    cohort.shown("%filter segment = 3")
    for line in ["%silhouette", "%stability", "%dendrogram", "%save \(file.beside("m.json"))", "%agree kmeans"] {
      let lines = cohort.error(line)
      #expect(lines[0].hasPrefix("FilteredSegments: "), "\(lines)")
      #expect(lines.last?.hasPrefix("%cluster segments those that are left") == true)
    }
    #expect(try whole().names == [1: "VIP"])
    cohort.shown("%cluster k=2")
    #expect(try whole().whole == nil && whole().k == 2)
    #expect(cohort.error("%silhouette") == ["no error"])
  }

  @Test("%reset brings all segments back with the names given meanwhile, whatever was prepared meanwhile")
  func reset() throws {
    let before = try whole()
    cohort.shown("%filter segment = 3\n%name 3 \"Best\"\n%pca\n%reset")
    var after = try whole()
    #expect(after.names == [3: "Best"])
    after.names = before.names
    #expect(after == before)
  }

  @Test("a name that a segment out of sight has is taken")
  func taken() {
    cohort.shown("%filter segment = 2")
    #expect(cohort.error("%name 2 vip")[0] == "NameTaken: segment 3 is called “VIP” already")
  }

  @Test("after %prepare of the rows left, the segments of all rows are out of date")
  func prepared() {
    cohort.shown("%filter segment < 3\n%prepare scale=robust")
    #expect(cohort.error("%profile").last == "Run %cluster again")
  }

  @Test("rows that are in no segment leave none behind")
  func none() throws {
    let other = CohortInterpreter.test()
    other.shown("%load \(file.path)\n%prepare missing=drop\n%cluster k=3\n%filter PAYMENTS IS NULL")
    #expect(other.session.currentSegmentation == nil)
    #expect(other.error("%profile").last == "Run %prepare and %cluster again")
  }

  @Test("segments that other methods made stay too", arguments: MethodChoices.methods.map(\.text))
  func methods(method: String) throws {
    let k = method == "hdbscan" ? "size=10" : "k=4"
    cohort.shown("%cluster method=\(method) \(k)")
    let before = try whole()
    cohort.shown("%filter segment <> 1")
    let left = try whole()
    #expect(left.k == before.k - 1 && left.sizes == Array(before.sizes.dropFirst()))
    let customer = try cohort.session.table().identifierText(row: 0)
    for line in ["%profile", "%insights", "%customer \(customer)", "%hist PAYMENTS by=segment", "%status"] {
      #expect(cohort.error(line) == ["no error"], "\(line)")
    }
  }
}

@Suite("segment where there are no segments")
struct NoSegmentsTests {
  @Test(
    "is answered by how to make them",
    arguments: [
      "%filter segment = 3", "%sql SELECT segment, count(*) FROM customers GROUP BY segment", "%hist segment",
      "%derive s = segment + 1", "%hist BALANCE by=segment", "%box BALANCE by=segment",
      "%scatter BALANCE PURCHASES color=segment", "%pca color=segment",
    ])
  func missing(line: String) throws {
    let file = try CustomerFile.groups()
    let cohort = CohortInterpreter.test()
    cohort.shown("%load \(file.path)")
    #expect(cohort.error(line)[0] == "NoSegmentation: there are no segments: %cluster makes them")
    cohort.shown("%cluster k=2\n%prepare scale=robust")
    #expect(cohort.error(line).last == "Run %cluster again", "\(line)")
  }
}
