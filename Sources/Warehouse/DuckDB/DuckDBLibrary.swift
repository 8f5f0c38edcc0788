import CArrow
import Glibc
import Synchronization

/// DuckDB's C API, of the library that also holds its driver. No Python is started, and nothing is loaded before it is asked for.
final class DuckDBLibrary: Sendable {
  /// Its functions, which it allows any thread to call.
  let call: DuckDBFunctions

  /// “2.0.1”
  let version: String

  /// The one that was loaded, which DuckDB's calls of functions of ours have to find by themselves.
  private static let loaded = Mutex<DuckDBLibrary?>(nil)

  static var shared: DuckDBLibrary? { loaded.withLock { $0 } }

  /// - Throws: `WarehouseError.noDriver`, `.brokenDriver`, also for a library that is too old.
  static func load() throws(WarehouseError) -> DuckDBLibrary {
    if let shared { return shared }
    let driver = try Driver.load(.duckdb)
    guard let functions = functions(of: driver.library) else {
      throw .brokenDriver(Engine.duckdb.name, path: driver.path, reason: "DuckDB 1.4 or later is needed")
    }
    return loaded.withLock { loaded in
      let library = loaded ?? DuckDBLibrary(functions)
      loaded = library
      return library
    }
  }

  private init(_ functions: DuckDBFunctions) {
    call = functions
    let text = functions.library_version().map { String(cString: $0) } ?? ""
    version = text.hasPrefix("v") ? String(text.dropFirst()) : text
  }

  /// All functions by their names; nil where one is missing.
  private static func functions(of library: UnsafeMutableRawPointer) -> DuckDBFunctions? {
    var functions = DuckDBFunctions()
    let isWhole = withUnsafeMutableBytes(of: &functions) { places in
      withUnsafeBytes(of: DuckDBFunctionNames) { names in
        let names = names.bindMemory(to: UnsafePointer<CChar>?.self)
        let places = places.bindMemory(to: UnsafeMutableRawPointer?.self)
        precondition(names.count == places.count)
        for (place, name) in names.enumerated() {
          guard let name, let symbol = dlsym(library, name) else { return false }
          places[place] = symbol
        }
        return true
      }
    }
    return isWhole ? functions : nil
  }

  /// Takes what DuckDB says of an error, and gives it back its memory.
  func failure(_ error: DuckDBHandle?) -> DriverFailure? {
    guard let error else { return nil }
    defer {
      var error: DuckDBHandle? = error
      call.destroy_error_data(&error)
    }
    return DriverFailure(message: call.error_data_message(error).map { String(cString: $0) } ?? "")
  }
}
