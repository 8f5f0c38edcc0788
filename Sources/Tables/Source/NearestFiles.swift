import FoundationEssentials
import Wording

/// Paths like `path` in its directory.
package func nearestFiles(to path: String) -> [String] {
  let url = URL(fileURLWithPath: path)
  let directory = url.deletingLastPathComponent().path
  let names = (try? FileManager.default.contentsOfDirectory(atPath: directory))?.sorted() ?? []
  let typedDirectory = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : ""
  let near = nearestNames(to: url.lastPathComponent, among: names)
  // `gym.xls` for gym.csv: another ending is no slip of the fingers, and changes half the name.
  let stem = url.deletingPathExtension().lastPathComponent.lowercased()
  let others = names.filter { name in
    !near.contains(name) && !name.hasPrefix(".")
      && URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent.lowercased() == stem
  }
  return (near + others.prefix(3)).map { typedDirectory + $0 }
}
