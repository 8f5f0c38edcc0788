import CommandLanguage
import CommandSession
import Graphics
import Remote
import Segmentation
import Tables
import Wording

/// Keeps the segmentation in a file.
struct Save: Command {
  static let name = "save"
  static let section = Section.keeping
  static let summary = "writes the fitted recipe and the segmentation to a file, for %restore"
  static let details = """
    One readable JSON file: the recipe with the numbers it took from the table, the segments with centroids, names and \
    colours, who is in which, and what columns were said to be (%role). It holds no rows of the table. An existing file is replaced only once the new one is whole; \
    the loaded file never is. The checksum at the end finds accidents, such as a file cut short; it is no signature: who means to deceive can make one that fits.
    """
  static let parameters: [Parameter<Save>] = [
    .argument("file", \.file, .path(endings: [".json"]), "where to; its name ends in .json", required: true)
  ]
  static let examples = [Example("%save segments.json", "the segmentation in use")]

  var file = ""

  func run(on session: inout Session, in context: CommandContext) throws {
    let remote = try session.remote?.value.fit(for: "a model")
    let segmentation = try remote == nil ? session.wholeSegmentation(for: "a model") : nil
    let ending = file.pathExtension.lowercased()
    guard ending == "json" else {
      throw Mistake(
        .refused(
          name: "UnknownFormat", message: "a model is JSON, and ‘\(file.excerpt)’ does not end in .json",
          remedy: "The file's name ends in .json"),
        at: .key("file"))
    }
    let protected = session.protectedFiles
    try AtomicFile.check(file.expandingHome, protecting: protected)
    let model: SavedModel
    if let segmentation {
      model = try SavedModel(
        of: segmentation, table: try session.table(), isImplied: session.madeFeatures?.value.isImplied ?? false,
        context: context.compute("describing the segments"))
    } else if let remote {
      model = remote.model
    } else {
      return
    }
    if context.execution.isInterrupted { throw CancellationError() }
    try AtomicFile.write(Array(model.text.utf8), to: file.expandingHome, protecting: protected)
    context.print(
      "Wrote \(file): \(count(model.k, "segment")) of \(model.origin.inWords), \(model.methodInWords).")
  }
}
