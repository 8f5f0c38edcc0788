import FoundationEssentials
import Glibc

/// The cells of a file of commands: a text file is one cell, a notebook has its code cells.
struct RunSource: Equatable {
  struct SourceCell: Equatable {
    /// What an error calls the cell; nil where there is only one.
    var label: String?
    var code: String
  }

  var cells: [SourceCell]

  init(file: String) throws(RunError) {
    let data = try Self.bytes(of: file)
    if file.lowercased().hasSuffix(".ipynb") {
      cells = try Self.notebookCells(data, file: file)
    } else {
      guard let text = String(data: data, encoding: .utf8) else { throw .notText(file: file) }
      cells = [SourceCell(label: nil, code: text)]
    }
  }

  /// Bytes of the largest file, outputs of a notebook included.
  private static let largestFile = 256 << 20

  /// Everything up to the end of the file, which may be a pipe: `<(…)` of a shell, `/dev/stdin`, a FIFO.
  private static func bytes(of file: String) throws(RunError) -> Data {
    func failure() -> RunError { .unreadable(file: file, reason: String(cString: strerror(errno))) }
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var data = Data()
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      if count == 0 { return data }
      guard data.count + count <= largestFile else {
        throw .unreadable(file: file, reason: "it is larger than \(largestFile >> 20) MB, which nobody wrote")
      }
      data.append(contentsOf: piece[..<count])
    }
  }

  private static func notebookCells(_ data: Data, file: String) throws(RunError) -> [SourceCell] {
    guard let notebook = try? JSONDecoder().decode(Notebook.self, from: data) else { throw .notANotebook(file: file) }
    if let language = notebook.metadata?.language, language != "cohort" {
      throw .otherLanguage(file: file, language: language)
    }
    return notebook.cells.enumerated().compactMap { index, cell in
      cell.cellType == "code" ? SourceCell(label: "cell \(index + 1)", code: cell.source.text) : nil
    }
  }
}

/// What is read of a notebook file, nbformat 4.
private struct Notebook: Decodable {
  struct NotebookCell: Decodable {
    var cellType: String
    var source: Source
    enum CodingKeys: String, CodingKey {
      case cellType = "cell_type"
      case source
    }
  }

  /// Either one string or its lines.
  struct Source: Decodable {
    var text: String
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self.text = text
      } else {
        text = try container.decode([String].self).joined()
      }
    }
  }

  struct Metadata: Decodable {
    struct KernelSpec: Decodable { var language: String? }
    struct LanguageInfo: Decodable { var name: String? }
    var kernelspec: KernelSpec?
    var languageInfo: LanguageInfo?
    var language: String? { languageInfo?.name ?? kernelspec?.language }
    enum CodingKeys: String, CodingKey {
      case kernelspec
      case languageInfo = "language_info"
    }
  }

  var metadata: Metadata?
  var cells: [NotebookCell]
}
