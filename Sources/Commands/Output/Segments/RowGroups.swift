import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// The rows of the table in each segment, or by the values of a column.
struct RowGroups {
  /// `segment`, or the name of the column.
  let by: String
  let keys: [SegmentKey]
  /// Rows of the table, group by group.
  let rows: [[Int]]
  private(set) var caption: String
  /// More panels make a figure that nobody reads; the segments of most rows come first.
  static let mostPanels = 20

  init(_ segmentation: CustomerSegmentation) {
    let preparation = segmentation.preparation
    by = "segment"
    keys = segmentation.keys
    var rows = [[Int]](repeating: [], count: segmentation.k)
    for (index, segment) in segmentation.labels.enumerated() where segment > 0 {
      rows[segment - 1].append(preparation.rows[index])
    }
    self.rows = rows
    caption = segmentation.caption
  }

  /// One segment (1…k) of several, and the customers of all others together.
  init(_ segmentation: CustomerSegmentation, apart segment: Int, caption: String = "") {
    let all = RowGroups(segmentation)
    by = "segment"
    rows = [all.rows[segment - 1], all.rows.enumerated().filter { $0.offset != segment - 1 }.flatMap(\.element)]
    let placed = Double(rows[0].count + rows[1].count)
    let others = SegmentKey.allOthers(size: rows[1].count, share: Double(rows[1].count) / placed)
    keys = [segmentation.key(of: segment), others]
    self.caption = caption
  }

  /// Rows without a value are in no group.
  init(_ groups: ColumnGroups, of table: Table) {
    by = groups.column
    keys = groups.keys
    var rows = [[Int]](repeating: [], count: groups.keys.count)
    for (row, number) in groups.numbers.enumerated() where number > 0 { rows[number - 1].append(row) }
    self.rows = rows
    let missing = groups.missingCount
    caption = [
      "\(count(table.rowCount, "row")) of \(table.name) by \(groups.column)", table.restriction,
      missing > 0 ? "\(NumberText.count(missing)) without one left out" : nil,
    ].compactMap { $0 }.joined(separator: " · ")
  }

  /// What the user wrote: the segments, or a column; `segment` is a column only while there are no segments.
  /// - Throws: how to make segments where there are none, or what is wrong with the column.
  init(_ reference: Reference, in session: Session) throws(Mistake) {
    if reference.name.lowercased() == "segment", let segmentation = session.currentSegmentation {
      self.init(segmentation)
    } else {
      self.init(try ColumnGroups(reference, in: session), of: try session.table())
    }
  }

  /// The same for a figure above another one, which says how the groups were made.
  var uncaptioned: RowGroups {
    var groups = self
    groups.caption = ""
    return groups
  }

  /// `segments`, or for the values of a column `groups`.
  var noun: String { by == "segment" ? "segment" : "group" }

  /// One panel a segment on shared axes, for a column of numbers.
  func histogram(of column: Column, _ axis: HistogramAxis, _ options: FigureOptions) -> Figure {
    let numbers = column.numbers ?? []
    let everyone = LoadedColumn(column.name, numbers: rows.joined().map { numbers[$0] })
    let edges = axis.edges(for: everyone)
    let findings =
      insights(column, numbers, axis.notation) + [axis.remark(on: everyone, edges: edges)].compactMap { $0 }
    let panels = zip(keys, rows).prefix(Self.mostPanels).map { key, rows in
      SegmentedHistogramSpec.Panel(
        key: key,
        data: axis.data(
          of: LoadedColumn(column.name, numbers: rows.map { numbers[$0] }), edges: edges))
    }
    return .segmentedHistogram(
      SegmentedHistogramSpec(
        panels: panels,
        text: FigureText(
          title: "\(column.name) by \(by)", insights: findings,
          caption: [caption, lack(of: column) ?? "", axis.caption ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
        ),
        options: options))
  }

  /// How many rows of the groups have no value; nil where all have.
  func lack(of column: Column) -> String? {
    guard let numbers = column.numbers else { return nil }
    let grouped = rows.reduce(0) { $0 + $1.count }
    let missing = rows.reduce(0) { $0 + $1.count { numbers[$0].isNaN } }
    return missing > 0
      ? "\(NumberText.count(missing)) of \(count(grouped, "row")) without a value of \(column.name)" : nil
  }

  /// Which segments have the highest and the lowest median, and where zero is the rule.
  func insights(_ column: Column, _ numbers: [Double], _ notation: NumberNotation) -> [String] {
    let summaries = rows.map { rows in Summary(rows.map { numbers[$0] }) }
    let known = summaries.indices.filter { summaries[$0].median.isFinite }
    guard known.count > 1, let high = known.max(by: { summaries[$0].median < summaries[$1].median }),
      let low = known.min(by: { summaries[$0].median < summaries[$1].median })
    else { return [] }
    var lines: [String] = []
    if summaries[high].median > summaries[low].median {
      let (isPair, top, bottom) = (rows.count == 2, summaries[high].median, summaries[low].median)
      lines.append(
        "The median of \(column.name) is \(isPair ? "higher" : "highest") in \(heading(high)), \(notation.statistic(top)), "
          + "\(isPair ? "than" : "and lowest") in \(heading(low)), \(notation.statistic(bottom)).")
    } else {
      lines.append(
        "The median of \(column.name) is the same in \(rows.count == 2 ? "both" : "every \(noun)"), "
          + "\(notation.statistic(summaries[high].median)).")
    }
    let idle = known.filter { summaries[$0].zeroShare > 0.5 }
    if !idle.isEmpty {
      let shares = idle.map { "\(heading($0)) (\(NumberText.percent(summaries[$0].zeroShare)))" }
      lines.append("More than half have exactly zero in \(list(shares)).")
    }
    if keys.count > Self.mostPanels {
      lines.append(Self.remark(on: keys.count, noun, shown: Self.mostPanels))
    }
    return lines
  }

  /// What sentences call a segment.
  func heading(_ index: Int) -> String {
    let key = keys[index]
    return key.name.isEmpty ? "segment \(key.number)" : key.name
  }

  /// Segments come by size, the values of a column in their own order.
  static func remark(on all: Int, _ noun: String, shown: Int) -> String {
    "Of \(NumberText.count(all)) \(noun)s, the \(noun == "segment" ? "\(shown) largest" : "first \(shown)") are shown."
  }
}
