import Foundation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands
@testable import Segmentation

@Suite("%score")
struct ScoreTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile
  private let new: CustomerFile

  init() throws {
    file = try CustomerFile.groups()
    new = try CustomerFile.groups(each: 30, seed: 9)
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  private func lines(_ path: String) throws -> [[String]] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test("a file's customers get a line each: who, segment, name, distance, margin, unusual")
  func toFile() throws {
    cohort.shown("%cluster k=3\n%name 1 \"Big spenders\"")
    let path = file.beside("scored.csv")
    let revision = cohort.session.revision
    let text = cohort.shown("%score \(new.path) to=\(path)")
    #expect(text.contains("Wrote \(path): 90 customers."))
    #expect(cohort.session.revision == revision)
    let lines = try lines(path)
    #expect(lines[0] == ["ID", "segment", "name", "distance", "margin", "unusual"])
    #expect(lines.dropFirst().map { $0[0] } == (0..<90).map { "C\($0)" })
    #expect(lines.dropFirst().allSatisfy { ($0[1] == "1") == ($0[2] == "Big spenders") })
    cohort.shown("%save \(file.beside("m.json"))\n%load \(new.path) as=new\n%restore \(file.beside("m.json"))")
    let restored = try #require(cohort.session.currentSegmentation)
    #expect(lines.dropFirst().map { Int($0[1]) } == restored.labelsByTableRow())
  }

  @Test("a saved model serves in a session without a table, byte for byte as in the one that made it")
  func otherSession() throws {
    let (model, first, second) = (file.beside("m.json"), file.beside("a.csv"), file.beside("b.csv"))
    for way in [
      "%cluster k=3", "%cluster k=3 method=mixture", "%prepare pca=0.9 encode=onehot\n%cluster k=4 method=kmeans",
    ] {
      cohort.shown("\(way)\n%save \(model)\n%score \(new.path) to=\(first)")
      let other = CohortInterpreter.test()
      let text = other.shown("%score \(new.path) model=\(model) to=\(second)")
      #expect(text.contains("Wrote \(second)"), "\(text)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: first)) == Data(contentsOf: URL(fileURLWithPath: second)))
      #expect(other.session.tables.isEmpty)
    }
  }

  @Test("the table of the fit gives its own segments, as %export segments has them")
  func same() throws {
    let (scored, exported) = (file.beside("scored.csv"), file.beside("segments.csv"))
    cohort.shown("%prepare missing=drop\n%cluster k=3\n%export segments \(exported)")
    #expect(cohort.shown("%score customers to=\(scored)").contains("each keeps its own"))
    let columns = try lines(scored).map { Array($0[0...3]) }
    #expect(try columns == lines(exported).map { Array($0[0...3]) })
    #expect(try lines(scored).dropFirst().allSatisfy { ($0[1] == "") == ($0[4] == "" && $0[5] == "") })
  }

  @Test("as= makes a table with all columns and the segments, beside the one in use")
  func table() throws {
    cohort.shown("%cluster k=3\n%name 1 Big")
    let text = cohort.shown("%score \(new.path) as=scored")
    #expect(text.contains("scored is a table of the session now; %use scored takes it into use."))
    #expect(cohort.session.current?.value.name == "customers")
    let table = try #require(cohort.session.tables.last?.value)
    #expect(table.name == "scored" && table.rowCount == 90)
    let names = [
      "ID", "BALANCE", "PURCHASES", "PAYMENTS", "city", "segment", "segment_name", "distance", "margin", "unusual",
    ]
    #expect(table.columns.map(\.name) == names)
    #expect(Set((0..<90).compactMap { table.columns[6].text(at: $0) }) == ["Big", "Segment 2", "Segment 3"])
    cohort.shown("%score scored as=twice")
    #expect(
      cohort.session.tables.last?.value.columns.map(\.name).suffix(5) == [
        "segment_2", "segment_name_2", "distance_2", "margin_2", "unusual_2",
      ])
    cohort.shown("%undo\n%undo")
    #expect(cohort.session.tables.count == 1)
  }

  @Test("a table's name comes before a file's, and both are named")
  func both() throws {
    cohort.shown("%cluster k=3")
    let folder = URL(fileURLWithPath: file.path).deletingLastPathComponent().path
    let text = cohort.shown("%load \(new.path) as=new\n%use customers\n%score NEW")
    #expect(text.contains("90 customers of new"))
    #expect(
      cohort.error("%score new delimiter=,")[0]
        == "WrongKey: delimiter= says how a file is read, and new is a table of the session")
    #expect(cohort.error("%score nwe")[0] == "FileNotFound: there is no table and no file ‘nwe’")
    #expect(cohort.error("%score nwe").last == "Did you mean new?")
    #expect(cohort.error("%score \(folder)/none.csv")[0].hasPrefix("FileNotFound"))
  }

  @Test("a model of an earlier version places customers, and says what it cannot tell")
  func oldModel() throws {
    let path = file.beside("m.json")
    cohort.shown("%cluster k=3\n%save \(path)")
    let model = try SavedModel(file: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    try OldModel.text(of: model).write(toFile: path, atomically: true, encoding: .utf8)
    let text = cohort.shown("%score \(new.path) model=\(path) to=\(file.beside("old.csv"))")
    #expect(text.contains("it cannot tell who looks like nobody before, nor which features moved"))
    #expect(text.contains("The sizes of the segments moved") && !text.contains("features moved more"))
    #expect(try lines(file.beside("old.csv"))[0] == ["ID", "segment", "name", "distance", "margin"])
    let segments = try lines(file.beside("old.csv")).map { $0[1] }
    cohort.shown("%score \(new.path) to=\(file.beside("new.csv"))")
    #expect(try lines(file.beside("new.csv")).map { $0[1] } == segments)
    #expect(cohort.error("%restore \(path)") == ["no error"])
  }

  @Test("what cannot be is refused at its place before any work, with what would be right")
  func refusals() throws {
    #expect(cohort.error("%score \(new.path)")[0] == "NoSegmentation: there are no segments to put customers into")
    #expect(
      CohortInterpreter.test().error("%score \(new.path)").last
        == "%cluster makes some; model=FILE takes those that %save wrote")
    cohort.shown("%cluster k=3")
    let model = file.beside("m.json")
    cohort.shown("%save \(model)")
    #expect(cohort.error("%score \(new.path) to=\(new.path)")[0].hasPrefix("SourceProtected"))
    #expect(cohort.error("%score \(new.path) to=\(file.path)")[0].hasPrefix("SourceProtected"))
    #expect(cohort.error("%score \(new.path) to=\(file.beside("no/x.csv"))")[0].hasPrefix("FileNotFound"))
    #expect(
      cohort.error("%score \(new.path) to=x.parquet")[0]
        == "UnknownFormat: scored customers go into a CSV, and ‘x.parquet’ ends in .parquet")
    #expect(cohort.error("%score \(new.path) model=\(file.path)")[0].contains("it is no JSON"))
    #expect(cohort.error("%score \(new.path) model=\(file.beside("none.json"))")[0].hasPrefix("FileNotFound"))
    let lacking = try CustomerFile("ID,BALANCE,PURCHASE\na,1,2\nb,2,3\n")
    let lines = cohort.error("%score \(lacking.path) model=\(model)")
    #expect(
      lines[0]
        == "UnknownColumn: customers lacks PURCHASES and PAYMENTS, which this model of customers (120 rows) is made of")
    #expect(lines.last == "Is it PURCHASE for PURCHASES? %derive makes a column of another name")
    let words = try CustomerFile("ID,BALANCE,PURCHASES,PAYMENTS\na,low,2,3\nb,high,3,3\n")
    #expect(
      cohort.error("%score \(words.path)")[0]
        == "WrongColumnType: BALANCE of customers holds no numbers, and the model was made of numbers")
    let header = try CustomerFile("ID,BALANCE,PURCHASES,PAYMENTS\n")
    #expect(cohort.error("%score \(header.path)")[0].hasPrefix("EmptyFile"))
    #expect(cohort.error("%cluster k=3\n%filter BALANCE > 1500\n%score \(new.path)")[0].hasPrefix("FilteredSegments"))
  }

  @Test("odd files are scored as far as they can be: one row, nothing but gaps, columns twice")
  func odd() throws {
    cohort.shown("%cluster k=3 method=kmeans")
    let one = try CustomerFile("ID,BALANCE,PURCHASES,PAYMENTS\na,1500,300,90\n", name: "one.csv")
    #expect(cohort.shown("%score \(one.path)").contains("1 customer of one"))
    let empty = try CustomerFile("ID,BALANCE,PURCHASES,PAYMENTS\na,,,\nb,,,\n", name: "empty.csv")
    #expect(cohort.shown("%score \(empty.path)").contains("2 of BALANCE with"))
    cohort.shown("%prepare missing=drop\n%cluster k=3 method=kmeans")
    let path = empty.beside("out.csv")
    #expect(cohort.shown("%score \(empty.path) to=\(path)").contains("2 customers get no segment: 2 without BALANCE."))
    #expect(
      try lines(path) == [
        ["ID", "segment", "name", "distance", "margin", "unusual"], ["a", "", "", "", "", ""],
        ["b", "", "", "", "", ""],
      ])
    let twice = try CustomerFile(
      "ID,BALANCE,PURCHASES,PAYMENTS,BALANCE,🙂\na,1500,300,90,7,1\nb,900,1,60,7,2\n", name: "twice.csv")
    #expect(cohort.shown("%score \(twice.path)").contains("🙂"))
    let named = try CustomerFile("segment,BALANCE,PURCHASES,PAYMENTS\na,1500,300,90\nb,900,1,60\n", name: "named.csv")
    cohort.shown("%score \(named.path) id=segment to=\(path)")
    #expect(try lines(path)[0] == ["segment", "segment_2", "name", "distance", "margin", "unusual"])
  }

  @Test("the keys of %load say how the file is read")
  func keys() throws {
    cohort.shown("%cluster k=3 method=kmeans")
    let german = try CustomerFile("Nr;BALANCE;PURCHASES;PAYMENTS\n7;1500,5;300;-9\n8;900;1,5;60\n", name: "german.csv")
    let path = german.beside("out.csv")
    let text = cohort.shown("%score \(german.path) delimiter=\";\" decimal=\",\" missing=-9 id=Nr to=\(path)")
    #expect(text.contains("1 of PAYMENTS with"))
    #expect(try lines(path).map { $0[0] } == ["Nr", "7", "8"])
    #expect(cohort.error("%score \(german.path) sheet=x")[0].hasPrefix("WrongKey"))
  }

  @Test("Tab offers tables and files, and an existing result is replaced")
  func completion() throws {
    cohort.shown("%cluster k=3")
    let offered = cohort.complete("%score ", at: 7).items.map(\.text)
    #expect(offered.contains("customers") && offered.contains("to=") && offered.contains("model="))
    let path = file.beside("scored.csv")
    try "old".write(toFile: path, atomically: true, encoding: .utf8)
    cohort.shown("%score \(new.path) to=\(path)")
    #expect(try lines(path).count == 91)
  }
}

/// A model's file as version 2 wrote it.
private enum OldModel {
  static func text(of model: SavedModel) -> String {
    var text = model.text.replacing("\"version\": 3", with: "\"version\": 2")
    if let start = text.range(of: ",\n  \"fit\": {"), let end = text.range(of: ",\n  \"checksum\"") {
      text.removeSubrange(start.lowerBound..<end.lowerBound)
    }
    guard let json = try? JSON.read(Array(text.utf8)), let place = text.range(of: "\"checksum\": \"") else { return "" }
    return text[..<place.upperBound] + SavedModel.checksum(of: json) + "\"\n}\n"
  }
}
