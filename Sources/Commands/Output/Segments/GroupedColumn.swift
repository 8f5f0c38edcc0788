import Analysis
import Graphics
import Segmentation
import Tables

/// A column of the rows in each segment, or in each group that another column makes, wherever the rows are.
struct GroupedColumn<Asked: ColumnQuestions> {
  /// `segment`, or the name of the column that makes the groups.
  let by: String
  let keys: [SegmentKey]
  /// How the groups came about.
  let caption: String
  /// The rows of all groups together.
  let everyone: Asked
  /// As many as keys.
  let groups: [Asked]

  /// More panels make a figure that nobody reads; the segments of most rows come first.
  static var mostPanels: Int { RowGroups.mostPanels }

  var name: String { everyone.name }

  /// `segment`, or for the values of a column `group`.
  var noun: String { RowGroups.noun(by) }

  /// One panel a group on shared axes: bars for numbers, shares of values for anything else.
  func figure(_ axis: HistogramAxis, _ options: FigureOptions) throws(Asked.Failure) -> Figure {
    everyone.type == .number ? try histogram(axis, options) : try counts(options)
  }

  private func histogram(_ axis: HistogramAxis, _ options: FigureOptions) throws(Asked.Failure) -> Figure {
    let edges = try axis.edges(for: everyone)
    let remark = try axis.remark(on: everyone, edges: edges)
    let findings = try insights(axis.notation) + [remark].compactMap { $0 }
    var panels: [SegmentedHistogramSpec.Panel] = []
    for (key, group) in zip(keys, groups).prefix(Self.mostPanels) {
      panels.append(SegmentedHistogramSpec.Panel(key: key, data: try axis.data(of: group, edges: edges)))
    }
    return .segmentedHistogram(
      SegmentedHistogramSpec(
        panels: panels,
        text: FigureText(
          title: "\(name) by \(by)", insights: findings,
          caption: [caption, try lack() ?? "", axis.caption ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
        ),
        options: options))
  }

  /// How many rows of the groups have no number; nil where all have.
  func lack() throws(Asked.Failure) -> String? {
    guard everyone.type == .number else { return nil }
    let missing = try everyone.missingCount()
    return missing > 0
      ? "\(NumberText.count(missing)) of \(count(everyone.count, "row")) without a value of \(name)" : nil
  }

  /// Which groups have the highest and the lowest median, and where zero is the rule.
  func insights(_ notation: NumberNotation) throws(Asked.Failure) -> [String] {
    var summaries: [Summary] = []
    for group in groups { summaries.append(try group.summary()) }
    let known = summaries.indices.filter { summaries[$0].median.isFinite }
    guard known.count > 1, let high = known.max(by: { summaries[$0].median < summaries[$1].median }),
      let low = known.min(by: { summaries[$0].median < summaries[$1].median })
    else { return [] }
    var lines: [String] = []
    if summaries[high].median > summaries[low].median {
      let (isPair, top, bottom) = (groups.count == 2, summaries[high].median, summaries[low].median)
      lines.append(
        "The median of \(name) is \(isPair ? "higher" : "highest") in \(heading(high)), \(notation.statistic(top)), "
          + "\(isPair ? "than" : "and lowest") in \(heading(low)), \(notation.statistic(bottom)).")
    } else {
      lines.append(
        "The median of \(name) is the same in \(groups.count == 2 ? "both" : "every \(noun)"), "
          + "\(notation.statistic(summaries[high].median)).")
    }
    let idle = known.filter { summaries[$0].zeroShare > 0.5 }
    if !idle.isEmpty {
      let shares = idle.map { "\(heading($0)) (\(NumberText.percent(summaries[$0].zeroShare)))" }
      lines.append("More than half have exactly zero in \(list(shares)).")
    }
    return lines + RowGroups.remark(on: keys.count, by: by)
  }

  /// What sentences call a group.
  func heading(_ index: Int) -> String { keys[index].inSentence }
}
