import Analysis
import Graphics
import Segmentation

/// What `%agree` shows: the segments against the groups of another division, and what to make of it.
struct CrossTable {
  let agreement: Agreement
  let segmentation: CustomerSegmentation

  /// More of them make a table that nobody reads; the largest are shown, and the rest of the groups stand together.
  private static let mostSegments = 20
  private static let mostGroups = 12
  /// In a figure narrower than 560 pixels.
  private static let mostGroupsOfNarrow = 7

  func figure(_ options: FigureOptions) -> Figure {
    let labelling = agreement.labelling
    let groupCount = agreement.groupSizes.count { $0 > 0 }
    let most = options.width < 560 ? Self.mostGroupsOfNarrow : Self.mostGroups
    // One group alone is not worth lumping.
    let shown = agreement.groupsInOrder(most: groupCount <= most + 1 ? groupCount : most)
    let lumped = groupCount - shown.count
    let counts = counts(of: shown, lumps: lumped > 0)
    return .crosstab(
      CrosstabSpec(
        text: FigureText(
          title: "The segments and \(labelling.name)",
          subtitle: labelling.isSegmentation
            ? "where each segment's customers are by \(labelling.name)"
            : "what each segment's customers are by \(labelling.name)",
          insights: agreement.sentences { segmentation.title(of: $0) } + remarks(lumped: lumped), caption: caption),
        keys: Array(segmentation.keys.prefix(Self.mostSegments)),
        groups: shown.map { labelling.groups[$0] } + (lumped > 0 ? ["\(NumberText.count(lumped)) others"] : []),
        counts: Array(counts.prefix(Self.mostSegments)), everyone: everyone(counts),
        headline: "adjusted Rand index \(NumberText.score(agreement.adjustedRandIndex))", options: options))
  }

  /// Rows of each segment in each of some groups, and in all others where `lumps`.
  private func counts(of groups: [Int], lumps: Bool) -> [[Int]] {
    let width = groups.count + (lumps ? 1 : 0)
    var place = [Int](repeating: groups.count, count: agreement.groupSizes.count)
    for (column, group) in groups.enumerated() { place[group] = column }
    var counts = [[Int]](repeating: [Int](repeating: 0, count: width), count: agreement.segmentSizes.count)
    for cell in agreement.table.cells { counts[cell.first][place[cell.second]] += cell.count }
    return counts
  }

  private func everyone(_ counts: [[Int]]) -> [Int] {
    (counts.first ?? []).indices.map { column in counts.reduce(0) { $0 + $1[column] } }
  }

  private func remarks(lumped: Int) -> [String] {
    var lines: [String] = []
    if lumped > 0 {
      lines.append("The \(NumberText.count(lumped)) smallest groups of \(agreement.labelling.name) stand together.")
    }
    if segmentation.k > Self.mostSegments {
      lines.append("Of \(NumberText.count(segmentation.k)) segments, the \(Self.mostSegments) largest are shown.")
    }
    return lines
  }

  private var caption: String {
    let (used, all) = (agreement.rows, segmentation.preparation.tableRowCount)
    let rows = used == all ? NumberText.count(all) : "\(NumberText.count(used)) of \(NumberText.count(all))"
    return "\(rows) customers · against \(agreement.labelling.origin) · the segments: \(segmentation.caption)"
  }
}
