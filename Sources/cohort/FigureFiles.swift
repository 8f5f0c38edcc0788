import FoundationEssentials
import Glibc
import Tables
import Wording

/// The files that the figures of one run become: `analysis-01-hist.svg`, `analysis-02-tsne.svg`, ….
struct FigureFiles {
  let folder: URL
  let stem: String
  /// Whether a file of an earlier run may be written over.
  let replaces: Bool
  private var count = 0

  init(folder: URL, stem: String, replaces: Bool) {
    self.folder = folder
    self.stem = stem
    self.replaces = replaces
  }

  /// Looks for figures of an earlier run, before anything is computed in vain.
  /// - Throws: `RunError.figureExists` with the first of them.
  func requireNone() throws(RunError) {
    guard !replaces else { return }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    if let taken = names.filter(isFigure).min() {
      throw .figureExists(path: folder.appending(path: taken).shortPath)
    }
  }

  /// The next figure's file; `kind` is the command that drew it.
  mutating func next(kind: String) -> URL {
    count += 1
    let number = count < 10 ? "0\(count)" : "\(count)"
    return folder.appending(path: "\(stem)-\(number)-\(kind).svg")
  }

  /// Writes `svg`, whole or not at all.
  /// - Throws: `RunError.figureExists` when another program made the file meanwhile, `.figureNotWritten`.
  func write(_ svg: String, to file: URL, replacing: Bool) throws(RunError) {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      if replaces || replacing {
        try AtomicFile.write(Array(svg.utf8), to: file.path)
      } else {
        try Data(svg.utf8).write(to: file, options: .withoutOverwriting)
      }
    } catch let error as WriteError {
      throw .figureNotWritten(path: file.shortPath, reason: error.message)
    } catch let error as CocoaError where error.code == .fileWriteFileExists {
      throw .figureExists(path: file.shortPath)
    } catch {
      throw .figureNotWritten(path: file.shortPath, reason: systemReason(error))
    }
  }

  /// `stem-NN-word.svg`.
  private func isFigure(_ name: String) -> Bool {
    guard name.hasPrefix(stem + "-") else { return false }
    return name.dropFirst(stem.count + 1).wholeMatch(of: /[0-9]{2,}-[a-z0-9]+\.svg/) != nil
  }
}

extension URL {
  /// The path as the user would write it.
  var shortPath: String {
    relativePath.hasPrefix("./") ? String(relativePath.dropFirst(2)) : relativePath
  }
}
