import CommandLanguage
import FoundationEssentials
import KernelInterface
import Wording

/// Files and folders that a half-typed path may become.
struct PathCandidates {
  /// Files must end in one of these; any may when empty.
  let endings: [String]

  /// Entries of the folder that `typed` names so far, folders with a `/` behind them, at most 200.
  func matching(_ typed: String) -> [CompletionList.Item] {
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let prefix = typed.dropFirst(folder.count)
    let opened = folder.isEmpty ? "." : folder.expandingHome
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: opened) else { return [] }
    var items: [CompletionList.Item] = []
    for name in names.sorted() where name.hasPrefix(prefix) && (!name.hasPrefix(".") || prefix.hasPrefix(".")) {
      var isFolder = false
      guard FileManager.default.fileExists(atPath: opened + "/" + name, isDirectory: &isFolder) else { continue }
      let isOffered = isFolder || endings.isEmpty || endings.contains { name.lowercased().hasSuffix($0) }
      guard isOffered else { continue }
      let path = folder + name + (isFolder ? "/" : "")
      items.append(.init(text: Quoting.item(path), kind: "path", signature: isFolder ? "folder" : "file"))
      if items.count == 200 { break }
    }
    return items
  }
}
