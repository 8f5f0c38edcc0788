import Machine
import Testing

@testable import Segmentation

@Suite("What is worth noticing in a column and in a pair")
struct FindingsTests {
  @Test("a column with zeros and a long tail")
  func skewed() {
    let values = [Double](repeating: 0, count: 40) + (1...59).map(Double.init) + [5_000]
    let findings = ColumnFindings(column: "SPEND", values: values)
    #expect(findings.fences?.above == 1)
    #expect(
      findings.sentences == [
        "40.0% of the values are zero (40), a group of its own beside the others.",
        "Half of the values lie between 0 and 35.25; the median is 10.50, the mean 67.70: "
          + "a long tail of high values pulls it up (skewness 10.0).",
        "1.0% lie unusually high, above 88.12; they hold 73.9% of the total.",
        "ln(x + 1) would take the skewness from 10.0 to \(decimals(findings.logarithm?.skewness ?? .nan, 1)), "
          + "and leave the zeros a spike of their own; of the other values alone it would be \(decimals(findings.logarithm?.skewnessAboveZero ?? .nan, 1)).",
      ])
  }

  @Test("a parabola is a tie, though neither column rises with the other; unrelated columns have none")
  func bent() {
    let x = (-50...50).map(Double.init)
    let parabola = PairFindings("X", x, "Y", x.map { $0 * $0 })
    #expect(parabola.sentences[0].hasPrefix("X and Y neither rise nor fall together"))
    #expect(parabola.bent.map { $0.isFirstGiver && $0.explained > 0.9 } == true)
    #expect(
      parabola.sentences[1].hasPrefix("They are tied in another way: the means of Y in ten slices along X explain 9"))
  }

  @Test("unrelated columns are not said to be tied", arguments: 0..<60 as Range<UInt64>)
  func unrelated(seed: UInt64) {
    var draws = Xoshiro256(seed: seed)
    func column() -> [Double] { (0..<120).map { _ in (draws.nextGaussian() * 2).rounded() } }
    #expect(PairFindings("X", column(), "Y", column()).bent == nil)
  }

  @Test("infinite values are counted, and said to be why there is no mean")
  func infinite() {
    let finite = (1...9).map(Double.init)
    let one = ColumnFindings(column: "A", values: finite + [.infinity]).sentences
    #expect(one.contains("1 value is infinite: there is no finite mean, and no deviation."))
    let three = ColumnFindings(column: "A", values: finite + [.infinity, -.infinity, .infinity]).sentences
    #expect(three.contains("3 values are infinite: there is no finite mean, and no deviation."))
    #expect(!ColumnFindings(column: "A", values: finite).sentences.contains { $0.contains("infinite") })
  }

  @Test("an even column")
  func even() {
    #expect(
      ColumnFindings(column: "A", values: (1...9).map(Double.init)).sentences == [
        "Half of the values lie between 3 and 7; the median is 5, the mean 5, and neither tail is much the longer (skewness 0.0).",
        "No value lies far outside: none is beyond 1.5 times the width of the middle half.",
      ])
  }

  @Test("a column that most rows share one value of")
  func peaked() {
    let values = [Double](repeating: 12, count: 80) + [6, 7, 8, 9, 10] + [Double](repeating: .nan, count: 5)
    let sentences = ColumnFindings(column: "TENURE", values: values).sentences
    #expect(sentences[0].hasPrefix("The middle half is one value, 12; the mean is 11.76: a tail of low values"))
    #expect(sentences.last == "5 values missing (5.6%).")
  }

  @Test("a constant column, an empty one, and one of infinities say so without a trap")
  func degenerate() {
    #expect(ColumnFindings(column: "A", values: [3, 3]).sentences == ["Every value of A is 3."])
    #expect(ColumnFindings(column: "A", values: [.nan]).sentences == ["A has no values."])
    #expect(ColumnFindings(column: "A", values: []).sentences == ["A has no values."])
    #expect(!ColumnFindings(column: "A", values: [1, .infinity, 2, -.infinity]).sentences.isEmpty)
  }

  @Test("ranks share their mean where values are equal")
  func tiedRanks() {
    #expect(ranks([10, 20, 20, 5]) == [2, 3.5, 3.5, 1])
  }

  @Test("a pair: Pearson, Spearman, bounds and shared zeros")
  func pair() {
    let x = [0.0, 0, 0, 1, 2, 3, 4, 5]
    let y = [0.0, 0, 5, 2, 4, 9, 16, 100]
    let findings = PairFindings("X", x, "Y", y)
    #expect(findings.zeros == (2, 1, 0))
    #expect(findings.bounded == (true, false))
    #expect(findings.sentences[0].hasPrefix("X and Y rise together closely: rank correlation 0."))
    #expect(findings.sentences.contains("X never exceeds Y."))
    #expect(
      findings.sentences.last
        == "25.0% of the rows are zero in both: every zero of Y is one of X, which has 1 besides.")
  }

  @Test("zeros that two columns share, partly or not at all")
  func zeros() {
    let x = [0.0, 0, 1, 2, 3, 0, 4, 5, 6, 7]
    #expect(
      PairFindings("X", x, "Y", [0, 4, 0, 3, 1, 2, 5, 6, 8, 9]).sentences.last
        == "10.0% of the rows are zero in both, 20.0% only in X, 10.0% only in Y.")
    #expect(
      PairFindings("X", x, "Y", [1, 4, 0, 3, 1, 2, 5, 6, 8, 9]).sentences.last
        == "No row is zero in both, though 40.0% are in one of the two.")
  }

  @Test("a pair without variation")
  func flat() {
    #expect(PairFindings("X", [1, 1, 1], "Y", [1, 2, 3]).sentences.count == 1)
  }
}
