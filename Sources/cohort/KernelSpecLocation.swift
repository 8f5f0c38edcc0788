import ArgumentParser
import FoundationEssentials
import Glibc
import Wording

/// The options that say which folder a kernelspec lives in.
struct KernelSpecLocation: ParsableArguments {
  @Flag(help: "For this user alone (the default): JUPYTER_DATA_DIR, or Jupyter's folder under XDG_DATA_HOME.")
  var user = false

  @Flag(help: "For the Python environment in use: VIRTUAL_ENV, CONDA_PREFIX, or that of the first python3 on PATH.")
  var sysPrefix = false

  @Option(help: ArgumentHelp("For everyone who looks under this prefix.", valueName: "dir"), completion: .directory)
  var prefix: String?

  @Option(help: "The name that Jupyter knows the kernel by.")
  var name = "cohort"

  func validate() throws {
    if [user, sysPrefix, prefix != nil].count(where: { $0 }) > 1 {
      throw ValidationError("--user, --sys-prefix and --prefix exclude one another; give one of them.")
    }
    // What jupyter_client accepts as the name of a kernelspec folder, which it reads in lower case.
    if name.wholeMatch(of: /[a-z0-9._-]+/) == nil || name.allSatisfy({ $0 == "." }) {
      throw ValidationError(
        "A kernel's name is made of lower-case letters, digits, '-', '.' and '_'; '\(name)' is not.")
    }
  }

  /// The folder of the kernelspec, whether it exists or not.
  func folder(environment: [String: String]) throws(KernelSpecError) -> URL {
    let data: URL
    if let prefix {
      data = URL(fileURLWithPath: prefix).appending(path: "share/jupyter")
    } else if sysPrefix {
      data = URL(fileURLWithPath: try Self.pythonPrefix(environment)).appending(path: "share/jupyter")
    } else {
      data = try Self.userData(environment)
    }
    return data.appending(path: "kernels/\(name)", directoryHint: .isDirectory).standardizedFileURL
  }

  /// Jupyter's own rule for a user's data (`jupyter_core.paths.jupyter_data_dir`).
  private static func userData(_ environment: [String: String]) throws(KernelSpecError) -> URL {
    if let named = environment["JUPYTER_DATA_DIR"], !named.isEmpty { return URL(fileURLWithPath: named) }
    let home = environment["HOME"] ?? ""
    #if os(macOS)
      let folder = "Library/Jupyter"
    #else
      if let data = environment["XDG_DATA_HOME"], !data.isEmpty {
        return URL(fileURLWithPath: data).appending(path: "jupyter")
      }
      let folder = ".local/share/jupyter"
    #endif
    guard !home.isEmpty else { throw .noHome }
    return URL(fileURLWithPath: home).appending(path: folder)
  }

  private static func pythonPrefix(_ environment: [String: String]) throws(KernelSpecError) -> String {
    for key in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
      if let prefix = environment[key], !prefix.isEmpty { return prefix }
    }
    guard let python = popen("python3 -c 'import sys; print(sys.prefix)' 2>/dev/null", "r") else { throw .noPython }
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX) + 2)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, python))
    let status = pclose(python)
    let prefix = String(decoding: bytes, as: UTF8.self).trimmed
    guard status == 0, !prefix.isEmpty else { throw .noPython }
    return prefix
  }
}
