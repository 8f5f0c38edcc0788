import Foundation
import KernelInterface
import Machine
import Testing
import Wording

@testable import CommandSession
@testable import Commands

@Suite("%app")
struct AppTests {
  private let front = WidgetContext()
  private let cohort = CohortInterpreter(version: "0")

  init() { _ = cohort.execute("%app", in: front) }

  private static let table = "id,spend,visits\n" + (1...60).map { "c\($0),\($0 * $0 % 97).5,\($0 % 7)\n" }.joined()

  @Test("it begins with the built-in sample, and an overview of it")
  func start() {
    #expect(cohort.session.current?.value.name == "sample")
    for words in ["What the columns are", "What is missing in sample", "skewness"] {
      #expect(front.words.contains(words), "\(words)")
    }
  }

  @Test("work beside the page is left undone where the system gives no thread, and that is said")
  func noThread() {
    let work = AppWork(stackSize: 1 << 60)
    do throws(NoThread) {
      try work.start { _ in Issue.record("it is done") }
      Issue.record("there is a thread")
    } catch {
      #expect(AppWords.noThread(error).contains("no thread left for this (\(error.reason)): the user&#39;s limit"))
    }
  }

  @Test("a table of the menu is loaded, and every page is of it")
  func menu() {
    front.choose("shop customers (sample)", in: "table")
    #expect(cohort.session.current?.value.name == "shop")
    #expect(front.words.contains("shop: "))
    front.open("Exploration")
    #expect(front.state("Dropdown", "column")["index"] == 0)
    #expect(!front.words.contains("BALANCE"))
  }

  @Test("another table of another cell is said, and each page follows when it is opened")
  func outdated() {
    front.open("Exploration")
    _ = cohort.execute("%load shop", in: front)
    #expect(front.words.contains("This was drawn before the table changed: it is shop, 1,500 rows now"))
    front.open("Segments")
    #expect(!front.words.contains("before the table changed"))
    #expect(front.words.contains("shop: 1,500 rows"))
    front.open("Exploration")
    front.open("Overview")
    #expect(!front.words.contains("BALANCE"))
  }

  @Test("a table that is sent is loaded, and no file of it stays behind")
  func upload() throws {
    let name = "my customers \(UUID().uuidString).csv"
    front.upload(Self.table, as: "../\(name)", in: "Upload a table")
    #expect(cohort.session.current?.value.rowCount == 60)
    #expect(front.words.contains("60 rows, 3 columns"))
    let folder = FileManager.default.temporaryDirectory
    for entry in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("\(entry)/\(name)").path))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path))
  }

  @Test("what was repaired while a table was read is said")
  func repairs() {
    front.upload("id;spend\na;1,5\nb;2,25\nc;3,75\nd;4,5\n", as: "local.csv", in: "Upload a table")
    #expect(front.words.contains("decimal="))
    front.open("Exploration")
    front.open("Overview")
    #expect(front.words.contains("decimal="))
  }

  @Test("what is no table is answered in words without the server's folders; the table in use stays")
  func noTable() {
    front.upload("\u{0}\u{1}\u{2}", as: "picture.csv", in: "Upload a table")
    #expect(cohort.session.current?.value.name == "sample")
    #expect(front.words.contains("picture.csv"))
    #expect(!front.words.contains(FileManager.default.temporaryDirectory.path))
    front.upload("", as: "empty.csv", in: "Upload a table")
    #expect(cohort.session.current?.value.name == "sample")
  }

  @Test("columns are drawn one by one and in pairs")
  func exploration() {
    front.open("Exploration")
    front.choose("PURCHASES", in: "column")
    #expect(front.markup(with: "<svg", ">PURCHASES<", "median") != nil)
    front.choose("CREDIT_LIMIT", in: "up")
    #expect(front.words.contains("CREDIT_LIMIT against BALANCE"))
  }

  @Test("reading keeps the segments that are seen and says what they mean")
  func reading() throws {
    front.change("IntSlider", "segments", ["value": 5])
    #expect(cohort.session.currentSegmentation == nil)
    front.open("Reading")
    #expect(cohort.session.currentSegmentation?.k == 5)
    #expect(front.waits { front.words.contains("What the 5 segments mean for the business") })
  }

  @Test("how stable the segments are is measured unasked, beside the page, and kept in the session")
  func stability() throws {
    front.open("Reading")
    #expect(front.words.contains("is being measured"), "what is there while it is measured says so")
    front.open("Customers")
    front.change("Text", "customer", ["value": "C20007"])
    #expect(front.words.contains("C20007"), "the page answers meanwhile")
    #expect(front.waits { cohort.session.currentStability != nil })
    #expect(front.waits { front.markup(with: "<svg", "Jaccard") != nil })
    #expect(front.waits { front.words.contains("stable") }, "the cards speak of it, too")
  }

  @Test("stability is measured anew for other segments, and what was begun for the ones before comes no more")
  func stabilityAnew() throws {
    front.open("Reading")
    front.open("Segments")
    front.change("IntSlider", "segments", ["value": 3])
    front.open("Reading")
    #expect(cohort.session.currentSegmentation?.k == 3)
    #expect(front.waits { cohort.session.currentStability?.segments.count == 3 })
    #expect(front.waits { front.words.contains("What the 3 segments mean") })
    #expect(!front.words.contains("What the 4 segments mean"))
  }

  @Test("the map stands twice, before and after, with the customers at the same places")
  func beforeAndAfter() throws {
    front.open("Segments")
    let before = try #require(front.markup(with: "<svg", "Before: all customers"))
    let after = try #require(front.markup(with: "<svg", "After: the same customers in 4 segments"))
    #expect(
      before.contains("the first two principal components") && after.contains("the first two principal components"))
    front.choose("PURCHASES", in: "before by")
    #expect(front.markup(with: "<svg", "Before: all customers", "PURCHASES") != nil)
    front.change("IntSlider", "segments", ["value": 6])
    #expect(front.markup(with: "After: the same customers in 6 segments") != nil)
  }

  @Test("files that are sent together or while another one is read all become tables of the menu")
  func severalUploads() throws {
    let first = [("a.csv", Self.table), ("noise.csv", "\u{0}\u{1}"), ("b.csv", Self.table)]
    front.upload(first, in: "Upload a table", isLast: false)
    front.upload([("c.csv", Self.table)], in: "Upload a table")
    #expect(cohort.session.tables.map(\.value.name) == ["sample", "a", "b", "c"])
    #expect(front.words.contains("noise.csv"), "what is no table is not hidden by those behind it")
    #expect(front.words.contains("a.csv, b.csv and c.csv were read"))
    #expect(front.words.contains("c is in use: 60 rows, 3 columns"))
    #expect(front.state("FileUpload", "Upload a table")["disabled"] == false)
    front.choose("a", in: "table")
    #expect(cohort.session.current?.value.name == "a")
    front.choose("card customers (sample)", in: "table")
    #expect(cohort.session.current?.value.name == "sample")
  }

  @Test("segments of a table are still there when it is chosen again")
  func chosenAgain() {
    front.open("Reading")
    front.upload(Self.table, as: "mine.csv", in: "Upload a table")
    front.choose("card customers (sample)", in: "table")
    #expect(cohort.session.currentSegmentation?.k == 4)
  }

  private static let other = "id,spend\n" + (1...40).map { "c\($0),\($0 * $0 % 89)\n" }.joined()

  @Test("files of one name become tables of two names, and the page says which")
  func sameName() {
    front.upload([("same.csv", Self.table), ("same.csv", Self.other)], in: "Upload a table")
    #expect(cohort.session.tables.map(\.value.name) == ["sample", "same", "same_2"])
    #expect(cohort.session.tables.map(\.value.rowCount).dropFirst() == [60, 40])
    #expect(front.words.contains("same.csv is the table same_2"))
    front.upload(Self.other, as: "same.csv.gz", in: "Upload a table")
    #expect(cohort.session.tables.map(\.value.name) == ["sample", "same", "same_2", "same_3"])
  }

  @Test("the same file once more is said to be read, with the name that it has")
  func sameAgain() {
    front.upload(Self.table, as: "my gym.csv", in: "Upload a table")
    #expect(front.words.contains("my gym.csv was read."))
    front.upload(Self.table, as: "my gym.csv", in: "Upload a table")
    #expect(front.words.contains("my gym.csv is the table my_gym_2: my gym is the name of another one, which stays."))
  }

  @Test("a file that is called like a built-in table takes nothing from that one", arguments: ["sample", "shop"])
  func builtInName(_ name: String) {
    front.upload(Self.table, as: "\(name).csv", in: "Upload a table")
    #expect(cohort.session.current?.value.name == "\(name)_2")
    front.choose(name == "shop" ? "shop customers (sample)" : "card customers (sample)", in: "table")
    #expect(cohort.session.current?.value.name == name)
    #expect(cohort.session.current?.value.source.hasPrefix("the built-in \(name)") == true)
    front.choose("\(name)_2", in: "table")
    #expect(cohort.session.current?.value.rowCount == 60)
  }

  @Test("a table of the notebook that is called like a built-in one stays beside it in the menu")
  func notebookName() throws {
    _ = cohort.execute("%load shop as=sample", in: WidgetContext())
    let front = WidgetContext()
    _ = cohort.execute("%app", in: front)
    front.choose("card customers (sample)", in: "table")
    #expect(cohort.session.current?.value.source.hasPrefix("the built-in sample") == true)
    front.choose("shop customers (sample)", in: "table")
    #expect(cohort.session.current?.value.source.hasPrefix("the built-in shop") == true)
  }

  @Test("a file that was sent goes by its name and its checksum, and nothing names a folder of the server")
  func origin() throws {
    front.upload(Self.table, as: "gym.csv", in: "Upload a table")
    front.open("Customers")
    front.click("Prepare files to take away")
    #expect(front.waits { front.markup(with: "download=\"report.html\"") != nil })
    let links = try #require(front.markup(with: "download=\"report.html\""))
    let report = try file("text/html", in: links)
    #expect(report.contains("1f9dc1221824ac53b3912fd50db2cca878b5185326af0c8bf860fc5ecc1a40d1"))
    #expect(report.contains("%load gym.csv"))
    let shown = RecordingContext()
    _ = cohort.execute("%tables\n%status", in: shown)
    let tables = shown.shown.map(\.plainText).joined() + shown.stdout
    let folder = FileManager.default.temporaryDirectory.path + "/cohort-"
    for text in [report, try file("application/json", in: links), tables, front.words, front.sent.joined()] {
      #expect(!text.contains(folder))
    }
    #expect(tables.contains("gym.csv"))
  }

  private func file(_ type: String, in links: String) throws -> String {
    let start = try #require(links.range(of: "data:\(type);base64,"))
    let data = try #require(Data(base64Encoded: String(links[start.upperBound...].prefix { $0 != "\"" })))
    return String(decoding: data, as: UTF8.self)
  }

  @Test("pairs are of columns with places along an axis; text is only in the menu of single columns")
  func pairs() {
    let text =
      "id,tone,spend,visits\n"
      + (1...60).map { "c\($0),\($0 % 2 == 0 ? "a" : "b"),\($0 * 7 % 31),\($0 % 7)\n" }.joined()
    front.upload(text, as: "tones.csv", in: "Upload a table")
    front.open("Exploration")
    #expect(front.markup(with: "<svg", "tone") != nil)
    #expect(front.state("Dropdown", "across")["_options_labels"] == ["spend", "visits"])
    #expect(front.words.contains("visits against spend"))
  }

  @Test("who types nothing reads of no command beside the maps, and finds no button without a purpose")
  func nothingTyped() {
    front.open("Segments")
    #expect(front.markup(with: "After: the same customers") != nil)
    for words in ["The same in cells", "%tsne", "%undo"] {
      #expect(!front.words.contains(words), "\(words)")
    }
    #expect(front.state("Button", "Keep these segments").isEmpty)
  }

  @Test("one customer is shown by identifier; an unknown one is answered in words")
  func customer() {
    front.open("Customers")
    front.change("Text", "customer", ["value": "C20007"])
    #expect(front.words.contains("C20007"))
    front.change("Text", "customer", ["value": "nobody"])
    #expect(front.words.contains("nobody"))
  }

  @Test("the files to take away are those that the commands write")
  func files() throws {
    front.open("Customers")
    front.click("Prepare files to take away")
    #expect(front.waits { front.markup(with: "download=\"segments.csv\"") != nil })
    let links = try #require(front.markup(with: "download=\"segments.csv\""))
    #expect(links.contains("download=\"model.json\""))
    #expect(links.contains("download=\"report.html\""))
    let start = try #require(links.range(of: "data:text/csv;base64,"))
    let encoded = links[start.upperBound...].prefix { $0 != "\"" }
    let sent = try #require(Data(base64Encoded: String(encoded)))
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("segments-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    _ = cohort.execute("%name auto\n%export segments '\(file.path)'", in: WidgetContext())
    #expect(try Data(contentsOf: file) == sent)
  }

  @Test("all files to take away call the segments by the same names; the user's stay")
  func names() throws {
    front.open("Reading")
    _ = cohort.execute("%name 1 'My own'", in: WidgetContext())
    front.open("Customers")
    front.click("Prepare files to take away")
    #expect(front.waits { front.markup(with: "download=\"report.html\"") != nil })
    let links = try #require(front.markup(with: "download=\"report.html\""))
    let before = cohort.session.currentSegmentation?.names
    #expect(before == [1: "My own"], "the session keeps the names that it had")
    _ = cohort.execute("%name auto", in: WidgetContext())
    let names = try #require(cohort.session.currentSegmentation?.names.values)
    #expect(names.count == 4 && names.contains("My own"))
    let files = try ["text/csv", "application/json", "text/html"].map { try file($0, in: links) }
    for text in files {
      for name in names { #expect(text.contains(name) || text.contains(escapedMarkup(name)), "\(name)") }
    }
  }
}
