import Testing
import Warehouse

extension Trait where Self == ConditionTrait {
  /// Says loudly where DuckDB is missing: a skipped test reads as one that passed.
  static var whereDuckDBIs: Self {
    .enabled(
      if: (try? DuckDBWriter()) != nil,
      "DuckDB IS NOT INSTALLED: nothing was tried on it (.venv/bin/pip install duckdb)")
  }
}
