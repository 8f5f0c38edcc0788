import Testing

@testable import Warehouse

@Suite("Addresses of Flight SQL")
struct FlightSignInTests {
  @Test(
    "user, password and token go to the driver in options of their own",
    arguments: [
      ("grpc://host:1", ["uri": "grpc://host:1"]),
      (
        "grpc://ana:p%40s:s@host:1/x", ["uri": "grpc://host:1/x", "username": "ana", "password": "p@s:s"]
      ),
      ("grpc+tls://ana@host", ["uri": "grpc+tls://host", "username": "ana"]),
      ("flightsql://ana:a/b@host:1", ["uri": "grpc+tls://host:1", "username": "ana", "password": "a/b"]),
      (
        "grpc+tls://host:1?x=1&token=a%20b",
        ["uri": "grpc+tls://host:1?x=1", "adbc.flight.sql.authorization_header": "Bearer a b"]
      ),
    ])
  func options(address: String, options: [String: String]) {
    #expect(Dictionary(uniqueKeysWithValues: FlightSignIn(address).options) == options)
  }
}
