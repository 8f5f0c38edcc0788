import Analysis
import Graphics
import Segmentation
import Tables

/// The figures of principal components, and what is to be said of them.
struct ComponentPicture {
  let pca: PCA
  let preparation: Preparation
  let table: Table
  let color: PointColoring

  /// More arrows hide the customers; the longest come first.
  private static let mostArrows = 20

  private var findings: ComponentFindings { ComponentFindings(pca, features: preparation.featureNames) }

  private var caption: String {
    "\(preparation.caption) · PCA of \(count(preparation.featureNames.count, "feature")), covariance with divisor n − 1"
  }

  func scree(_ options: FigureOptions) -> Figure {
    let hasVariance = pca.shares.contains { $0 > 0 }
    let levels = [0.8, 0.9].map { ScreeSpec.Level(share: $0, components: pca.componentCount(forShare: $0)) }
    return .scree(
      ScreeSpec(
        text: FigureText(
          title: "What the principal components hold", insights: findings.shareSentences, caption: caption),
        shares: hasVariance ? pca.shares : [],
        expected: hasVariance && pca.shares.count > 2 ? findings.expected : [], levels: levels, options: options))
  }

  /// nil where there is no second component to draw.
  func biplot(_ options: FigureOptions) -> Figure? {
    guard pca.shares.count > 1, pca.shares[0] > 0 else { return nil }
    let scores = pca.scores(of: preparation.features, components: 2)
    let rows = preparation.rows
    let (xs, ys) = (scores.column(0), scores.column(1))
    var spec = MapSpec(
      kind: "biplot",
      text: FigureText(
        title: "Customers and features on two components", subtitle: subtitle,
        insights: insights(xs, ys), caption: [made, scaling].joined(separator: " · ")),
      xs: xs, ys: ys, coloring: color.coloring(of: rows),
      tooltips: rows.count <= MapSpec.markLimit ? rows.map(table.identifierText(row:)) : [],
      axisTitles: (title(0), title(1)), options: options)
    spec.arrows = arrows
    return .map(spec)
  }

  private func title(_ component: Int) -> String {
    "PC\(component + 1) (\(NumberText.percent(pca.shares[component])) of the variance)"
  }

  private var subtitle: String {
    ["\(NumberText.count(preparation.rows.count)) customers", color.word, "arrows: the features' loadings"]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// With the segmentation's choices where the points have its colours.
  private var made: String {
    color.segmentation.map { "\($0.caption) · PCA of \(count(preparation.featureNames.count, "feature"))" } ?? caption
  }

  private var scaling: String {
    "biplot that keeps the distances between customers (Gabriel 1971): scores as they are, loadings stretched by one "
      + "factor"
  }

  private var arrows: [MapArrow] {
    let all = preparation.featureNames.enumerated().map { index, name in
      let (x, y) = (pca.components[0, index], pca.components[1, index])
      return MapArrow(
        name: name, x: x, y: y,
        tooltip: "\(name): loading \(NumberText.decimals(x, 3)) on PC1, \(NumberText.decimals(y, 3)) on PC2")
    }
    func length(_ arrow: MapArrow) -> Double { arrow.x * arrow.x + arrow.y * arrow.y }
    let order = all.indices.sorted { (length(all[$1]), $0) < (length(all[$0]), $1) }
    return order.prefix(Self.mostArrows).sorted().map { all[$0] }
  }

  private func insights(_ xs: [Double], _ ys: [Double]) -> [String] {
    var lines = [findings.meaning(0), findings.meaning(1)]
    if let segmentation = color.segmentation {
      lines += [apart(segmentation, xs, "PC1"), apart(segmentation, ys, "PC2")].compactMap { $0 }
    }
    let hidden = preparation.featureNames.count - Self.mostArrows
    if hidden > 0 {
      lines.append("The \(Self.mostArrows) longest of \(preparation.featureNames.count) arrows are drawn.")
    }
    let lost = 1 - pca.shares.prefix(2).reduce(0, +)
    if lost > 0.2 {
      lines.append(
        "The plane leaves out \(NumberText.percent(lost)) of the variance: who lies close here may differ there.")
    }
    return lines
  }

  /// Which segments lie furthest apart along a component, by their medians.
  private func apart(_ segmentation: CustomerSegmentation, _ scores: [Double], _ name: String) -> String? {
    let segments = segmentation.segmentsByTableRow()
    var members = [[Double]](repeating: [], count: segmentation.k)
    for (row, score) in zip(preparation.rows, scores) {
      if let segment = segments[row] { members[segment - 1].append(score) }
    }
    let medians = members.map { median($0) }
    guard let low = medians.indices.min(by: { medians[$0] < medians[$1] }),
      let high = medians.indices.max(by: { medians[$0] < medians[$1] }), medians[low] < medians[high]
    else { return nil }
    return "\(name) tells \(segmentation.title(of: high + 1)) (median \(decimals(medians[high], 1))) from "
      + "\(segmentation.title(of: low + 1)) (\(decimals(medians[low], 1)))."
  }
}
