import FoundationEssentials

extension String {
  /// The last part of a path: `customers.csv`.
  package var lastPathComponent: String { asFile.lastPathComponent }

  /// What follows the last point of a file's name: `csv`; empty where there is no point.
  package var pathExtension: String { asFile.pathExtension }

  private var asFile: URL { URL(filePath: self, directoryHint: .notDirectory) }

  /// A path with `~` or `~name` at its start replaced by that user's home folder; as it is where there is no such user.
  package var expandingHome: String {
    guard hasPrefix("~") else { return self }
    let (user, rest) = (dropFirst().prefix { $0 != "/" }, drop { $0 != "/" })
    let manager = FileManager.default
    var home = user.isEmpty ? manager.homeDirectoryForCurrentUser : manager.homeDirectory(forUser: String(user))
    // As shells have it: who sets HOME has moved.
    if user.isEmpty, let named = ProcessInfo.processInfo.environment["HOME"], !named.isEmpty {
      home = URL(filePath: named, directoryHint: .isDirectory)
    }
    return home.map { $0.appending(path: String(rest.drop { $0 == "/" }), directoryHint: .notDirectory).path } ?? self
  }
}
