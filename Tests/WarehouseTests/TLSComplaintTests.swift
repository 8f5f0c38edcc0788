import Testing

@testable import Warehouse

@Suite("Whom a server of PostgreSQL's is taken for")
struct TLSComplaintTests {
  static let place = "connection to server at \"127.0.0.1\", port 5432 failed: "

  @Test("what is wrong with a certificate is said once, without the advice to look at none")
  func words() {
    let message = """
      [libpq] Failed to connect: \(Self.place)root certificate file "/ca.crt" does not exist
      Either provide the file, use the system's trusted roots with sslrootcert=system, or change sslmode to disable server certificate verification.

      """
    let words = Engine.postgresql.words(of: message)
    #expect(words == "\(Self.place)root certificate file \"/ca.crt\" does not exist")
    #expect(WarehouseError.noConnection("there", reason: words).remedy.hasPrefix("sslrootcert=FILE in the URI is"))
  }

  @Test(
    "each complaint has a remedy of its own",
    arguments: [
      (
        "server certificate for \"crm.example.com\" does not match host name \"x\"",
        "Write the host as its certificate does, crm.example.com;"
      ),
      ("SSL error: certificate verify failed", "sslrootcert=FILE in the URI is"),
      (
        "could not read root certificate file \"/ca.crt\": no certificate or crl found",
        "sslrootcert= wants a file in PEM"
      ),
      ("server does not support SSL, but SSL was required", "Whoever runs the server can put TLS on;"),
      ("invalid sslmode value: \"verify\"", "sslmode is disable, allow,"),
    ])
  func remedies(reason: String, start: String) {
    #expect(WarehouseError.noConnection("there", reason: Self.place + reason).remedy.hasPrefix(start))
  }

  @Test("what has nothing to do with certificates has no remedy of theirs")
  func others() {
    #expect(WarehouseError.noConnection("there", reason: Self.place + "Connection refused").remedy == "")
  }

  @Test(
    "a server elsewhere is taken at its word unless the URI says otherwise",
    arguments: [
      ("ana@db.example.com/crm", true), ("ana@db.example.com/crm?sslmode=require", true),
      ("ana:a%40b@db.example.com:5433/crm?connect_timeout=3", true), ("db.example.com", true),
      ("127.0.0.1,db.example.com/crm", true), ("127.example.com/crm", true), ("/crm?host=db.example.com", true),
      ("localhost/crm?hostaddr=192.0.2.1", true), ("[2001:db8::1]:5432/crm", true),
      ("ana@db.example.com/crm?sslmode=verify-full&sslrootcert=system", false),
      ("ana@db.example.com/crm?sslmode=verify-ca", false), ("ana:pw@127.0.0.1:5432/crm", false),
      ("ana@localhost:5432/crm", false), ("[::1]:5432/crm", false), ("/crm", false), (":5433/crm", false),
      ("%2Fvar%2Frun/crm", false), ("/crm?host=/var/run", false), ("/crm?service=mine", false),
    ])
  func identity(rest: String, expected: Bool) throws {
    #expect(try DatabaseAddress("postgresql://\(rest)").isTakenAtItsWord(environment: [:]) == expected)
  }

  @Test("what the URI leaves open is looked up where PostgreSQL's library does")
  func environment() throws {
    func isTakenAtItsWord(_ rest: String, _ environment: [String: String]) throws -> Bool {
      try DatabaseAddress("postgresql://\(rest)").isTakenAtItsWord(environment: environment)
    }
    #expect(try !isTakenAtItsWord("db.example.com/crm", ["PGSSLMODE": "verify-full"]))
    #expect(try isTakenAtItsWord("db.example.com/crm?sslmode=prefer", ["PGSSLMODE": "verify-full"]))
    #expect(try isTakenAtItsWord("/crm", ["PGHOST": "db.example.com"]))
    #expect(try !isTakenAtItsWord("localhost/crm", ["PGHOST": "db.example.com"]))
    #expect(try !isTakenAtItsWord("db.example.com/crm", ["PGSERVICE": "mine"]))
    #expect(try !DatabaseAddress("sc://db.example.com:15002").isTakenAtItsWord)
  }
}
