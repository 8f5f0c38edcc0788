#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A shared library that stays loaded.
struct SharedLibrary {
  let name: String
  let package: String
  private let handle: UnsafeMutableRawPointer

  init(name: String, package: String) throws(RasterisationError) {
    guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
      throw .libraryMissing(library: name, package: package)
    }
    self.name = name
    self.package = package
    self.handle = handle
  }

  /// The caller's type must be the C declaration's; nothing else can check it.
  func function<Function>(_ symbol: String) throws(RasterisationError) -> Function {
    guard let address = dlsym(handle, symbol) else {
      throw .libraryMissing(library: "\(name) with \(symbol)", package: package)
    }
    return unsafeBitCast(address, to: Function.self)
  }
}
