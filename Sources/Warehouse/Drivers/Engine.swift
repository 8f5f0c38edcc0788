/// A database that is reached by a driver of ADBC.
enum Engine: String, Sendable, CaseIterable {
  case postgresql
  case duckdb
  case spark
  case flightSQL = "flightsql"

  /// As it is called in a sentence.
  var name: String {
    switch self {
    case .postgresql: "PostgreSQL"
    case .duckdb: "DuckDB"
    case .spark: "Spark"
    case .flightSQL: "Flight SQL"
    }
  }

  /// What stands before the colon of its URIs.
  var schemes: [String] {
    switch self {
    case .postgresql: ["postgresql", "postgres"]
    case .duckdb: ["duckdb"]
    case .spark: ["sc"]
    case .flightSQL: ["grpc", "grpc+tcp", "grpc+tls", "flightsql"]
    }
  }

  /// The package of Python's that brings the driver, and its version that was tried.
  var package: (name: String, version: String) {
    switch self {
    case .postgresql: ("adbc-driver-postgresql", "1.13.0")
    case .duckdb: ("duckdb", "2.0.1")
    case .spark: ("adbc-driver-spark", "0.3.0")
    case .flightSQL: ("adbc-driver-flightsql", "1.13.0")
    }
  }

  /// The driver's file within the folder of Python's packages; nil for DuckDB, whose name tells Python's version.
  var fileInPackages: String? {
    self == .duckdb ? nil : "adbc_driver_\(rawValue)/libadbc_driver_\(rawValue).so"
  }

  /// What a system's own copy is called.
  var systemFile: String { self == .duckdb ? "libduckdb.so" : "libadbc_driver_\(rawValue).so" }

  /// The variable that names a file to be taken before all others.
  var variable: String { "COHORT_" + rawValue.uppercased() }

  /// Entry points, in the order in which they are looked for.
  var entryPoints: [String] { (self == .duckdb ? ["duckdb_adbc_init"] : []) + ["AdbcDriverInit"] }
}
