import Graphics
import Segmentation

/// What `%score` shows: how many went into each segment, beside the shares of then, and what moved.
struct ScoringReport {
  let scoring: Scoring
  /// What was done with the result: files that were written, a table that was made. Whole sentences.
  var outcome: [String] = []
  /// Segments shown at most; the first come first.
  let mostRows: Int

  var table: HTMLTable {
    HTMLTable(
      title:
        "\(NumberText.count(scoring.rowCount)) \(scoring.rowCount == 1 ? "customer" : "customers") of \(scoring.tableName)",
      columns: [
        .init("segment", alignment: .left), .init("customers"), .init("share now"),
        .init("share then", tooltip: then), .init("change", tooltip: "percentage points"),
      ] + sureness.map { [.init($0.name, note: "median", tooltip: $0.tooltip)] }.orEmpty
        + (scoring.unusual == nil
          ? []
          : [
            .init(
              "like nobody before",
              tooltip: "farther from the centre of the segment than every customer that the segment was made of")
          ]),
      rows: rows, insights: outcome + scoring.sentences + cut, caption: scoring.caption)
  }

  private var then: String { "of the customers the segments were made of, placed in the same way" }

  private var rows: [[HTMLTable.Cell]] {
    let noise = scoring.size(of: 0) + scoring.sizeThen(of: 0) > 0 ? [row(0)] : []
    return (1...scoring.k).prefix(mostRows).map(row) + noise + lacking
  }

  private func row(_ segment: Int) -> [HTMLTable.Cell] {
    let (now, then) = (
      share(scoring.size(of: segment), of: scoring.placedCount),
      share(scoring.sizeThen(of: segment), of: scoring.placedCountThen)
    )
    let change = (now - then) * 100
    return [
      HTMLTable.Cell(
        scoring.title(of: segment),
        segment: segment > 0
          ? SegmentKey(
            number: segment, size: scoring.size(of: segment), share: now, paletteIndex: scoring.colour(of: segment) + 1
          ).color : nil),
      HTMLTable.Cell(NumberText.count(scoring.size(of: segment))), HTMLTable.Cell(NumberText.percent(now)),
      HTMLTable.Cell(NumberText.percent(then)),
      now.isNaN || then.isNaN
        ? .missing : HTMLTable.Cell((change > 0.05 ? "+" : "") + NumberText.decimals(change, 1)),
    ] + (sureness == nil ? [] : [sure(of: segment)])
      + (scoring.unusual == nil ? [] : [HTMLTable.Cell(NumberText.count(scoring.unusualCount(in: segment)))])
  }

  /// Rows that lack a feature.
  private var lacking: [[HTMLTable.Cell]] {
    guard scoring.droppedCount > 0 else { return [] }
    return [[HTMLTable.Cell("not placed"), HTMLTable.Cell(NumberText.count(scoring.droppedCount))]]
  }

  private func share(_ part: Int, of all: Int) -> Double { all > 0 ? Double(part) / Double(all) : .nan }

  private func sure(of segment: Int) -> HTMLTable.Cell {
    guard let values = scoring.sureness?.values else { return .missing }
    let own = zip(values, scoring.segments).filter { $0.1 == segment && !$0.0.isNaN }.map(\.0).sorted()
    guard segment > 0, !own.isEmpty else { return .missing }
    return HTMLTable.Cell(NumberText.decimals((own[(own.count - 1) / 2] + own[own.count / 2]) / 2, 3))
  }

  private var sureness: (name: String, tooltip: String)? {
    switch scoring.sureness {
    case .certainty: ("certainty", "how sure the method is of the segment: 1 beyond doubt")
    case .margin(_, let what):
      (
        "margin",
        "how much nearer the own segment is than the next, by \(what): 0 halfway between two, near 1 where only the own is near"
      )
    case nil: nil
    }
  }

  private var cut: [String] {
    scoring.k > mostRows ? ["The \(NumberText.count(scoring.k - mostRows)) smallest segments are not shown."] : []
  }
}

extension Optional where Wrapped == [HTMLTable.Column] {
  fileprivate var orEmpty: [HTMLTable.Column] { self ?? [] }
}
