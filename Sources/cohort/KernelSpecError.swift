/// Why a kernelspec was not installed or removed.
enum KernelSpecError: Error, Equatable, CustomStringConvertible {
  case noHome
  case noPython
  case notOurs(path: String, language: String)
  case notInstalled(path: String)
  case notWritten(path: String, reason: String)
  case notRemoved(path: String, reason: String)

  var description: String {
    switch self {
    case .noHome:
      "There is no HOME to install into; name a place with --prefix DIR."
    case .noPython:
      "No Python environment is in use (no VIRTUAL_ENV, no CONDA_PREFIX, no python3 on PATH); "
        + "activate one, or name a place with --prefix DIR."
    case .notOurs(let path, let language):
      "\(path) holds a kernel for '\(language)' and was left alone; choose another --name."
    case .notInstalled(let path):
      "There is no kernel in \(path); `jupyter kernelspec list` shows where kernels are."
    case .notWritten(let path, let reason):
      "Nothing was installed: \(path): \(reason). Choose a place you may write to, with --user or --prefix DIR."
    case .notRemoved(let path, let reason):
      "\(path) was not removed: \(reason)."
    }
  }
}
