import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation

/// Draws the tree of merges.
struct DendrogramCommand: Command {
  static let name = "dendrogram"
  static let section = Section.segmentation
  static let summary = "draws the tree in which customers were merged, with the cut and the segments' colours"
  static let details = """
    The top of the tree is shown; a number in brackets is how many customers hang below a branch. A long vertical line \
    means that two groups stayed apart for long. With linkage=, the tree of another linkage is drawn beside the segments \
    in use, which stay as they are.
    """
  static let tableCopies = 1.0
  static let parameters: [Parameter<DendrogramCommand>] = [
    .key("linkage", \.linkage, .choice(), "what makes two groups close; the segmentation's without it"),
    .key("leaves", \.leaves, .wholeNumber(in: 2...200), "how many branches are shown"),
  ]
  static let examples = [
    Example("%dendrogram", "the tree of the segmentation, or Ward's before %cluster"),
    Example("%dendrogram linkage=complete leaves=50", "another linkage, more branches"),
  ]

  var linkage: Linkage?
  var leaves = 30

  func run(on session: inout Session, in context: CommandContext) throws {
    if session.currentSegmentation != nil { _ = try session.wholeSegmentation(for: "the tree") }
    let preparation = try session.preparedFeatures(context.compute("preparing features", part: 0...0.02))
    let segmentation = session.currentSegmentation
    let own = segmentation.flatMap { made in made.dendrogram.map { (method: made.options.method, tree: $0) } }
    let method: any Method = linkage.map { HierarchicalMethod(linkage: $0) } ?? own?.method ?? HierarchicalMethod()
    let isOwn = own.map { $0.method.word == method.word } ?? false
    let tree: Dendrogram
    if isOwn, let own {
      tree = own.tree
    } else {
      let fit = try method.fit(
        preparation.features, tree: nil, seed: session.seed,
        context: context.compute("growing the tree", part: 0.02...1))
      guard let grown = fit.tree else { preconditionFailure("a method of linkages grows a tree") }
      tree = grown
    }
    let table = try session.table()
    let caption = "\(method.noun) · \(preparation.caption)"
    context.show(
      .dendrogram(
        DendrogramSpec(
          text: FigureText(
            title: "How the customers were merged", insights: insights(tree, segmentation, isOwn), caption: caption),
          merges: tree.merges.map { DendrogramMerge(left: $0.left, right: $0.right, height: $0.height) },
          leaves: leaves, k: isOwn ? segmentation?.k : nil, segments: segmentation?.labels ?? [],
          keys: segmentation?.keys ?? [], names: preparation.rows.map(table.identifierText(row:)),
          heightTitle: method.heightInWords,
          options: context.figureOptions)),
      keptIn: &session)
  }

  /// Between which merges the longest gap lies: the cut that the tree itself suggests.
  private func insights(_ tree: Dendrogram, _ segmentation: CustomerSegmentation?, _ isOwn: Bool) -> [String] {
    let heights = Array(tree.heights.suffix(10).reversed())
    guard heights.count > 2, let first = heights.first, first > 0 else { return [] }
    let gaps = zip(heights, heights.dropFirst()).map { $0 - $1 }
    guard let widest = gaps.indices.max(by: { gaps[$0] < gaps[$1] }) else { return [] }
    var text =
      "The longest step without a merge is from \(widest + 2) to \(widest + 1) groups: from "
      + "\(NumberText.score(heights[widest + 1])) to \(NumberText.score(heights[widest]))"
    if let segmentation, isOwn {
      let k = segmentation.k
      text +=
        widest + 2 == k ? ", where this segmentation cuts" : "; this segmentation cuts at \(k)"
    } else if segmentation != nil {
      text += "; the colours are the segments in use, which another linkage made"
    }
    return [text + "."]
  }
}
