import Analysis
import Graphics
import Segmentation
import Tables

/// How a map is coloured, decided before it is computed, so that a mistyped column costs nothing.
struct MapPainting {
  private let coloring: MapSpec.Coloring
  private let identifiers: [String]
  private let word: String

  /// - Parameter isChosen: whether the user asked for the colour; before `%cluster`, the default is no colour.
  /// - Throws: an unknown column, or `missingStage` when segments are asked for and there are none.
  init(_ color: Reference, isChosen: Bool, session: Session) throws {
    let table = try session.table()
    let rows = try session.features().rows
    identifiers = rows.count <= MapSpec.markLimit ? rows.map(table.identifierText(row:)) : []
    let color = try PointColoring(color, isChosen: isChosen, session: session)
    coloring = color.coloring(of: rows)
    word = color.word
  }

  func figure(of map: CustomerMap, _ preparation: Preparation, _ options: FigureOptions) -> Figure {
    let parameters = map.parameters
    let caption = [
      preparation.caption,
      "t-SNE, perplexity \(NumberText.score(parameters.perplexity)), \(parameters.iterations) steps, "
        + "seed \(parameters.seed), KL divergence \(NumberText.score(map.embedding.klDivergence))",
    ].joined(separator: " · ")
    let count = NumberText.count(map.embedding.x.count)
    return .map(
      MapSpec(
        text: FigureText(
          title: "Map of the customers",
          subtitle: ["\(count) customers", word].filter { !$0.isEmpty }.joined(separator: ", "),
          insights: ["Neighbours on the map are alike; distances between far islands, and their sizes, mean little."],
          caption: caption),
        xs: map.embedding.x, ys: map.embedding.y, coloring: coloring, tooltips: identifiers, options: options))
  }

  /// The map while it forms.
  func frame(x: [Double], y: [Double], caption: String, _ options: FigureOptions) -> Figure {
    .map(
      MapSpec(
        text: FigureText(title: "Map of the customers", subtitle: caption), xs: x, ys: y, coloring: coloring,
        options: options))
  }
}
