import Analysis
import Glibc
import Graphics
import Segmentation
import Tables

extension RowGroups {
  /// Places along the axis that a density is worked out for.
  private static let cells = 160

  /// One ridge a group, below everyone's, for a column of numbers.
  func ridges(of column: Column, _ axis: HistogramAxis, _ options: FigureOptions) -> Figure {
    let numbers = column.numbers ?? []
    let finite = rows.map { rows in rows.map { numbers[$0] }.filter(\.isFinite) }
    let everyone = Array(finite.joined())
    let known = LoadedColumn(column.name, numbers: everyone)
    let edges = axis.edges(for: known)
    func place(_ value: Double) -> Double { axis.isLogarithmic ? log10(value) : value }
    let drawable = { (values: [Double]) in axis.isLogarithmic ? values.filter { $0 > 0 } : values }
    let (low, high) = (place(edges[0]), place(edges[edges.count - 1]))
    let bandwidths = finite.map { silvermanBandwidth(drawable($0).map(place)) }.filter { $0.isFinite && $0 > 0 }
    // One width for all, so that narrow ridges are narrow groups.
    let bandwidth = max(median(bandwidths.isEmpty ? [high - low] : bandwidths), (high - low) / Double(Self.cells))
    func ridge(_ key: SegmentKey?, _ values: [Double]) -> RidgesSpec.Ridge {
      let places = drawable(values).map(place)
      let isDrawn = low < high && bandwidth > 0
      let density = isDrawn ? kernelDensity(places, over: low...high, count: Self.cells, bandwidth: bandwidth) : []
      let zeros = axis.isLogarithmic ? Double(values.count { $0 == 0 }) / Double(max(1, values.count)) : 0
      return RidgesSpec.Ridge(
        key: key, count: values.count, heights: density.map { $0 / Double(max(1, values.count)) },
        median: median(values), note: zeros > 0 ? "\(NumberText.percent(zeros, decimals: 0)) zero" : "")
    }
    let shown = zip(keys, finite).prefix(Self.mostPanels).map { ridge($0, $1) }
    let asked = grouped(column)
    let insights =
      asked.insights(axis.notation) + [axis.remark(on: known, edges: edges)].compactMap { $0 }
    let smoothing =
      "Gaussian kernel, bandwidth \(NumberText.score(bandwidth))"
      + (axis.isLogarithmic ? " of the decimal logarithm, zeros apart" : "") + " (Silverman 1986)"
    return .ridges(
      RidgesSpec(
        name: column.name, ridges: [ridge(nil, everyone)] + shown, domain: edges[0]...edges[edges.count - 1],
        transform: axis.isLogarithmic ? .log : .linear, notation: axis.notation,
        text: FigureText(
          title: "\(column.name) by \(by)", insights: insights,
          caption: [caption, asked.lack() ?? "", axis.caption ?? "", smoothing].filter { !$0.isEmpty }
            .joined(separator: " · ")), options: options))
  }
}
