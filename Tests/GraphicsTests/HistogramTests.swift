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
}
