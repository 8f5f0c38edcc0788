import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation

/// Draws the principal components of the features: what they hold, and what they mean.
struct PCACommand: Command {
  static let name = "pca"
  static let section = Section.segmentation
  static let summary = "draws what the principal components hold (scree) and mean (biplot)"
  static let details = """
    Two figures of the prepared features. The scree: each component's share of the variance, the running total, and what \
    chance alone would give (the broken stick). The biplot: customers in the plane of the first two components, and an \
    arrow for each feature. A customer lies far along an arrow where the feature is high; arrows that point the same way \
    rise together. Distances between customers are kept as far as a plane can (Gabriel 1971); the arrows are the loadings, \
    all stretched by one factor. Signs are fixed: the largest loading of a component is positive.
    """
  static let tableCopies = 5.0
  static let parameters: [Parameter<PCACommand>] = [
    .key("color", \.color, .coloring, "segment, none, or a column")
  ]
  static let examples = [
    Example("%pca", "coloured by segment, or plain before %cluster"),
    Example("%pca color=BALANCE", "the biplot by a column's value"),
  ]

  var color = Reference(name: "segment", range: 0..<0)

  func run(on session: inout Session, in context: CommandContext) throws {
    let preparation = try session.preparedFeatures(context.compute("preparing features", part: 0...0.2))
    let color = try PointColoring(color, isChosen: context.isGiven("color"), session: session)
    let compute = context.compute("finding the components", part: 0.2...1)
    let pca = try PCA(of: preparation.features, context: compute)
    let picture = ComponentPicture(
      pca: pca, preparation: preparation, table: try session.table(), color: color)
    let options = context.figureOptions
    let (scree, biplot) = try context.making { (picture.scree(options), picture.biplot(options)) }
    context.show(scree, keptIn: &session)
    if let biplot { context.show(biplot, keptIn: &session) }
  }
}
