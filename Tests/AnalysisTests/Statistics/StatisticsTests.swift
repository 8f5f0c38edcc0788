import Analysis
import Testing

@Suite struct StatisticsTests {
  @Test("A summary is pandas'")
  func golden() {
    let uniform = linearCongruentialNumbers(72, seed: 1)
    let summary = Summary(stride(from: 0, to: 72, by: 3).map { uniform[$0] * uniform[$0] * uniform[$0] })
    #expect(summary.count == 24)
    #expect(agree(summary.mean, 0.24978159968327837))
    #expect(agree(summary.standardDeviation, 0.31010655315621755))
    #expect(agree(summary.skewness, 1.2959842676698192))
    #expect(agree(summary.firstQuartile, 0.02355366791617082))
    #expect(agree(summary.median, 0.11301943671327258))
    #expect(agree(summary.thirdQuartile, 0.43663401477948144))
  }

  @Test("Missing values are counted and skipped, zeros are shared among the rest")
  func missing() {
    let summary = Summary([.nan, 0, 2, .nan, 4, 0, 9])
    #expect(summary.count == 5)
    #expect(summary.missing == 2)
    #expect(summary.zeroShare == 0.4)
    #expect(summary.median == 2)
    #expect(summary.minimum == 0)
    #expect(summary.maximum == 9)
  }

  @Test("A constant column has no spread, and skewness is not defined, though its mean cannot be exact")
  func constant() {
    let summary = Summary([Double](repeating: 0.1, count: 1000))
    #expect(summary.standardDeviation == 0)
    #expect(summary.skewness.isNaN)
    #expect(summary.mean == 0.1)
  }

  @Test("Nothing has no measure; one value has no deviation; two have no skewness")
  func few() {
    let none = Summary([.nan])
    #expect(none.count == 0 && none.missing == 1)
    #expect(none.mean.isNaN && none.median.isNaN && none.minimum.isNaN && none.zeroShare.isNaN)
    #expect(Summary([3]).standardDeviation.isNaN && Summary([3]).median == 3)
    #expect(Summary([3, 4]).skewness.isNaN && agree(Summary([3, 4]).standardDeviation, 0.5.squareRoot()))
  }

  @Test("Infinite values are counted and show in the extremes")
  func infinite() {
    let summary = Summary([1, .infinity, 3])
    #expect(summary.infinite == 1)
    #expect(summary.maximum == .infinity)
    #expect(summary.mean == .infinity)
    #expect(summary.median == 3)
  }

  @Test("Quantiles lie between neighbours, the ends exact")
  func quantiles() {
    #expect(quantile(sorted: [1, 2, 4], 0) == 1)
    #expect(quantile(sorted: [1, 2, 4], 1) == 4)
    #expect(quantile(sorted: [1, 2, 4], 0.75) == 3)
    #expect(quantile(sorted: [5], 0.3) == 5)
    #expect(quantile(sorted: [], 0.5).isNaN)
    #expect(median([3, .nan, 1]) == 2)
  }

  @Test("Finite values have a finite mean, though their sum is beyond the largest number")
  func largeMean() {
    let large = Double.greatestFiniteMagnitude
    #expect(agree(Summary([large, large, large, large / 2]).mean, large / 8 * 7))
    #expect(Summary([large, .infinity]).mean == .infinity)
    #expect(Summary([-.infinity, .infinity]).mean.isNaN)
  }

  @Test("A correlation of a column with itself is 1, with a constant is none")
  func correlations() {
    #expect(agree(correlation([1, 2, 4], [1, 2, 4]), 1))
    #expect(agree(correlation([1, 2, 4], [-1, -2, -4]), -1))
    for scale in [1e300, 1e-300, .leastNormalMagnitude] {
      #expect(agree(correlation([1, 2, 4].map { $0 * scale }, [2, 1, 7]), correlation([1, 2, 4], [2, 1, 7])))
    }
    #expect(correlation([1, 2, 4], [5, 5, 5]).isNaN)
  }
}

@Suite struct HistogramBinsTests {
  @Test("The automatic bins of real numbers are NumPy's")
  func golden() {
    let uniform = linearCongruentialNumbers(800, seed: 5)
    let skewed = HistogramBins(automatic: uniform.prefix(500).map { $0 * $0 * $0 * $0 * 100 })
    #expect(skewed.counts == [269, 51, 32, 21, 20, 21, 22, 20, 10, 12, 13, 9])
    #expect(agree(skewed.edges[1], 8.238141921658393))
    #expect(agree(skewed.edges[12], 98.85770305324142))
    let flat = HistogramBins(automatic: uniform.suffix(300).map { $0 * 10 })
    #expect(flat.counts == [32, 22, 32, 30, 27, 20, 38, 36, 29, 34])
  }

  @Test("Whole numbers over few steps have a bar each")
  func wholeNumbers() {
    let bins = HistogramBins(automatic: [6, 7, 12, 12, 12, 8])
    #expect(bins.edges == [5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5, 12.5])
    #expect(bins.counts == [1, 1, 1, 0, 0, 0, 3])
  }

  @Test("Whole numbers over many steps have bins of whole width that hold all of them")
  func manyWholeNumbers() {
    let values = (0..<500).map { Double($0 * $0 % 777) }
    let bins = HistogramBins(automatic: values)
    #expect(bins.counts.reduce(0, +) == 500)
    #expect(zip(bins.edges, bins.edges.dropFirst()).allSatisfy { ($1 - $0) == (bins.edges[1] - bins.edges[0]) })
    #expect((bins.edges[1] - bins.edges[0]).truncatingRemainder(dividingBy: 1) == 0)
  }

  @Test("A far outlier does not make more than a hundred bins")
  func cap() {
    let values = (0..<1000).map { Double($0) / 1000 } + [1e6 + 0.5]
    #expect(HistogramBins(automatic: values).counts.count == 100)
  }

  @Test("Every value is in one bin, the largest in the last")
  func complete() {
    let bins = HistogramBins([0.1, 0.2, 0.3, 0.7, 1.1], count: 4)
    #expect(bins.counts.reduce(0, +) == 5)
    #expect(bins.edges.first == 0.1 && bins.edges.last == 1.1)
    #expect(bins.counts.last == 1)
  }

  @Test("A value on an edge belongs to the bin that begins there")
  func edges() {
    #expect(HistogramBins([1, 2, 3], edges: [1, 2, 3]).counts == [1, 2])
    #expect(HistogramBins([0, 4], edges: [1, 2, 3]).counts == [0, 0])
  }

  @Test("Deviation and skewness keep their digits where the mean is none that a double can hold")
  func roundedMean() {
    let three = [9_007_199_254_740_975, 9_007_199_254_740_975, 9_007_199_254_741_000]
    let summary = Summary(three.map { Double($0) })
    #expect(agree(summary.standardDeviation, (625.0 / 3).squareRoot()))
    #expect(agree(summary.skewness, 3.0.squareRoot()))
    #expect(variance([0.1, 0.1, 0.1]) >= 0)
    // Steps of 2⁻²³ beside 2³⁰, symmetric about a place between two of them.
    let steps = (0..<50).flatMap { [Double](repeating: 0x1p30 + Double($0) * 0x1p-22, count: 3) }
    #expect(abs(Summary(steps).skewness) < 1e-9)
  }

  @Test("Quartiles of the farthest doubles are finite")
  func farthest() {
    let largest = Double.greatestFiniteMagnitude
    #expect(quantile(sorted: [-largest, largest], 0.5) == 0)
    #expect(agree(quantile(sorted: [-largest, largest], 0.25), -largest / 2))
  }

  @Test("A constant has one bin about it; nothing has one empty bin; what is not finite is in none")
  func degenerate() {
    #expect(HistogramBins(automatic: [2.5, 2.5]).edges == [2, 3])
    #expect(HistogramBins(automatic: [2.5, 2.5]).counts == [2])
    #expect(HistogramBins(automatic: []).counts == [0])
    #expect(HistogramBins(automatic: [.nan, .infinity, 1.5]).counts == [1])
    #expect(HistogramBins([-.greatestFiniteMagnitude, .greatestFiniteMagnitude], count: 2).counts == [1, 1])
    for count in [3, 7, 100] {
      let edges = HistogramBins([-.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude], count: count).edges
      #expect(edges.allSatisfy(\.isFinite) && zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test("Logarithmic bins keep zeros and negative values apart")
  func logarithmic() {
    let bins = HistogramBins(logarithmic: [0, 0, -1, 1, 10, 100, 1000], count: 3)
    #expect(bins.zeros == 2)
    #expect(bins.negatives == 1)
    #expect(bins.edges.first == 1 && bins.edges.last == 1000)
    #expect(bins.counts == [1, 1, 2])
    #expect(bins.isLogarithmic)
    #expect(HistogramBins(logarithmic: [0, 0]).counts == [0])
  }
}
