import CArrow
import Glibc
import Synchronization

/// A driver that is loaded. It stays so until the process ends: some of them cannot be unloaded.
final class Driver: Sendable {
  let engine: Engine
  let path: String
  /// Its functions, which it allows any thread to call.
  nonisolated(unsafe) let functions: UnsafeMutablePointer<AdbcDriver>
  /// As `dlopen` gave it.
  nonisolated(unsafe) let library: UnsafeMutableRawPointer

  private static let loaded = Mutex<[String: Driver]>([:])

  private init(
    _ engine: Engine, _ path: String, _ functions: UnsafeMutablePointer<AdbcDriver>, _ library: UnsafeMutableRawPointer
  ) {
    (self.engine, self.path, self.functions, self.library) = (engine, path, functions, library)
  }

  /// The first driver that can be loaded.
  /// - Parameter path: of one that the user names.
  /// - Throws: `.noDriver`, `.brokenDriver` where one was found and could not be loaded.
  static func load(
    _ engine: Engine, named path: String? = nil, search: DriverSearch = DriverSearch()
  ) throws(WarehouseError) -> Driver {
    var broken: (path: String, reason: String)?
    for candidate in search.candidates(for: engine, named: path) {
      if let known = loaded.withLock({ $0[candidate.path] }) { return known }
      switch open(candidate, engine) {
      case .success(let driver):
        return loaded.withLock { loaded in
          if let known = loaded[candidate.path] { return known }
          loaded[candidate.path] = driver
          return driver
        }
      case .failure(let failure):
        // That a system has none of its own is no news.
        let isThere = candidate.path != engine.systemFile
        if isThere, broken == nil { broken = (candidate.path, failure.message) }
      }
    }
    if let broken { throw .brokenDriver(engine.name, path: broken.path, reason: broken.reason) }
    throw .noDriver(
      engine.name, package: "\(engine.package.name)==\(engine.package.version)", python: search.pythons.first)
  }

  private static func open(_ candidate: DriverSearch.Candidate, _ engine: Engine) -> Result<Driver, DriverFailure> {
    // Its names must be seen by the module that is loaded next.
    _ = candidate.python.first { dlopen($0, RTLD_NOW | RTLD_GLOBAL) != nil }
    guard let library = dlopen(candidate.path, RTLD_NOW | RTLD_LOCAL) else {
      return .failure(DriverFailure(message: dlerror().map { String(cString: $0) } ?? "it cannot be opened"))
    }
    let names = (candidate.entryPoint.map { [$0] } ?? []) + engine.entryPoints
    guard let symbol = names.lazy.compactMap({ dlsym(library, $0) }).first else {
      return .failure(DriverFailure(message: "it has no entry point \(names[0])"))
    }
    let enter = unsafeBitCast(symbol, to: AdbcEntryPoint.self)
    let functions = UnsafeMutablePointer<AdbcDriver>.allocate(capacity: 1)
    functions.initialize(to: AdbcDriver())
    do throws(DriverFailure) {
      try call { error in enter(CInt(AdbcVersion110), functions, error) }
    } catch {
      functions.deallocate()
      return .failure(error)
    }
    return .success(Driver(engine, candidate.path, functions, library))
  }

  /// Makes a call, and turns what it says of itself into an error. What the driver has allocated for it is released.
  static func call(_ body: (UnsafeMutablePointer<AdbcError>) -> AdbcStatus?) throws(DriverFailure) {
    var error = AdbcError()
    // Says that there is room for what 1.1.0 adds.
    error.vendor_code = .min
    defer { error.release?(&error) }
    guard let code = body(&error) else {
      throw DriverFailure(status: .notImplemented, message: "the driver cannot do that")
    }
    guard code != 0 else { return }
    throw DriverFailure(status: DriverStatus(rawValue: code) ?? .unknown, error)
  }
}
