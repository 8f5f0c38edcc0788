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

  /// `segment`, or for the values of a column `group`.
  var noun: String { Self.noun(by) }

  /// A column of these rows.
  func grouped(_ column: Column) -> GroupedColumn<LoadedColumn> {
    GroupedColumn(
      by: by, keys: keys, caption: caption, everyone: LoadedColumn(column.selecting(rows: rows.flatMap { $0 })),
      groups: rows.map { LoadedColumn(column.selecting(rows: $0)) })
  }

  /// What sentences call a segment.
  func heading(_ index: Int) -> String { keys[index].inSentence }

  /// That figures of panels show the first of so many groups; none where they show all.
  /// - Parameter by: `segment`, or the name of the column that makes them.
  static func remark(on all: Int, by: String) -> [String] {
    all > mostPanels ? [remark(on: all, noun(by), shown: mostPanels)] : []
  }

  /// `segment`, or for the values of a column `group`.
  static func noun(_ by: String) -> String { by == "segment" ? "segment" : "group" }

  /// Segments come by size, the values of a column in their own order.
  static func remark(on all: Int, _ noun: String, shown: Int) -> String {
    "Of \(NumberText.count(all)) \(noun)s, the \(noun == "segment" ? "\(shown) largest" : "first \(shown)") are shown."
  }
}
