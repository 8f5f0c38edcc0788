import Foundation
import Segmentation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%save and %restore")
struct SavedModelTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile
  private var path: String { file.beside("model.json") }

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  private static let ways = [
    "%cluster", "%cluster k=4", "%cluster k=3 method=kmeans starts=3 seed=7", "%cluster linkage=average k=3",
    "%prepare missing=drop winsorize=5..95 scale=robust\n%cluster k=3",
    "%prepare pca=0.9 encode=onehot log=none\n%cluster k=5",
    "%prepare features=BALANCE,PURCHASES\n%cluster k=2\n%cluster k=5\n%cluster k=3",
    "%cluster method=mixture", "%cluster k=3 method=mixture shape=diagonal seed=5", "%cluster method=hdbscan size=10",
  ]

  @Test("on the same table everything is as it was, to the byte", arguments: ways)
  func same(way: String) throws {
    cohort.shown("\(way)\n%save \(path)")
    let readers = ["%profile", "%hist BALANCE by=segment", "%dendrogram", "%silhouette", "%cluster k=6"]
    let other = CohortInterpreter.test()
    other.shown("%config formats=html\n%load \(file.path) as=again\n%restore \(path)")
    let (a, b) = (cohort.session, other.session)
    #expect(a.currentSegmentation == b.currentSegmentation)
    #expect(a.madeFeatures?.value.preparation == b.madeFeatures?.value.preparation)
    #expect(a.madeFeatures?.value.isImplied == b.madeFeatures?.value.isImplied)
    for reader in readers { #expect(cohort.notebook(reader) == other.notebook(reader), "\(reader)") }
    #expect(b.restoredModel?.value == "\(path), made from customers (120 rows)")
  }

  @Test("what columns were said to be comes back with the model, and what cannot be any more is told")
  func roles() throws {
    cohort.shown("%role PAYMENTS=code city=outcome\n%cluster k=3\n%save \(path)")
    let other = CohortInterpreter.test()
    let text = other.notebook("%load \(file.path) as=again\n%restore \(path)")
    #expect("\(text)".contains("Columns are what they were said to be then: PAYMENTS=code, city=outcome."))
    let table = try other.session.table()
    #expect(table.role(of: try table.index(of: "PAYMENTS")).role == .code)
    #expect(other.session.currentSegmentation == cohort.session.currentSegmentation)
    cohort.shown("%role PURCHASES=amount\n%save \(path)")
    let odd = try CustomerFile(
      "ID,BALANCE,PURCHASES,PAYMENTS\n" + (0..<40).map { "c\($0),\($0),\(40 - $0),x\n" }.joined())
    other.shown("%load \(odd.path) as=odd\n%role PAYMENTS=category")
    _ = other.error("%restore \(path)")
    #expect(try other.session.table().role(of: 3).role == .category)
  }

  @Test("numbers that are categories come back as such, on their own table and on another")
  func numberedCategories() throws {
    let own = try CustomerFile("ID,spend,store\n" + (0..<60).map { "c\($0),\($0 * $0 % 41),\(1 + $0 % 3)\n" }.joined())
    cohort.shown("%load \(own.path)\n%role store=category\n%prepare encode=onehot\n%cluster k=3\n%save \(path)")
    let before = cohort.session.currentSegmentation
    cohort.shown("%restore \(path)")
    #expect(cohort.session.currentSegmentation == before)
    let other = try CustomerFile("ID,spend,store\n" + (0..<30).map { "d\($0),\($0),\(1 + $0 % 4)\n" }.joined())
    let text = cohort.shown("%load \(other.path) as=other\n%restore \(path)")
    #expect(text.contains("store: 7 rows with a value that the model does not know (‘4’) counted as none of its 3"))
  }

  @Test("saving again what was restored gives the same file")
  func again() throws {
    let second = file.beside("second.json")
    cohort.shown("%cluster k=3\n%save \(path)\n%restore \(path)\n%save \(second)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(contentsOf: URL(fileURLWithPath: second)))
  }

  @Test("%restore is one change: %status tells of it, %undo takes it back")
  func undo() {
    cohort.shown("%cluster k=3\n%save \(path)\n%cluster k=2")
    let before = cohort.shown("%status")
    cohort.shown("%restore \(path)")
    #expect(cohort.shown("%status").contains("restored from"))
    cohort.shown("%undo")
    #expect(cohort.shown("%status") == before)
  }

  @Test(
    "on another table with the columns, customers go to the nearest centroid", arguments: ["hierarchical", "kmeans"])
  func placing(method: String) throws {
    let other = try CustomerFile.groups(each: 30, seed: 9)
    cohort.shown("%cluster k=3 method=\(method)")
    cohort.shown("%save \(path)")
    let model = try #require(cohort.session.currentSegmentation)
    cohort.shown("%load \(other.path) as=other")
    let text = cohort.html("%restore \(path)")
    #expect(text.contains("each row of other went to the segment with the nearest centroid"))
    let placed = try #require(cohort.session.currentSegmentation)
    #expect(placed.centroids == model.centroids && placed.colours == model.colours)
    for (row, label) in placed.labels.enumerated() {
      let features = Array(placed.preparation.features.row(row))
      let distances = (0..<3).map { s in
        zip(features, model.centroids.row(s)).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
      }
      #expect(distances[label - 1] == distances.min())
    }
    for reader in ["%profile", "%hist BALANCE by=segment", "%silhouette", "%dendrogram", "%status"] {
      #expect(cohort.error(reader) == ["no error"], "\(reader)")
    }
    // What was placed can be kept and had again.
    let second = file.beside("second.json")
    cohort.shown("%save \(second)\n%restore \(second)")
    #expect(cohort.session.currentSegmentation?.labels == placed.labels)
  }

  @Test("is refused where it does not fit, with the reason")
  func refusals() throws {
    #expect(cohort.error("%save \(path)")[0].hasPrefix("NoSegmentation"))
    cohort.shown("%cluster k=3 linkage=average\n%save \(path)")
    let lacking = try CustomerFile("ID,BALANCE,PURCHASE,city\na,1,2,x\nb,2,3,y\nc,4,5,z\n")
    cohort.shown("%load \(lacking.path) as=lacking")
    let lines = cohort.error("%restore \(path)")
    #expect(
      lines[0]
        == "UnknownColumn: lacking lacks PURCHASES and PAYMENTS, which this model of customers (120 rows) is made of")
    #expect(lines.last == "Is it PURCHASE for PURCHASES? %derive makes a column of another name")
    let other = try CustomerFile.groups(seed: 9)
    cohort.shown("%load \(other.path) as=other")
    #expect(cohort.error("%restore \(path)")[0].contains("average linkage has no centroids by which to place new ones"))
    let fresh = CohortInterpreter.test()
    #expect(
      fresh.error("%restore \(path)").last
        == "%load the one it was made from, customers (120 rows), or one with the same columns")
    #expect(fresh.error("%restore \(file.beside("modle.json"))")[0].hasPrefix("FileNotFound"))
    cohort.shown("%use customers")
    #expect(cohort.error("%save \(file.path)")[0].hasPrefix("UnknownFormat"))
    #expect(cohort.error("%save \(file.beside("no/x.json"))")[0].hasPrefix("FileNotFound"))
    #expect(cohort.error("%restore \(file.path)")[0].contains("it is no JSON"))
  }

  @Test("a file that was changed is refused: where, and what contradicts what")
  func damage() throws {
    cohort.shown("%cluster k=3\n%save \(path)")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains(file.path))
    let sizes = try #require(cohort.session.currentSegmentation?.sizes)
    let cases: [(from: String, to: String, error: String)] = [
      (
        "\"version\": 3", "\"version\": 4",
        "OtherVersion: model.json: it was saved by a newer Cohort (version 4 of models); this one reads version 3"
      ),
      (
        "cohort-model", "other-model",
        "NotAModel: model.json: it is no model of Cohort: a model says \"format\": \"cohort-model\""
      ),
      (
        "\"size\": \(sizes[0])", "\"size\": \(sizes[0] + 1)",
        "DamagedModel: model.json: it contradicts itself: segment 1 has \(sizes[0] + 1) rows by its size and \(sizes[0]) by the labels"
      ),
      (
        "\"centroid\": [", "\"centroid\": [1, ",
        "DamagedModel: model.json: it contradicts itself: the centroid of segment 1 has 4 numbers for 3 features"
      ),
      (
        "\"linkage\": \"ward\"", "\"linkage\": \"wart\"",
        "segmentation.method.linkage: hierarchical has no such linkage"
      ),
      ("\"linkage\": \"ward\"", "\"linkage\": [1]", "segmentation.method.linkage: it is no whole number"),
      (
        "\"name\": \"hierarchical\"", "\"name\": \"magic\"",
        "segmentation.method: ‘magic’ is none of \(MethodChoices.methods.map(\.text).joined(separator: ", "))"
      ),
      ("\"splitTie\": false,", "", "segmentation: \"splitTie\" is missing"),
      ("\"column\": \"BALANCE\"", "\"column\": \"BALANCES\"", "BALANCES is transformed, and is no column of customers"),
      (
        "\"seed\": 42", "\"seed\": 43",
        "DamagedModel: model.json: it was changed after it was saved: its checksum does not fit"
      ),
      ("\"origin\": {", "\"origin\": {,", "line 4: it is no JSON: a key in quotes is expected here"),
    ]
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path + "/"
    let revision = cohort.session.revision
    for (from, to, error) in cases {
      let range = try #require(text.range(of: from))
      try text.replacingCharacters(in: range, with: to).write(toFile: path, atomically: true, encoding: .utf8)
      let lines = cohort.error("%restore \(path)")
      #expect(lines[0].replacing(folder, with: "").contains(error), "\(lines[0])")
      #expect(cohort.session.revision == revision && lines.count <= 4)
    }
    try text.replacing("\n", with: "\r\n").write(toFile: path, atomically: true, encoding: .utf8)
    #expect(cohort.error("%restore \(path)") == ["no error"], "line ends are no damage")
  }

  @Test("cut off or changed anywhere, a file gives an error or the same model")
  func fuzz() throws {
    cohort.shown("%cluster k=3\n%save \(path)")
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    let model = try SavedModel(file: bytes)
    var random = SplitMix(state: 3)
    for round in 0..<3_000 {
      var changed = bytes
      let place = Int.random(in: 0..<changed.count, using: &random)
      switch round % 4 {
      case 0: changed = Array(changed[..<place])
      case 1: changed[place] = UInt8.random(in: 0...255, using: &random)
      case 2: changed.remove(at: place)
      default: changed.insert(Array("{}[]\",:0123456789-eE.x\\nu".utf8).randomElement(using: &random) ?? 0, at: place)
      }
      do throws(ModelError) {
        #expect(try SavedModel(file: changed) == model, "round \(round)")
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
    for end in stride(from: 0, to: bytes.count - 2, by: 7) {
      #expect(throws: ModelError.self) { try SavedModel(file: Array(bytes[..<end])) }
    }
  }

  /// Two groups that a yes/no column and a city tell apart, with the answers and cities as they are spelled.
  private func answers(_ yes: String, _ no: String, other: String? = nil) throws -> CustomerFile {
    let rows = (0..<80).map { row -> String in
      let answer = other != nil && row % 20 == 3 ? other ?? "" : row % 2 == 0 ? yes : no
      return "c\(row),\(row % 7),\((row * 37) % 11),\(answer)\n"
    }
    return try CustomerFile("ID,spend,visits,news\n" + rows.joined())
  }

  @Test(
    "answers that another table spells otherwise mean the same",
    arguments: [("yes", "no"), ("ja", "nein"), ("TRUE", "FALSE"), ("Y", "N"), ("1", "0")])
  func spelledAnswers(yes: String, no: String) throws {
    let (plain, spelled) = (try answers("Yes", "No"), try answers(yes, no))
    cohort.shown("%load \(plain.path) as=plain\n%cluster k=2 method=kmeans\n%save \(path)")
    let labels = cohort.session.currentSegmentation?.labelsByTableRow()
    cohort.shown("%load \(spelled.path) as=spelled\n%restore \(path)")
    #expect(cohort.session.currentSegmentation?.labelsByTableRow() == labels)
  }

  @Test("an answer that the model does not know counts as missing, and that is said")
  func unknownAnswers() throws {
    let (plain, odd) = (try answers("Yes", "No"), try answers("Yes", "No", other: "unknown"))
    cohort.shown("%load \(plain.path) as=plain\n%cluster k=2 method=kmeans\n%save \(path)")
    #expect(
      cohort.shown("%load \(odd.path) as=odd\n%restore \(path)").contains(
        "news: 4 rows with a value that the model does not know (‘unknown’) counted as missing"))
    let strange = try answers("gold", "silver")
    #expect(
      cohort.error("%load \(strange.path) as=strange\n%restore \(path)")[0]
        == "UnknownCategory: news of strange holds ‘gold’ and ‘silver’, and the model was made of ‘Yes’ and what is not"
    )
  }
}
