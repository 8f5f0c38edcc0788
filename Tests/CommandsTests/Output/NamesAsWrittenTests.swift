import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Years and codes are written as they are")
struct NamesAsWrittenTests {
  /// What a year looks like as a number of things: 1,974, and on an axis 1.97k.
  private var grouped: Regex<(Substring, Substring?)> { /1,9\d\d\b|2,0\d\d\b|\b(1\.9|2\.0)\d?k/ }

  @Test(
    "figures, rules and sentences of a year have no comma, and neither a total nor a logarithm",
    arguments: [
      "%hist \"Birth Year\"", "%hist \"Birth Year\" by=segment", "%hist \"Birth Year\" Orders", "%box \"Birth Year\"",
      "%box \"Birth Year\" by=none", "%scatter \"Birth Year\" Orders", "%scatter Orders Spend color=\"Birth Year\"",
      "%explain", "%customer 40118",
    ])
  func years(command: String) throws {
    let cohort = CohortInterpreter.test()
    cohort.shown("%load shop\n%prepare features=\"Birth Year\",Orders\n%cluster k=3")
    let page = cohort.shown(command) + cohort.html(command)
    #expect(page.contains("Birth Year"))
    #expect(page.contains(/\b(19|20)\d\d\b/))
    #expect(page.matches(of: grouped).map { String(page[$0.range]) } == [])
    #expect(!page.contains("ln(x + 1) would"))
  }

  @Test("a customer's codes have neither a comma nor a place among others'")
  func codes() throws {
    let cohort = CohortInterpreter.test()
    cohort.shown("%load shop")
    let lines = cohort.shown("%customer 40118").split(separator: "\n").map(String.init)
    let code = try #require(lines.first { $0.hasPrefix("Postal Code") })
    #expect(code.split(separator: " ") == ["Postal", "Code", "16521"])
  }
}
