import FoundationEssentials
import Glibc
import Wording

/// Where a driver may be: nothing of it is loaded.
///
/// In this order: a file that is named; the Python environments of the kernel; manifests of ADBC
/// (https://arrow.apache.org/adbc/current/format/driver_manifests.html); folders of the system.
struct DriverSearch {
  /// A file to load, and what has to be there before it.
  struct Candidate: Equatable {
    let path: String
    /// Python's own library, for a module of Python's that is a library too.
    var python: [String] = []
    /// From a manifest.
    var entryPoint: String?
  }

  let environment: [String: String]
  /// Roots of Python environments: folders with `lib/python3.…/site-packages`.
  let pythons: [String]
  let files = FileManager.default

  init(
    environment: [String: String] = ProcessInfo.processInfo.environment, pythons: [String]? = nil
  ) {
    self.environment = environment
    self.pythons = pythons ?? Self.pythons(environment)
  }

  func candidates(for engine: Engine, named path: String? = nil) -> [Candidate] {
    if let path { return [Candidate(path: path, python: python(for: path, root: nil))] }
    if let path = environment[engine.variable], !path.isEmpty {
      return [Candidate(path: path, python: python(for: path, root: nil))]
    }
    return pythons.flatMap { inPython($0, engine) } + fromManifests(engine) + [Candidate(path: engine.systemFile)]
  }

  // MARK: Python

  /// The active environment, that of the program which started this one (Jupyter's), and one beside the notebook.
  private static func pythons(_ environment: [String: String]) -> [String] {
    var roots = ["VIRTUAL_ENV", "CONDA_PREFIX"].compactMap { environment[$0] }
    if let starter = starter() { roots.append(starter) }
    roots.append(FileManager.default.currentDirectoryPath + "/.venv")
    var seen = Set<String>()
    return roots.filter { FileManager.default.fileExists(atPath: "\($0)/bin/python") && seen.insert($0).inserted }
  }

  /// The environment of the Python that started this process.
  private static func starter() -> String? {
    let process = "/proc/\(getppid())"
    guard let line = FileManager.default.contents(atPath: "\(process)/cmdline") else { return nil }
    let folder = (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(process)/cwd")) ?? ""
    return root(
      ofPython: String(decoding: line.prefix { $0 != 0 }, as: UTF8.self), in: folder,
      path: ProcessInfo.processInfo.environment["PATH"] ?? "")
  }

  /// `/env` for `/env/bin/python`.
  /// - Parameters:
  ///   - program: as it was called: a path, one from `folder` on, or a name that `path` leads to.
  ///   - path: folders, set apart by colons.
  static func root(ofPython program: String, in folder: String, path: String) -> String? {
    guard program.split(separator: "/").last?.hasPrefix("python") == true else { return nil }
    let places =
      program.hasPrefix("/")
      ? [program]
      : program.contains("/") ? ["\(folder)/\(program)"] : path.split(separator: ":").map { "\($0)/\(program)" }
    let found = places.first { FileManager.default.isExecutableFile(atPath: $0) }
    return found.map { $0.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/") }
  }

  private func inPython(_ root: String, _ engine: Engine) -> [Candidate] {
    packageFolders(root).flatMap { folder -> [Candidate] in
      if let file = engine.fileInPackages {
        return exists("\(folder)/\(file)") ? [Candidate(path: "\(folder)/\(file)")] : []
      }
      let modules = (try? files.contentsOfDirectory(atPath: folder)) ?? []
      return modules.filter { $0.hasPrefix("_duckdb.") && $0.hasSuffix(".so") }.sorted()
        .map { Candidate(path: "\(folder)/\($0)", python: python(for: $0, root: root)) }
    }
  }

  private func packageFolders(_ root: String) -> [String] {
    let lib = "\(root)/lib"
    let versions = ((try? files.contentsOfDirectory(atPath: lib)) ?? []).filter { $0.hasPrefix("python3") }.sorted()
    return versions.flatMap { ["\(lib)/\($0)/site-packages", "\(lib)/\($0)/dist-packages"] }.filter(exists)
  }

  /// Python's library for a module of it: DuckDB's wants its functions to be there, and starts no interpreter.
  private func python(for module: String, root: String?) -> [String] {
    guard let name = module.split(separator: "/").last, name.hasPrefix("_duckdb.") else { return [] }
    // _duckdb.cpython-311-x86_64-linux-gnu.so fits 3.11 alone, _duckdb.abi3.so any.
    let digits = name.split(separator: "-").dropFirst().first.map(String.init) ?? ""
    var versions: [String] = []
    if name.contains(".cpython-3"), digits.hasPrefix("3"), digits.count > 1 {
      versions = ["3." + digits.dropFirst().prefix { $0.isNumber }]
    } else {
      versions = (9...16).reversed().map { "3.\($0)" }
    }
    let homes = root.map { ["\($0)/lib", home(of: $0)].compactMap { $0 } } ?? []
    return versions.flatMap { version in
      homes.map { "\($0)/libpython\(version).so.1.0" }.filter(exists) + ["libpython\(version).so.1.0"]
    }
  }

  /// The `lib` of the Python that an environment was made with.
  private func home(of root: String) -> String? {
    guard let text = try? String(contentsOfFile: "\(root)/pyvenv.cfg", encoding: .utf8) else { return nil }
    let home = text.split(separator: "\n").first { $0.hasPrefix("home") }?.split(separator: "=").last
    return home.map { $0.trimmed + "/../lib" }
  }

  // MARK: Manifests

  private func fromManifests(_ engine: Engine) -> [Candidate] {
    var folders = (environment["ADBC_DRIVER_PATH"] ?? "").split(separator: ":").map(String.init)
    let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
    folders += ["\(environment["XDG_CONFIG_HOME"] ?? home + "/.config")/adbc/drivers", "/etc/adbc/drivers"]
    folders += pythons.map { "\($0)/etc/adbc/drivers" }
    return folders.compactMap { folder in
      (try? String(contentsOfFile: "\(folder)/\(engine.rawValue).toml", encoding: .utf8)).flatMap(Self.manifest)
    }
  }

  /// The library of a manifest for this machine.
  static func manifest(_ text: String) -> Candidate? {
    var section = ""
    var (shared, entryPoint): (String?, String?)
    for line in text.split(whereSeparator: \.isNewline).map({ $0.trimmed }) {
      if line.hasPrefix("[") {
        section = line.trimming { "[] ".contains($0) }
        continue
      }
      let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmed }
      guard parts.count == 2 else { continue }
      let value = parts[1].prefix { $0 != "#" }.trimming { "'\" ".contains($0) }
      switch (section, parts[0]) {
      case ("Driver", "entrypoint"): entryPoint = value
      case ("Driver", "shared"), ("Driver.shared", Self.machine): shared = value
      default: break
      }
    }
    return shared.map { Candidate(path: $0, entryPoint: entryPoint) }
  }

  #if arch(arm64)
    private static let machine = "linux_arm64"
  #else
    private static let machine = "linux_amd64"
  #endif

  private func exists(_ path: String) -> Bool { files.fileExists(atPath: path) }
}
