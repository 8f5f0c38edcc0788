import Testing
import Wording

@Suite("Numbers as text")
struct NumberTextTests {
  @Test("values side by side have the same decimals, and none that is not zero reads as zero")
  func statistics() {
    #expect(NumberText.statistics([0, 119, 693.204, 24_912.87]) == ["0.00", "119.00", "693.20", "24,912.87"])
    #expect(NumberText.statistics([0, 0.0833, 0.5, 1]) == ["0.000", "0.083", "0.500", "1.000"])
    #expect(NumberText.statistics([0, 1, 9, 3500]) == ["0", "1", "9", "3,500"])
    #expect(NumberText.statistics([0.000123, 0.0345]) == ["0.0001", "0.0345"])
    #expect(NumberText.statistics([0.001, 20.5, .nan]) == ["0.001", "20.50", "–"])
    #expect(NumberText.statistics([-2.5, .infinity]) == ["−2.500", "∞"])
    #expect(NumberText.statistics([1.5, 2e9]) == ["1.50", "2B"])
    #expect(NumberText.statistics([]) == [])
  }

  @Test("values far from zero and near to each other have the digits that tell them apart, tiny ones a power of ten")
  func apart() {
    let billion = [1e9, 1e9, 1_000_000_000.5, 1e9 + 1]
    #expect(
      NumberText.statistics(billion, spread: 1)
        == ["1,000,000,000.00", "1,000,000,000.00", "1,000,000,000.50", "1,000,000,001.00"])
    #expect(NumberText.statistics([1e9, 1e9 + 1], spread: 1) == ["1,000,000,000", "1,000,000,001"])
    #expect(NumberText.statistics([1_000_000_000.5, 0.5], spread: 1) == ["1,000,000,000.50", "0.50"])
    #expect(NumberText.statistics([1e9, 4e9], spread: 3e9) == ["1B", "4B"])
    #expect(NumberText.statistics([1e16, 1e16 + 2], spread: 2) == ["10000000000000000", "10000000000000002"])
    #expect(NumberText.statistics([3e20, 3.001e20], spread: 1e17) == ["3e+20", "3.001e+20"])
    #expect(NumberText.statistics([100.0001, 100.0009], spread: 0.0008) == ["100.000100", "100.000900"])
    #expect(NumberText.statistics([0, 1e-300, 2.345e-300], spread: 2.345e-300) == ["0", "1e−300", "2.35e−300"])
    #expect(NumberText.statistics([1e-300, 1.0001e-300], spread: 1e-304) == ["1e−300", "1.0001e−300"])
    #expect(NumberText.statistics([0, 119, 24_912.87], spread: 24_912.87) == ["0.00", "119.00", "24,912.87"])
    #expect(NumberText.statistics([1, 1], spread: 0) == ["1", "1"])
  }

  @Test(
    "scores have six significant digits",
    arguments: [
      (0.123456789, "0.123457"), (1585.6171, "1585.62"), (0, "0"), (-0.0, "0"), (1e-9, "1e−09"), (-1.5e-9, "−1.5e−09"),
      (123_456_789, "1.23457e+08"),
      (0.5, "0.5"), (Double.nan, "–"), (Double.infinity, "∞"), (-Double.infinity, "−∞"), (-0.05, "−0.05"),
    ])
  func score(value: Double, text: String) { #expect(NumberText.score(value) == text) }

  @Test(
    "amounts have two decimals and grouped thousands",
    arguments: [
      (1564.4748, "1,564.47"), (0, "0.00"), (-0.001, "0.00"), (999.999, "1,000.00"), (-1_234_567.891, "−1,234,567.89"),
      (2.675, "2.67"), (1e15, "1,000,000,000,000,000.00"),
    ])
  func amount(value: Double, text: String) { #expect(NumberText.amount(value) == text) }

  @Test(
    "axes are labelled briefly",
    arguments: [
      (5000, "5k"), (1_200_000, "1.2M"), (0, "0"), (0.25, "0.25"), (873, "873"), (999.9, "1k"), (999_950, "1M"),
      (-2500, "−2.5k"), (3e9, "3B"), (1e15, "1e+15"),
    ])
  func compact(value: Double, text: String) { #expect(NumberText.compact(value) == text) }

  @Test(
    "a share has one decimal; more than nothing never reads as 0, and less than everything never as 100",
    arguments: [
      (0.228, "22.8%"), (0.317, "31.7%"), (0.5, "50.0%"), (0, "0.0%"), (1, "100.0%"), (0.0003, "<0.1%"),
      (0.0004, "<0.1%"),
      (0.0005, "0.1%"), (0.0006, "0.1%"), (0.9994, "99.9%"), (0.9996, ">99.9%"), (.nan, "–"), (-0.05, "−5.0%"),
      (1.5, "150.0%"),
    ])
  func percent(share: Double, text: String) {
    #expect(NumberText.percent(share) == text)
    #expect(Wording.percent(share) == text)
  }

  @Test(
    "with fewer decimals the same holds", arguments: [(0.004, "<1%"), (0.996, ">99%"), (0.316, "32%"), (1, "100%")])
  func wholePercent(share: Double, text: String) { #expect(NumberText.percent(share, decimals: 0) == text) }

  @Test(
    "a value in a sentence is whole where it is, and short where it is small or huge",
    arguments: [
      (12, "12"), (1564.4748, "1,564.47"), (0.87734, "0.877"), (-3, "−3"), (2e15, "2e+15"), (1.5e16, "1.5e+16"),
      (.infinity, "∞"),
    ])
  func sentence(value: Double, text: String) { #expect(Wording.amount(value) == text) }

  @Test("counts are grouped", arguments: [(8950, "8,950"), (-1000, "−1,000"), (12, "12"), (1_000_000, "1,000,000")])
  func count(value: Int, text: String) { #expect(NumberText.count(value) == text) }

  @Test("the largest double has its digits")
  func largest() {
    #expect(NumberText.amount(.greatestFiniteMagnitude).hasPrefix("179,769,313,486,231,570,814"))
  }
}
