import Foundation
import Machine
import SQLite
import Synchronization
import Tables
import Testing

@testable import Warehouse

@Suite("SQLite's files")
struct SQLiteConnectionTests {
  private static func file(_ statements: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).db").path
    try SQLiteDatabase(path: path).execute(statements)
    return path
  }

  private func connection(to path: String) throws -> any Warehouse {
    try DatabaseAddress("sqlite:\(path)").connect(context: .plain)
  }

  private static let customers = """
    CREATE TABLE "My Customers" (id TEXT, spend REAL, visits INTEGER, since TEXT);
    INSERT INTO "My Customers" VALUES ('a', 1.5, 3, '2024-01-31'), ('b', NULL, NULL, '2024-02-01'), ('c', 2, 7, NULL);
    CREATE VIEW rich AS SELECT * FROM "My Customers" WHERE spend > 1;
    CREATE TABLE empty (x REAL);
    """

  @Test("while it waits for a file that somebody else has locked it can be interrupted", .timeLimit(.minutes(1)))
  func interruptedWait() throws {
    let path = try Self.file("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    let database = try connection(to: path)
    let other = try SQLiteDatabase(path: path)
    try other.execute("BEGIN EXCLUSIVE")
    let asked = Atomic(0)
    let context = ComputeContext(threads: 1) { asked.add(1, ordering: .relaxed).newValue > 3 }
    #expect(throws: WarehouseError.cancelled) {
      try database.result(of: "SELECT a FROM t", expecting: nil, context: context)
    }
    #expect(throws: WarehouseError.cancelled) { try DatabaseAddress("sqlite:\(path)").connect(context: context) }
    try other.execute("COMMIT")
    #expect(try database.result(of: "SELECT a FROM t", expecting: nil, context: .plain).columns.count == 1)
  }

  @Test("a table comes with its types, and so does a view")
  func tables() throws {
    let path = try Self.file(Self.customers)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let database = try connection(to: path)
    #expect(try database.tables(context: .plain).map(\.title) == ["My Customers", "empty", "rich"])
    let (columns, _) = try database.load("my customers", from: "big", context: .plain)
    #expect(columns.map(\.name) == ["id", "spend", "visits", "since"])
    #expect(columns[1].numbers.map { $0.map { $0.isNaN ? -1 : $0 } } == [1.5, -1, 2])
    #expect(columns[3].values.type == .date)
    #expect(try database.load("rich", from: "big", context: .plain).columns[0].count == 2)
  }

  @Test("nothing can be written, not even by a pragma or a table of a query")
  func readOnly() throws {
    let path = try Self.file(Self.customers)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let database = try connection(to: path)
    for query in [
      "DROP TABLE rich", "INSERT INTO empty VALUES (1)", "CREATE TABLE t AS SELECT 1", "PRAGMA user_version = 7",
    ] {
      #expect(throws: WarehouseError.self, "\(query)") {
        try database.result(of: query, expecting: nil, context: .plain)
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("an unknown table is answered with the nearest, an empty one with what a table needs")
  func unknown() throws {
    let path = try Self.file(Self.customers)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let database = try connection(to: path)
    #expect(throws: WarehouseError.noSuchTable("rihc", in: "big", nearest: ["rich"], count: 3)) {
      try database.load("rihc", from: "big", context: .plain)
    }
    #expect(throws: WarehouseError.noRows("big.empty")) { try database.load("empty", from: "big", context: .plain) }
  }

  @Test("whole numbers with more digits than a number keeps are text, digit for digit, and that is said")
  func longIntegers() throws {
    let path = try Self.file(
      """
      CREATE TABLE t (id INTEGER, even INTEGER, mixed);
      INSERT INTO t VALUES (12345678901234500, 12345678901234500, 12345678901234500), (7, NULL, 0.5),
        (12345678901234501, 2, 'x'), (-9223372036854775808, 0, -12345678901234502), (NULL, 3, 1e17)
      """)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let (columns, notices) = try connection(to: path).load("t", from: "big", context: .plain)
    #expect(
      columns[0]
        == Column(name: "id", text: ["12345678901234500", "7", "12345678901234501", "-9223372036854775808", nil]))
    #expect(columns[1].numbers?.first == 12_345_678_901_234_500)
    #expect(
      columns[2] == Column(name: "mixed", text: ["12345678901234500", "0.5", "x", "-12345678901234502", "1e+17"]))
    #expect(notices == [.inRows(.longIntegers(column: "id", line: 3, token: "12345678901234501"))])
  }

  @Test("a column of bytes is refused by name, with the line that leaves it out")
  func bytes() throws {
    let path = try Self.file("CREATE TABLE t (id TEXT, photo BLOB); INSERT INTO t VALUES ('a', x'00')")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let database = try connection(to: path)
    let line = "%load big query=\"SELECT id FROM t\""
    #expect(throws: WarehouseError.nested([.init(name: "photo", type: "bytes")], query: line)) {
      try database.load("t", from: "big", context: .plain)
    }
  }

  @Test("names of tables are names, whatever is in them")
  func names() throws {
    let names = [
      "a\"b", "semi;colon", "x'y", "DROP TABLE z", "emoji 🦊", "--", String(repeating: "n", count: 1_000), "ä.b",
    ]
    let statements = names.map { "CREATE TABLE \"\($0.replacing("\"", with: "\"\""))\" AS SELECT 1 AS x;" }.joined()
    let path = try Self.file(statements)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let database = try connection(to: path)
    for name in names { #expect(try database.load(name, from: "big", context: .plain).columns[0].numbers == [1]) }
    #expect(try database.tables(context: .plain).count == names.count)
  }

  @Test("a query ends soon after it is to stop")
  func stop() throws {
    let path = try Self.file("CREATE TABLE t (x)")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let stopped = ComputeContext(threads: 1, isCancelled: { true })
    #expect(throws: WarehouseError.cancelled) {
      try connection(to: path).result(
        of: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", expecting: nil,
        context: stopped)
    }
  }

  @Test("a file that is no database says so, one that is not there names the nearest")
  func noDatabase() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).db").path
    try Data("a,b\n1,2\n".utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: WarehouseError.notADatabase(path, reason: "file is not a database")) { try connection(to: path) }
    #expect(throws: WarehouseError.noFile("/nowhere/x.db", nearest: [])) { try connection(to: "/nowhere/x.db") }
    #expect(throws: WarehouseError.unknownScheme("mysql://h/d", schemes: DatabaseAddress.known)) {
      try DatabaseAddress("mysql://h/d")
    }
  }

  @Test("a folder is no database, and the databases in it are named")
  func folders() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("a\n1\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/a.csv"))
    for address in [folder, "sqlite:\(folder)", "sqlite://\(folder)/", "duckdb:\(folder)"] {
      let path = address.hasSuffix("/") ? folder + "/" : folder
      #expect(throws: WarehouseError.folder(path, databases: [])) { try DatabaseAddress(address) }
    }
    #expect(WarehouseError.folder(folder, databases: []).remedy == "A database is a file: \(folder)/FILE")
    try FileManager.default.moveItem(atPath: try Self.file("CREATE TABLE t (x)"), toPath: "\(folder)/shop.db")
    do {
      _ = try DatabaseAddress("sqlite:\(folder)")
      Issue.record("a folder is taken for a database")
    } catch {
      #expect(error.message == "\(folder) is a folder; in it: \(folder)/shop.db", "\(error.message)")
      #expect(error.name == "NotADatabase" && error.remedy == "A database is a file: \(folder)/shop.db")
    }
  }

  @Test("a connection is called as its file, its database or its host")
  func usualNames() throws {
    let path = try Self.file("CREATE TABLE t (x)")
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try DatabaseAddress("postgresql://ana:x@host:5432/crm?sslmode=require").usualName == "crm")
    #expect(try DatabaseAddress("postgresql://host").usualName == "host")
    #expect(try DatabaseAddress("sc://spark-1:15002").usualName == "spark_1")
    #expect(
      try DatabaseAddress(path).usualName.hasSuffix(String(path.suffix(15).dropLast(3).replacing("-", with: "_"))))
  }
}
