import Graphics
import Segmentation
import Tables

extension GroupedColumn {
  /// Values with bars of their own; the rest is one bar.
  private static var mostValues: Int { 10 }

  /// One panel a group with the shares of a column's values.
  func counts(_ options: FigureOptions) throws(Asked.Failure) -> Figure {
    var tallies: [[String: Int]] = []
    for group in groups {
      tallies.append(Dictionary(uniqueKeysWithValues: try group.valueCounts().map { ($0.value, $0.count) }))
    }
    let total = tallies.reduce(into: [String: Int]()) { $0.merge($1, uniquingKeysWith: +) }
    let ranked = total.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    // One value over the limit is better shown than called "other (1)".
    let named = ranked.count <= Self.mostValues + 1 ? ranked : Array(ranked.prefix(Self.mostValues))
    let rest = ranked.dropFirst(named.count)
    let values = named + (rest.isEmpty ? [] : ["other (\(NumberText.count(rest.count)))"])
    let counts = tallies.map { tally in
      named.map { tally[$0] ?? 0 } + (rest.isEmpty ? [] : [rest.reduce(0) { $0 + (tally[$1] ?? 0) }])
    }
    var panels: [SegmentedCountsSpec.Panel] = []
    for index in keys.indices.prefix(Self.mostPanels) {
      panels.append(
        SegmentedCountsSpec.Panel(
          key: keys[index], counts: counts[index], missingCount: try groups[index].missingCount()))
    }
    return .segmentedCounts(
      SegmentedCountsSpec(
        name: name, values: values, panels: panels,
        text: FigureText(title: "\(name) by \(by)", insights: insights(named, counts), caption: caption),
        options: options))
  }

  /// Where a value is commoner or rarer than among everyone, by the most.
  private func insights(_ values: [String], _ counts: [[Int]]) -> [String] {
    let sizes = counts.map { $0.reduce(0, +) }
    let everyone = sizes.reduce(0, +)
    guard everyone > 0, values.count > 1 else {
      return values.isEmpty ? [] : ["Every row with a value has the same, \(values[0])."]
    }
    let gaps = values.indices.flatMap { value in
      keys.indices.filter { sizes[$0] > 0 }.map { index -> (value: Int, index: Int, own: Double, all: Double) in
        let all = Double(counts.reduce(0) { $0 + $1[value] }) / Double(everyone)
        return (value, index, Double(counts[index][value]) / Double(sizes[index]), all)
      }
    }
    let ranked = gaps.sorted { abs($0.own - $0.all) > abs($1.own - $1.all) }
    guard let widest = ranked.first, abs(widest.own - widest.all) >= 0.05 else {
      return ["\(name) hardly differs between the \(noun)s: no share is 5 points from everyone's."]
    }
    var lines: [String] = []
    for gap in ranked where lines.count < 3 && abs(gap.own - gap.all) >= 0.05 {
      lines.append(
        "\(values[gap.value]) makes up \(NumberText.percent(gap.own)) of \(heading(gap.index)) and "
          + "\(NumberText.percent(gap.all)) of everyone.")
    }
    return lines + RowGroups.remark(on: keys.count, by: by)
  }
}
