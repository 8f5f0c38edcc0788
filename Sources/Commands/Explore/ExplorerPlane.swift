import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Machine
import Segmentation
import Tables

/// Where the customers stand on the map of `%explore`, and what the map is.
struct ExplorerPlane: Sendable {
  let xs: [Double]
  let ys: [Double]
  /// Whether it is the session's t-SNE map.
  let isMap: Bool
  private let caption: String

  init(of session: Session, _ context: ComputeContext) throws {
    let preparation = try session.features()
    if session.state(of: .map) == .current {
      let map = try session.map()
      (xs, ys, isMap) = (map.embedding.x, map.embedding.y, true)
      caption = "t-SNE, perplexity \(NumberText.score(map.parameters.perplexity)), \(map.stepsInWords)"
      return
    }
    isMap = false
    let pca = try PCA(of: preparation.features, context: context)
    let count = min(2, pca.shares.count)
    let scores = pca.scores(of: preparation.features, components: count)
    xs = scores.column(0)
    ys = count > 1 ? scores.column(1) : [Double](repeating: 0, count: xs.count)
    let share = NumberText.percent(pca.shares.prefix(2).reduce(0, +))
    caption = "the first two principal components, \(share) of the variance"
  }

  /// - Parameters:
  ///   - session: with the segments that are chosen.
  ///   - segment: the one that is looked at; the others are grey.
  ///   - namesCommands: false for readers who type none.
  func figure(
    _ session: Session, title: String = "Map of the customers", color: String, segment: Int?, legendRoom: Double = 0,
    namesCommands: Bool = true, _ options: FigureOptions
  ) throws -> Figure {
    let preparation = try session.features()
    let painting = try PointColoring(Reference(name: color, range: 0..<0), isChosen: true, session: session)
    let coloring = painting.coloring(of: preparation.rows).showing(segment)
    let table = try session.table()
    let isTold = preparation.rows.count <= MapSpec.markLimit
    var spec = MapSpec(
      kind: "explore",
      text: FigureText(
        title: title,
        subtitle: ["\(count(xs.count, "customer"))", painting.word].filter { !$0.isEmpty }.joined(separator: ", "),
        caption: isMap || !namesCommands ? caption : caption + "; after %tsne this is the map"),
      xs: xs, ys: ys, coloring: coloring,
      tooltips: isTold ? preparation.rows.map(table.identifierText(row:)) : [], options: options)
    // The table of the segments stands beside it.
    spec.hasSegmentLegend = color != "segment"
    spec.legendRoom = legendRoom
    return .map(spec)
  }
}

extension MapSpec.Coloring {
  /// One segment in its colour, the others in grey.
  fileprivate func showing(_ segment: Int?) -> MapSpec.Coloring {
    guard case .segments(let labels, let keys) = self, let segment,
      let key = keys.first(where: { $0.number == segment })
    else { return self }
    let others = keys.filter { $0.number != segment }
    let rest = SegmentKey.allOthers(
      size: others.reduce(0) { $0 + $1.size }, share: others.reduce(0) { $0 + $1.share })
    return .segments(labels.map { $0 == segment ? segment : 0 }, keys: [key, rest])
  }
}
