import CommandLanguage
import CommandSession
import Graphics
import Segmentation

/// The map of a report: the current one, else that of the principal components, which is said.
struct ReportMap {
  let material: ReportMaterial
  let context: CommandContext

  /// - Throws: `CancellationError`; what colouring throws where there are no segments.
  func blocks(_ options: FigureOptions) throws -> [ReportPage.Block] {
    let bySegment = Reference(name: "segment", range: 0..<0)
    let session = material.session
    guard let components = material.components else {
      let painting = try MapPainting(bySegment, isChosen: false, session: session)
      let (map, features) = (try session.map(), try session.features())
      return [.figure(try context.making { painting.figure(of: map, features, options) })]
    }
    let reason = session.state(of: .map) == .stale ? "The t-SNE map is out of date" : "There is no t-SNE map"
    let picture = ComponentPicture(
      pca: components, preparation: material.segmentation.preparation, table: material.table,
      color: try PointColoring(bySegment, isChosen: false, session: session))
    guard let plane = try context.making({ picture.biplot(options) }) else {
      return [.paragraph("\(reason), and the features have no second component to draw one by; %tsne draws a map.")]
    }
    return [
      .paragraph("\(reason): this is the plane of the first two principal components. %tsne draws the other."),
      .figure(plane),
    ]
  }
}
