import Testing

@testable import Warehouse

/// Whether DuckDB can be loaded here.
enum DuckDB {
  static let isThere = (try? DuckDBLibrary.load()) != nil
}

extension Trait where Self == ConditionTrait {
  static var whereDuckDBIs: Self {
    .enabled(if: DuckDB.isThere, "DuckDB IS NOT INSTALLED: nothing was tried on it (.venv/bin/pip install duckdb)")
  }
}
