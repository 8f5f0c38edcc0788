import Testing

@testable import Graphics

@Suite("Histograms")
struct HistogramTests {
  private let insights = [
    "Half of the customers owe less than $873; the mean is pulled to $1,564 by the largest tenth.",
    "Four in a hundred balances lie beyond the upper fence of $4,945. A log would make the column nearly symmetric.",
  ]

  @Test("a skewed column with zeros and missing values is drawn as committed")
  func column() throws {
    var random = Fixtures(seed: 1)
    let data = Fixtures.histogram(
      "BALANCE", random.amounts(8950), bins: 18, missing: 313, isAmount: true)
    let figure = Figure.histogram(
      HistogramSpec(
        data: data, text: FigureText(title: "", insights: insights, caption: "8,950 rows as loaded."),
        options: FigureOptions(currency: "$")))
    try Snapshot.check(figure, named: "histogram")
  }

  @Test("two columns stand side by side")
  func pair() throws {
    var random = Fixtures(seed: 2)
    let figure = Figure.histogramPair(
      HistogramPairSpec(
        first: Fixtures.histogram("PURCHASES_INSTALLMENTS_FREQUENCY", (0..<8950).map { _ in random.unit() }, bins: 12),
        second: Fixtures.histogram("PURCHASES", random.amounts(8950, zeroShare: 0.35), bins: 12, missing: 2),
        text: FigureText(title: "", insights: insights)))
    try Snapshot.check(figure, named: "histogram-pair")
  }

  static func segmented(_ count: Int) -> SegmentedHistogramSpec {
    var random = Fixtures(seed: UInt64(count))
    let values = (1...count).map { random.amounts(4000 / $0, zeroShare: 0.1 * Double($0 % 4), scale: 400 * Double($0)) }
    let all = values.flatMap { $0 }
    let labels = values.enumerated().flatMap { index, rows in rows.map { _ in index + 1 } }
    let keys = Fixtures.keys(labels)
    return SegmentedHistogramSpec(
      panels: zip(keys, values).map { key, rows in
        .init(
          key: key,
          data: Fixtures.histogram("BALANCE", rows, bins: 14, isAmount: true, domain: 0...(all.max() ?? 1)))
      },
      text: FigureText(title: "", caption: "Recipe standard, Ward, k = \(count)."),
      options: FigureOptions(currency: "$"))
  }

  @Test("segments have a panel each on shared axes", arguments: [1, 4, 10])
  func bySegment(segments: Int) throws {
    try Snapshot.check(
      Figure.segmentedHistogram(Self.segmented(segments)), named: "histogram-\(segments)-segments")
  }

  @Test("zeros that stand apart from a logarithmic axis do not leave the other bars flat, and say how many they are")
  func zerosApart() {
    var data = HistogramData(
      name: "BALANCE", edges: [1, 10, 100], counts: [3, 2], mean: 20, median: 0, zeroCount: 95, outsideCount: 95,
      transform: .log)
    #expect(abs(HistogramData.highestShare(of: [data]) - 0.06) < 1e-12)
    let figure = Figure.histogram(HistogramSpec(data: data))
    #expect(figure.svg.contains("exactly zero: 95 rows, 95.0%") && figure.svg.contains(">95%</text>"))
    // They have a place, so that they are not counted as outside.
    #expect(!figure.subtitle.contains("outside the axis"))
    data.transform = .linear
    #expect(abs(HistogramData.highestShare(of: [data]) - 0.03) < 1e-12)
  }

  @Test("a text column shows its most frequent values and sums up the rest")
  func counts() throws {
    let values = (0..<40).map {
      (value: $0 == 3 ? "a very long category name, with a comma, that goes on" : "type \($0)", count: 4000 / ($0 + 1))
    }
    try Snapshot.check(Figure.counts(CountsSpec(name: "STATE", counts: values, missingCount: 12)), named: "counts")
  }
}
