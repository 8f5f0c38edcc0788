import Graphics
import Segmentation
import Tables

/// How the dates of a column fall into days, weeks, months, quarters or years.
struct DateHistogram {
  let name: String
  /// Days since 1970-01-01 of every row, NaN where there is none; or every day with how many rows are of it.
  let days: [Double]
  /// Rows of each of `days`.
  private let rowCounts: [Int]
  private let unit: CalendarUnit
  /// Where each stretch begins, and the end of the last; empty where there are no dates.
  private let edges: [Double]

  /// More bars than this cannot carry their shares.
  private static let mostBars = 30

  /// - Parameters:
  ///   - rows: those that the axis is made for; nil for all.
  ///   - bins: bars at most; nil for as many as can be read.
  init(_ name: String, _ dates: DateColumn, rows: [Int]? = nil, bins: Int?) {
    let days = dates.days
    self.init(name, days, rowCounts: [Int](repeating: 1, count: days.count), rows: rows, bins: bins)
  }

  /// - Parameter rowCounts: how many rows are of each of `days`.
  init(_ name: String, _ days: [Double], rowCounts: [Int], rows: [Int]? = nil, bins: Int?) {
    self.name = name
    self.days = days
    self.rowCounts = rowCounts
    let there = (rows ?? Array(days.indices)).map { days[$0] }.filter(\.isFinite)
    guard let first = there.min(), let last = there.max() else {
      (unit, edges) = (.day, [])
      return
    }
    let found = CalendarUnit.edges(
      from: Int(first.rounded(.down)), to: Int(last.rounded(.down)), most: bins ?? Self.mostBars)
    unit = found.unit
    edges = found.edges.map { Double($0) }
  }

  /// The bars of some rows.
  func data(_ rows: [Int]) -> HistogramData {
    let there = rows.filter { days[$0].isFinite }.sorted { days[$0] < days[$1] }
    let count = there.reduce(0) { $0 + rowCounts[$1] }
    var counts = [Int](repeating: 0, count: max(0, edges.count - 1))
    // The day of the middle row: between two days, the earlier one, which is a day that occurs.
    var (bin, passed, median) = (0, 0, Double.nan)
    for row in there {
      while bin + 1 < counts.count, days[row] >= edges[bin + 1] { bin += 1 }
      counts[bin] += rowCounts[row]
      if passed <= (count - 1) / 2 { median = days[row] }
      passed += rowCounts[row]
    }
    return HistogramData(
      name: name, edges: edges, counts: there.isEmpty ? [] : counts, mean: .nan, median: median,
      missingCount: rows.reduce(0) { $0 + rowCounts[$1] } - count, transform: .time)
  }

  /// From when to when, when most, and where nobody is.
  func sentences(_ data: HistogramData) -> [String] {
    let there = days.filter(\.isFinite)
    guard let first = there.min(), let last = there.max(), let most = data.counts.max() else { return [] }
    var lines = [
      "From \(CalendarText.day(first)) to \(CalendarText.day(last)); the bars are \(data.counts.count == 1 ? "one" : "")"
        + "\(data.counts.count == 1 ? " \(unit.rawValue)" : unit.plural)."
    ]
    guard data.counts.count > 1 else { return lines }
    let fullest = data.counts.indices.filter { data.counts[$0] == most }
    let share = NumberText.percent(Double(most) / Double(data.counts.reduce(0, +)))
    lines.append(
      fullest.count == 1
        ? "Most rows are of \(data.binText(fullest[0])): \(NumberText.count(most)) (\(share))."
        : "No \(unit.rawValue) has more rows than \(NumberText.count(most)) (\(share)), which \(fullest.count) of them have."
    )
    let empty = data.counts.count { $0 == 0 }
    if empty > 0 {
      lines.append("\(count(empty, unit.rawValue, plural: unit.plural)) between \(empty == 1 ? "has" : "have") no row.")
    }
    return lines
  }

  func figure(_ options: FigureOptions) -> Figure {
    let data = data(Array(days.indices))
    return .histogram(
      HistogramSpec(
        data: data, text: FigureText(title: name, insights: sentences(data), caption: caption), options: options))
  }

  var caption: String { edges.isEmpty ? "" : "\(name) by \(unit.rawValue)" }
}

extension CalendarUnit {
  /// "months", "centuries".
  fileprivate var plural: String { self == .century ? "centuries" : rawValue + "s" }
}

extension DateColumn {
  /// Days since 1970-01-01, with fractions where there are times; NaN where there is no date.
  var days: [Double] {
    microseconds.map { $0 == Self.missing ? .nan : Double($0) / 86_400_000_000 }
  }
}

extension Column {
  var dates: DateColumn? { if case .dates(let dates) = values { dates } else { nil } }
}

extension DateHistogram {
  /// One panel a segment, or a group that another column makes, on one axis of time.
  /// - Parameters:
  ///   - by: `segment`, or the name of that column.
  ///   - rows: places in `days`, group by group.
  ///   - origin: how the groups came about.
  func figure(
    by: String, _ keys: [SegmentKey], rows: [[Int]], origin: String, _ options: FigureOptions
  ) -> Figure {
    let panels = zip(keys, rows).prefix(RowGroups.mostPanels).map { key, rows in
      SegmentedHistogramSpec.Panel(key: key, data: data(rows))
    }
    let medians = panels.filter { $0.data.median.isFinite }
    var insights: [String] = []
    if let early = medians.min(by: { $0.data.median < $1.data.median }),
      let late = medians.max(by: { $0.data.median < $1.data.median }),
      CalendarText.day(early.data.median) != CalendarText.day(late.data.median)
    {
      insights.append(
        "Half of \(early.key.heading) lie before or on \(CalendarText.day(early.data.median)), the earliest such day; of "
          + "\(late.key.heading) before or on \(CalendarText.day(late.data.median)), the latest.")
    }
    insights += RowGroups.remark(on: keys.count, by: by)
    return .segmentedHistogram(
      SegmentedHistogramSpec(
        panels: panels,
        text: FigureText(
          title: "\(name) by \(by)", insights: insights,
          caption: [origin, caption].filter { !$0.isEmpty }.joined(separator: " · ")),
        options: options))
  }
}
