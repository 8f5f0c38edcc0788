import Foundation
import Tables
import Testing
import Wording

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%export")
struct ExportTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  private func lines(_ path: String) throws -> [[String]] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test("segments: a line for every row, empty where the recipe dropped it, with the distance to the centre")
  func segments() throws {
    cohort.shown("%prepare missing=drop\n%cluster k=3")
    let path = file.beside("segments.csv")
    #expect(cohort.shown("%export segments \(path)") == "Wrote \(path): 120 customers.\n")
    let lines = try lines(path)
    #expect(lines[0] == ["ID", "segment", "name", "distance", "silhouette"])
    #expect(lines.dropFirst().map { $0[0] } == (0..<120).map { "C\($0)" })
    let segmentation = try #require(cohort.session.currentSegmentation)
    let labels = segmentation.labelsByTableRow()
    #expect(lines.dropFirst().map { Int($0[1]) } == labels)
    for (row, line) in lines.dropFirst().enumerated() where row % 17 == 16 { #expect(line[1...3] == ["", "", ""]) }
    let features = segmentation.preparation.features
    for (index, row) in segmentation.preparation.rows.enumerated() {
      let center = segmentation.centroids.row(segmentation.labels[index] - 1)
      let distance = zip(features.row(index), center).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
      #expect(Double(lines[row + 1][3]) == distance)
    }
    let silhouettes = try #require(segmentation.silhouetteValues)
    for (index, row) in segmentation.preparation.rows.enumerated() {
      #expect(Double(lines[row + 1][4]) == silhouettes[index])
    }
  }

  @Test("tree: undoing the last merges of the file gives the segments, leaves counted in the table's order")
  func tree() throws {
    cohort.shown("%prepare missing=drop\n%cluster k=3")
    let path = file.beside("tree.csv")
    let segmentation = try #require(cohort.session.currentSegmentation)
    let rows = segmentation.preparation.rows.sorted()
    #expect(
      cohort.shown("%export tree \(path)") == "Wrote \(path): \(rows.count - 1) merges of \(rows.count) customers.\n")
    let lines = try lines(path)
    #expect(lines[0] == ["left", "right", "height", "size"])
    var clusters = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($0, Set([$1])) })
    for (index, line) in lines.dropFirst().dropLast(2).enumerated() {
      let left = try #require(Int(line[0]))
      let right = try #require(Int(line[1]))
      let parts = [clusters.removeValue(forKey: left), clusters.removeValue(forKey: right)]
      let merged = try #require(parts[0]).union(try #require(parts[1]))
      #expect(left < right && merged.count == Int(line[3]))
      clusters[rows.count + index] = merged
    }
    let labels = segmentation.labelsByTableRow()
    let segments = Dictionary(grouping: rows) { labels[$0] }.values.map { Set($0) }
    #expect(Set(clusters.values) == Set(segments))
    #expect(try lines.dropFirst().map { try #require(Double($0[2])) } == segmentation.dendrogram?.heights)
  }

  @Test("tree: of segments without one it is refused, and nothing is written")
  func noTree() {
    let path = file.beside("tree.csv")
    cohort.shown("%cluster k=3 method=kmeans")
    #expect(cohort.error("%export tree \(path)").contains { $0.contains("these segments were made without a tree") })
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("segments: names where there are some, row numbers where nothing identifies")
  func names() throws {
    let plain = try CustomerFile("X,Y\n1,5\n1.5,5\n9,6\n9.5,6.5\n9.6,6\n")
    cohort.shown("%load \(plain.path)\n%cluster k=2")
    let path = plain.beside("segments.csv")
    cohort.shown("%export segments \(path)")
    let lines = try lines(path)
    #expect(lines[0][0] == "row" && lines.dropFirst().map { $0[0] } == ["1", "2", "3", "4", "5"])
    #expect(lines.dropFirst().map { $0[1] } == ["2", "2", "1", "1", "1"])
  }

  @Test("embedding: the map's coordinates exactly, with segments or without")
  func embedding() throws {
    let path = file.beside("map.csv")
    cohort.shown("%tsne perplexity=10 iterations=50\n%export embedding \(path)")
    let map = try #require(cohort.session.madeMap?.value.embedding)
    var lines = try lines(path)
    #expect(lines[0] == ["ID", "x", "y", "segment"])
    // A line a customer, in the order of the table; the map has them in the order of their values.
    let rows = try cohort.session.features().rows
    let order = rows.indices.sorted { rows[$0] < rows[$1] }
    #expect(lines.dropFirst().map { Double($0[1]) } == order.map { map.x[$0] })
    #expect(lines.dropFirst().map { Double($0[2]) } == order.map { map.y[$0] })
    #expect(lines.dropFirst().allSatisfy { $0[3].isEmpty })
    cohort.shown("%cluster k=3\n%export embedding \(path)")
    lines = try self.lines(path)
    #expect(lines.dropFirst().map { Int($0[3]) } == cohort.session.currentSegmentation?.labelsByTableRow())
  }

  @Test("figure: the last one, as it was drawn")
  func figure() throws {
    let path = file.beside("figure.svg")
    #expect(cohort.error("%export figure \(path)")[0] == "NoFigure: there is no figure yet")
    cohort.shown("%hist BALANCE\n%undo\n%load \(file.path)\n%hist PURCHASES\n%export figure \(path)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == cohort.session.lastFigure?.svg)
    #expect(cohort.session.lastFigure?.title == "PURCHASES")
    cohort.shown("%export figure \(file.beside("figure.png"))")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file.beside("figure.png")))
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test("notebook: a cell of words, then one for each command that gives all of it again; no password is in it")
  func notebook() throws {
    let path = file.beside("again.ipynb")
    cohort.shown(
      "%derive place = 'sc://host:1/;token=s3cret'\n%cluster k=3\n%hist BALANCE\n%name 1 \"a \\\"b\\\"\"")
    #expect(cohort.shown("%export notebook \(path)") == "Wrote \(path): 4 commands for 1 table.\n")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let notebook = try JSONValue(reading: Array(bytes))
    guard case .array(let cells)? = notebook["cells"] else {
      Issue.record("no cells")
      return
    }
    let sources = cells.map { cell -> String in
      guard case .array(let lines)? = cell["source"] else { return "" }
      return lines.compactMap(\.text).joined()
    }
    #expect(cells.map { $0["cell_type"]?.text } == ["markdown"] + Array(repeating: "code", count: 4))
    #expect(cells.map { $0["id"]?.text } == ["session", "step-1", "step-2", "step-3", "step-4"])
    #expect(sources[0].contains("`customers`: 120 rows × 6 columns") && sources[0].contains("; 3 segments"))
    #expect(sources[0].contains("without their passwords"))
    #expect(
      Array(sources.dropFirst()) == [
        "%load \(file.path)", "%derive place = 'sc://host:1/'", "%cluster k=3", "%name 1 'a \"b\"'",
      ])
    #expect(!String(decoding: bytes, as: UTF8.self).contains("s3cret"))
    #expect(notebook["metadata"]?["kernelspec"]?["name"]?.text == "cohort")
  }

  @Test("notebook: without a table there is nothing to give again")
  func noNotebook() {
    #expect(CohortInterpreter.test().error("%export notebook \(file.beside("x.ipynb"))")[0].contains("no table"))
  }

  @Test("table: the rows and columns in use as they are now, or those of a table by name; it loads again the same")
  func table() throws {
    let other = try CustomerFile("A,B\n1,2\n3,4\n")
    cohort.shown("%load \(other.path) as=other\n%use customers\n%filter BALANCE > 1200\n%derive half = BALANCE / 2")
    let path = file.beside("out.csv")
    let rows = try cohort.session.table().rowCount
    #expect(cohort.shown("%export table \(path)") == "Wrote \(path): customers, \(rows) rows × 6 columns.\n")
    let table = try cohort.session.table()
    cohort.shown("%load \(path) as=again")
    let again = try cohort.session.table()
    #expect(again.columns == table.columns)
    let second = file.beside("second.csv")
    #expect(cohort.shown("%export table \(second) of=OTHER") == "Wrote \(second): other, 2 rows × 2 columns.\n")
    #expect(try lines(second) == [["A", "B"], ["1", "2"], ["3", "4"]])
    for source in [file.path, other.path] {
      #expect(cohort.error("%export table \(source)")[0].hasPrefix("SourceProtected"))
    }
    #expect(cohort.error("%export table \(path) of=nobody")[0] == "UnknownTable: there is no table ‘nobody’")
    #expect(cohort.error("%export rules \(file.beside("r.yaml")) of=other")[0] == "WrongValue: rules is of no table")
    #expect(cohort.error("%export table \(file.beside("t.xlsx"))")[0].contains("a table goes into a CSV"))
  }

  @Test("segments of a table that is not in use")
  func segmentsOfOther() throws {
    let other = try CustomerFile.groups(seed: 3)
    cohort.shown("%cluster k=3\n%export segments \(file.beside("a.csv"))\n%load \(other.path) as=other")
    cohort.shown("%export segments \(file.beside("b.csv")) of=customers")
    #expect(try lines(file.beside("a.csv")) == lines(file.beside("b.csv")))
  }

  @Test("a spreadsheet reads it back: what was exported loads as a table")
  func roundTrip() throws {
    let path = file.beside("out.csv")
    let text = cohort.shown("%cluster k=3\n%export segments \(path)\n%load \(path) as=out")
    #expect(text.contains("out: 120 rows × 5 columns"))
  }

  @Test("never onto the loaded file, whatever it is called")
  func source() throws {
    cohort.shown("%cluster k=2")
    let before = try Data(contentsOf: URL(fileURLWithPath: file.path))
    let link = file.beside("link.csv")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file.path)
    for path in [file.path, file.beside("./customers.csv"), link] {
      #expect(cohort.error("%export segments \(path)")[0].hasPrefix("SourceProtected"), "\(path)")
    }
    // A file that an earlier table came from is a source, too.
    let other = try CustomerFile("A,B\n1,2\n3,4\n5,9\n")
    cohort.shown("%load \(other.path) as=other\n%cluster k=2")
    #expect(cohort.error("%export segments \(file.path)")[0].hasPrefix("SourceProtected"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: file.path)) == before)
  }

  @Test("is refused with the place and what would be right, and leaves what was there")
  func refusals() throws {
    cohort.shown("%cluster k=2\n%hist BALANCE")
    let folder = file.beside("folder.csv")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let cases: [(code: String, error: String)] = [
      ("%export segments \(folder)", "IsADirectory"), ("%export segments \(file.beside("no/x.csv"))", "FileNotFound"),
      ("%export segments \(file.beside("x.xlsx"))", "UnknownFormat"),
      ("%export figure \(file.beside("x"))", "UnknownFormat"),
      ("%export figure \(file.beside("x.gif"))", "UnknownFormat"),
      ("%export figure \(file.beside("no/x.pdf"))", "FileNotFound"),
      ("%export notebook \(file.beside("x.json"))", "UnknownFormat"),
      ("%export notebook \(file.beside("x.ipynb")) of=customers", "WrongValue"),
      ("%export embedding \(file.beside("x.csv"))", "NoMap"),
    ]
    for (code, name) in cases {
      let lines = cohort.error(code)
      #expect(lines[0].hasPrefix(name + ":"), "\(lines)")
      #expect(lines.count <= 4)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: file.beside(""))
    #expect(Set(names) == ["customers.csv", "folder.csv"])
  }

  @Test("an existing file is replaced and keeps nothing of the old one; a device is not")
  func existing() throws {
    let path = file.beside("old.csv")
    try String(repeating: "old\n", count: 5_000).write(toFile: path, atomically: true, encoding: .utf8)
    cohort.shown("%cluster k=2\n%export segments \(path)")
    #expect(try lines(path).count == 121)
    let device = file.beside("device.csv")
    try FileManager.default.createSymbolicLink(atPath: device, withDestinationPath: "/dev/null")
    #expect(cohort.error("%export segments \(device)")[0].hasPrefix("UnwritableFile"))
  }
}
