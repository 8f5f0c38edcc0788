import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// How a map is coloured, decided before it is computed, so that a mistyped column costs nothing.
struct MapPainting {
  private let coloring: MapSpec.Coloring
  private let identifiers: [String]
  private let word: String
  /// The rows that are drawn while the map forms, and their colours.
  private let sketched: (rows: [Int], coloring: MapSpec.Coloring)

  /// Customers drawn while the map forms: enough to see its shape, few enough to be drawn in some hundredths of a second.
  private static let sketchLimit = 40_000

  /// - Parameter isChosen: whether the user asked for the colour; before `%cluster`, the default is no colour.
  /// - Throws: an unknown column, or `missingStage` when segments are asked for and there are none.
  init(_ color: Reference, isChosen: Bool, session: Session) throws {
    let table = try session.table()
    let rows = try session.features().rows
    identifiers = rows.count <= MapSpec.markLimit ? rows.map(table.identifierText(row:)) : []
    let color = try PointColoring(color, isChosen: isChosen, session: session)
    coloring = color.coloring(of: rows)
    word = color.word
    let step = max(1, (rows.count + Self.sketchLimit - 1) / Self.sketchLimit)
    let sample = Array(stride(from: 0, to: rows.count, by: step))
    sketched = (sample, step == 1 ? coloring : color.coloring(of: sample.map { rows[$0] }))
  }

  func figure(of map: CustomerMap, _ preparation: Preparation, _ options: FigureOptions) -> Figure {
    let parameters = map.parameters
    let isLargest =
      parameters.perplexity < TSNE.Parameters().perplexity
      && parameters.perplexity == TSNE.Parameters.largestPerplexity(rows: map.embedding.x.count)
    let caption = [
      preparation.caption,
      "t-SNE, perplexity \(NumberText.score(parameters.perplexity))\(isLargest ? " (the largest that fits)" : ""), "
        + "\(map.stepsInWords), seed \(parameters.seed), \(map.divergenceInWords)",
    ].joined(separator: " · ")
    let count = NumberText.count(map.embedding.x.count)
    return .map(
      MapSpec(
        text: FigureText(
          title: "Map of the customers",
          subtitle: ["\(count) customers", word].filter { !$0.isEmpty }.joined(separator: ", "),
          insights: ["Neighbours on the map are alike; distances between far islands, and their sizes, mean little."]
            + (map.interruptedAfter == nil
              ? [] : ["This map is \(map.stepsInWords) and not finished: %tsne without color= makes it anew."]),
          caption: caption),
        xs: map.embedding.x, ys: map.embedding.y, coloring: coloring, tooltips: identifiers, options: options))
  }

  /// The map while it forms; of very many customers every second, or third …
  func frame(x: [Double], y: [Double], caption: String, _ options: FigureOptions) -> Figure {
    let (rows, coloring) = sketched
    let isWhole = rows.count == x.count
    let count = isWhole ? "" : ", \(NumberText.count(rows.count)) of \(NumberText.count(x.count)) customers drawn"
    return .map(
      MapSpec(
        text: FigureText(title: "Map of the customers", subtitle: caption + count),
        xs: isWhole ? x : rows.map { x[$0] }, ys: isWhole ? y : rows.map { y[$0] }, coloring: coloring,
        options: options))
  }
}
