import CSQLite
import Foundation
import Testing

@testable import SQLite

@Suite("SQLite")
struct SQLiteDatabaseTests {
  private func database(_ statements: String = "CREATE TABLE t (a, b, c); CREATE TABLE u (x)") throws -> SQLiteDatabase
  {
    let database = try SQLiteDatabase(path: nil)
    try database.execute(statements)
    return database
  }

  /// The code of the error that `body` throws; nil where it throws none.
  private func code(_ body: () throws -> Void) -> CInt? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SQLiteError)?.code
    }
  }

  private func file() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).db").path
  }

  @Test("values come back as they went in, text with zero bytes and the largest integers among them")
  func values() throws {
    let database = try database()
    let insert = try database.prepare("INSERT INTO t VALUES (?, ?, ?)")
    try insert.run([.integer(.max), .text("a\0b"), .null])
    try insert.run([.integer(.min), .text(""), .number(0.1)])
    let statement = try database.prepare("SELECT a, b, c FROM t ORDER BY rowid")
    var rows: [String] = []
    try statement.forEachRow {
      rows.append("\(statement.integer(0)) \(statement.text(1)!) \(statement.text(2) ?? "–")")
    }
    #expect(rows == ["\(Int.max) a\0b –", "\(Int.min)  0.1"])
    #expect(database.lastInsertedRow == 2)
  }

  @Test("a statement tells which columns of which tables it reads, and nothing of the statements before it")
  func reading() throws {
    let database = try database()
    _ = try database.prepare("SELECT x FROM u")
    let some = try database.prepare("SELECT a FROM t WHERE b > 1 -- c").reading
    #expect(some.includes(table: "t") && !some.includes(table: "u"))
    #expect(some.includes(column: "a", of: "t") && some.includes(column: "b", of: "t"))
    #expect(!some.includes(column: "c", of: "t") && !some.includes(column: "x", of: "u"))
    let all = try database.prepare("SELECT count(*) FROM t").reading
    #expect(all.includes(column: "c", of: "t"))
  }

  @Test("what stands in double quotes is a name, and never a string")
  func quotedNames() throws {
    let database = try database()
    #expect(throws: SQLiteError.self) { try database.prepare(#"SELECT "blance" FROM t"#) }
  }

  @Test("an error says what, and where in the statement")
  func errors() throws {
    let database = try database()
    do {
      _ = try database.prepare("SELECT a, absent FROM t")
      Issue.record("read")
    } catch {
      #expect(error == SQLiteError(code: SQLITE_ERROR, message: "no such column: absent", offset: 10))
      #expect("\(error)" == "SQLite error 1: no such column: absent")
    }
  }

  @Test(
    "one statement is compiled, and not none or several",
    arguments: ["", "-- a remark", "SELECT 1; SELECT 2", "SELECT 1; SELEC"])
  func oneStatement(text: String) throws {
    let database = try database()
    #expect(code { _ = try database.prepare(text) } == SQLITE_MISUSE)
  }

  @Test("a remark may follow a statement", arguments: ["SELECT 1;", "SELECT 1; -- done", "SELECT 1 /* done */ ; ; "])
  func remark(text: String) throws {
    let statement = try database().prepare(text)
    #expect(try statement.step())
    #expect(statement.integer(0) == 1)
  }

  @Test("parameters are bound by their names, and one without a value is refused")
  func parameters() throws {
    let database = try database()
    let statement = try database.prepare("SELECT $limit + $limit, $name")
    try statement.bind(["limit": .integer(4), "name": .text("a"), "other": .null])
    #expect(try statement.step())
    #expect(statement.integer(0) == 8 && statement.text(1) == "a")
    #expect(code { try database.prepare("SELECT $b").bind(["a": .integer(1)]) } == SQLITE_MISUSE)
    #expect(code { try database.prepare("SELECT ?").bind(["a": .integer(1)]) } == SQLITE_MISUSE)
  }

  @Test("a transaction that fails leaves nothing, and the next one works")
  func transaction() throws {
    struct Failure: Error {}
    let database = try database()
    #expect(throws: Failure.self) {
      try database.transaction {
        try database.execute("INSERT INTO u VALUES (1)")
        throw Failure()
      }
    }
    try database.transaction { try database.execute("INSERT INTO u VALUES (2)") }
    let statement = try database.prepare("SELECT group_concat(x) FROM u")
    #expect(try statement.step())
    #expect(statement.text(0) == "2")
  }

  @Test("functions are given values and give values back")
  func functions() throws {
    let database = try database()
    try database.add(function: "twice") { value in
      switch value {
      case .integer(let number): .integer(2 * number)
      case .number(let number): .number(2 * number)
      case .text(let text): .text(text + text)
      case .null: .null
      }
    }
    let statement = try database.prepare("SELECT twice(4), twice(0.25), twice('ab'), twice(NULL), twice(x'00')")
    #expect(try statement.step())
    #expect((0..<5).map { statement.text($0) } == ["8", "0.5", "abab", nil, nil])
  }

  @Test("a file that somebody else has locked is an error at once; one to read from is not written to")
  func files() throws {
    let path = file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try SQLiteDatabase(path: path)
    try first.execute("CREATE TABLE t (a); BEGIN EXCLUSIVE")
    #expect(code { try SQLiteDatabase(path: path).execute("INSERT INTO t VALUES (1)") } == SQLITE_BUSY)
    try first.execute("COMMIT")
    #expect(
      code { try SQLiteDatabase(path: path, access: .read).execute("INSERT INTO t VALUES (1)") } == SQLITE_READONLY)
    #expect(code { _ = try SQLiteDatabase(path: path + ".none", access: .read) } == SQLITE_CANTOPEN)
    try Data("no database, but text that is long enough".utf8).write(to: URL(fileURLWithPath: path))
    #expect(code { try SQLiteDatabase(path: path).execute("SELECT count(*) FROM sqlite_schema") } == SQLITE_NOTADB)
  }

  @Test("a result that is read half does not keep the file locked")
  func halfRead() throws {
    struct Enough: Error {}
    let path = file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try SQLiteDatabase(path: path)
    try first.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)")
    let statement = try first.prepare("SELECT a FROM t")
    #expect(throws: Enough.self) { try statement.forEachRow { throw Enough() } }
    try SQLiteDatabase(path: path).execute("DROP TABLE t")
  }
}
