import Analysis
import Foundation
import Machine
import Segmentation
import Tables
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Where a histogram's bars begin and end")
struct HistogramAxisTests {
  /// Columns as analysts have them: skewed, with zeros, negative, whole, far from zero, tiny, few or many values.
  private func values(seed: UInt64) -> [Double] {
    var random = Xoshiro256(seed: seed)
    let count = Int(random.next() % 400) + 1
    let kind = random.next() % 7
    let scale = [1e-9, 0.01, 1, 37, 1e4, 1e12][Int(random.next() % 6)]
    return (0..<count).map { _ in
      let normal = random.nextGaussian()
      let value: Double =
        switch kind {
        case 0: normal
        case 1: exp(2 * normal)
        case 2: random.nextUnit() < 0.6 ? 0 : exp(3 * normal)
        case 3: (normal * 4).rounded()
        case 4: 1_000_000 + normal
        case 5: random.nextUnit()
        default: random.nextUnit() < 0.02 ? 1_000 * normal : normal
        }
      return random.nextUnit() < 0.03 ? .nan : value * scale
    }
  }

  private func column(_ values: [Double]) -> LoadedColumn { LoadedColumn("A", numbers: values) }

  @Test("edges rise, in equal steps of a round width, and nothing is lost: bars, beyond and missing make all rows")
  func automatic() {
    for seed in 0..<600 {
      let values = values(seed: UInt64(seed))
      let axis = HistogramAxis()
      let edges = axis.edges(for: column(values))
      let data = axis.data(of: column(values))
      #expect(edges.count >= 2 && zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }, "seed \(seed)")
      #expect(edges.count <= 62, "seed \(seed): \(edges.count - 1) bars")
      let width = (edges[edges.count - 1] - edges[0]) / Double(edges.count - 1)
      for (low, high) in zip(edges, edges.dropFirst()) {
        #expect(abs(high - low - width) <= 1e-6 * width, "seed \(seed)")
      }
      #expect(data.counts.reduce(0, +) + data.outsideCount + data.missingCount == values.count, "seed \(seed)")
      #expect(data.counts == HistogramBins(values, edges: edges).counts)
      let there = values.filter { !$0.isNaN }
      #expect(data.outsideCount * 100 <= 2 * there.count + 200, "seed \(seed): \(data.outsideCount) of \(there.count)")
    }
  }

  @Test("what lies beyond the axis is said, and only then")
  func remark() {
    for seed in 0..<600 {
      let values = values(seed: UInt64(seed))
      for axis in [HistogramAxis(), HistogramAxis(bins: 7), HistogramAxis(isLogarithmic: true)] {
        let edges = axis.edges(for: column(values))
        let data = axis.data(of: column(values))
        // Zeros have a bar of their own on a logarithmic axis.
        let outside = data.outsideCount - (data.transform == .log ? data.zeroCount : 0)
        #expect((axis.remark(on: column(values), edges: edges) != nil) == (outside > 0), "seed \(seed)")
      }
    }
  }

  @Test("bins= gives exactly so many bars over every value")
  func chosen() {
    for seed in 0..<300 {
      let values = values(seed: UInt64(seed))
      for bins in [1, 2, 13, 200] {
        let data = HistogramAxis(bins: bins).data(of: column(values))
        guard values.contains(where: \.isFinite) else { continue }
        #expect(data.counts.count == bins, "seed \(seed)")
        #expect(data.outsideCount == 0, "seed \(seed)")
      }
    }
  }

  @Test("a logarithmic axis holds every positive value and counts the others")
  func logarithmic() {
    for seed in 0..<300 {
      let values = values(seed: UInt64(seed))
      let axis = HistogramAxis(isLogarithmic: true)
      let data = axis.data(of: column(values))
      #expect(data.edges.allSatisfy { $0 > 0 } && zip(data.edges, data.edges.dropFirst()).allSatisfy { $0 < $1 })
      #expect(data.outsideCount == values.count { $0 <= 0 }, "seed \(seed)")
      #expect(data.zeroCount == values.count { $0 == 0 })
    }
  }

  @Test("a few extremes do not squeeze everyone else into one bar")
  func extremes() {
    let values = (0..<1_000).map { Double($0 % 100) } + [1_000_000, 2_000_000]
    let data = HistogramAxis().data(of: column(values))
    #expect(data.counts.count >= 5 && data.outsideCount == 2)
    #expect(
      HistogramAxis().remark(on: column(values), edges: data.edges)?.contains(
        "2 values (0.2%) lie beyond it, up to 2,000,000")
        == true)
  }

  @Test("whole numbers of a small range have a bar each, around them")
  func steps() {
    let data = HistogramAxis().data(of: column([1, 2, 2, 3, 6]))
    #expect(data.edges == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5])
    #expect(data.counts == [1, 2, 1, 0, 0, 1])
  }

  @Test("constants, infinities and nothing at all make an axis, too")
  func oddValues() {
    for values in [
      [], [.nan], [5, 5, 5], [0], [-.infinity, .infinity], [1, .infinity], [1e300, -1e300], [5e-324, 0],
    ] {
      for axis in [HistogramAxis(), HistogramAxis(bins: 3), HistogramAxis(isLogarithmic: true)] {
        let data = axis.data(of: column(values))
        #expect(data.counts.reduce(0, +) + data.outsideCount + data.missingCount == values.count, "\(values)")
      }
    }
  }
}
