import Testing
import Wording

@Suite("How the numbers of a column are written")
struct NumberNotationTests {
  @Test("measures and money have commas and short ticks, names have neither")
  func written() {
    #expect(NumberNotation.measure.value(1975) == "1,975")
    #expect(NumberNotation.money.statistic(1975.5) == "1,975.50")
    #expect(NumberNotation.measure.tick(1975) == "1.98k")
    #expect(NumberNotation.name.value(1975) == "1975")
    #expect(NumberNotation.name.statistic(1975.5) == "1975.50")
    #expect(NumberNotation.name.sentence(1975) == "1975")
    #expect(NumberNotation.name.tick(1975) == "1975")
  }

  @Test("only money has a sign before it")
  func sign() {
    #expect(NumberNotation.money.sign("€") == "€")
    #expect(NumberNotation.measure.sign("€").isEmpty && NumberNotation.name.sign("€").isEmpty)
  }
}
