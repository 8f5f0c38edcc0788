import Graphics
import Segmentation

/// What a recipe did, feature by feature.
struct PreparationTable {
  let preparation: Preparation
  /// nil where nobody asks which features say the same.
  let redundancy: Redundancy?

  var table: HTMLTable {
    HTMLTable(
      title: "\(count(preparation.rows.count, "customer")) × \(count(preparation.featureNames.count, "feature"))",
      columns: [.init("feature", alignment: .left)] + columns.map { .init($0.title, alignment: $0.alignment) },
      rows: preparation.transforms.map { transform in
        [HTMLTable.Cell(transform.featureName)] + columns.map { $0.cell(transform) }
      },
      insights: insights, caption: preparation.caption)
  }

  private struct Column {
    var title: String
    var alignment = HTMLTable.Alignment.right
    var cell: (FeatureTransform) -> HTMLTable.Cell
  }

  /// Only the steps that some feature takes.
  private var columns: [Column] {
    let transforms = preparation.transforms
    var columns: [Column] = []
    if transforms.contains(where: { $0.fill != nil }) {
      columns.append(Column(title: "missing becomes") { Self.cell($0.fill, NumberText.statistic) })
    }
    if transforms.contains(where: { $0.bounds != nil }) {
      columns.append(
        Column(title: "pulled in to") { transform in
          guard let bounds = transform.bounds else { return HTMLTable.Cell("") }
          return HTMLTable.Cell("\(NumberText.score(bounds.lowerBound)) … \(NumberText.score(bounds.upperBound))")
        })
    }
    if transforms.contains(where: { $0.logOffset != nil }) {
      columns.append(
        Column(title: "logarithm", alignment: .left) { transform in
          HTMLTable.Cell(transform.logOffset.map { "ln(x + \(NumberText.score($0)))" } ?? "")
        })
    }
    if transforms.contains(where: { $0.center != 0 || $0.scale != 1 }) {
      columns.append(Column(title: "minus") { Self.cell($0.center, Self.parameter) })
      columns.append(Column(title: "divided by") { Self.cell($0.scale, Self.parameter) })
    }
    return columns
  }

  /// The exact value as a tooltip.
  private static func cell(_ value: Double?, _ text: (Double) -> String) -> HTMLTable.Cell {
    value.map { HTMLTable.Cell(text($0), tooltip: NumberText.shortest($0)) } ?? HTMLTable.Cell("")
  }

  /// A mean or a deviation: five decimals, as other tools print them, or digits that show where five decimals would be zeros.
  private static func parameter(_ value: Double) -> String {
    abs(value) < 0.001 && value != 0 ? NumberText.score(value) : NumberText.decimals(value, 5)
  }

  private var insights: [String] {
    var lines = preparation.notes + (redundancy?.notes ?? [])
    if let components = preparation.fitted.components {
      let shares = components.shares.map { NumberText.percent($0) }.joined(separator: ", ")
      lines.append(
        "\(components.shares.count) principal components of these features are used; they keep \(shares) of the variance"
      )
    }
    return lines
  }
}
