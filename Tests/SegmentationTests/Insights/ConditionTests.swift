import Analysis
import Machine
import Testing

@testable import Segmentation

@Suite("Conditions and texts of rules")
struct ConditionTests {
  private let subjects = RuleSubjects(CardSubject.allCases.map(\.rawValue))

  private func holds(_ text: String, _ values: [String: Double] = [:]) throws -> Bool? {
    try ConditionParser.parse(text, subjects: subjects).holds { values[$0.text] }
  }

  private func mistake(_ text: String) -> String? {
    do throws(RuleTextError) {
      _ = try ConditionParser.parse(text, subjects: subjects)
      return nil
    } catch {
      return "\(error.range.lowerBound): \(error.message)"
    }
  }

  @Test(
    "comparisons, by any sign",
    arguments: [
      ("1 > 0", true), ("1>=1", true), ("1 < 1", false), ("1 <= 1", true), ("1 = 1", true), ("1 == 1", true),
      ("1 != 1", false), ("80% = 0.8", true), ("-1 < 0", true), ("1 ≥ 2", false), ("1 ≠ 2", true),
    ])
  func comparisons(text: String, expected: Bool) throws { #expect(try holds(text) == expected) }

  @Test("and binds before or; not and parentheses go first")
  func precedence() throws {
    #expect(try holds("1 > 2 and 1 > 2 or 1 > 0") == true)
    #expect(try holds("1 > 2 and (1 > 2 or 1 > 0)") == false)
    #expect(try holds("not 1 > 2 and 1 > 0") == true)
    #expect(try holds("not (1 > 0 or 1 > 2)") == false)
  }

  @Test("the median is meant where no statistic is named, with a relation or without")
  func measures() throws {
    #expect(try holds("utilisation > 0.5", ["utilisation.median": 0.6]) == true)
    #expect(try holds("utilisation.ratio > 1.5", ["utilisation.median.ratio": 1.4]) == false)
    #expect(
      try holds("utilisation.share_above(80%).everyone > 0.1", ["utilisation.share_above(0.8).everyone": 0.2]) == true)
    #expect(try holds("segment.size < 30", ["segment.size": 3]) == true)
  }

  @Test("what hangs on an unknown measure is neither claimed nor denied")
  func unknown() throws {
    #expect(try holds("balance > 1") == nil)
    #expect(try holds("not balance > 1") == nil)
    #expect(try holds("balance > 1 and 1 > 2") == false)
    #expect(try holds("balance > 1 or 1 < 2") == true)
  }

  @Test(
    "a mistake says where it is and what would be right",
    arguments: [
      ("", "0: a measure is missing, such as utilisation.median"),
      ("utilization > 1", "0: ‘utilization’ is no subject; did you mean utilisation?"),
      ("balance.medain > 1", "8: ‘medain’ is no statistic; did you mean median?"),
      ("balance.median.ration > 1", "15: ‘ration’ is no relation; did you mean ratio?"),
      ("balance > ", "10: a measure is missing, such as utilisation.median"),
      ("balance 3", "8: a comparison is missing: >, >=, <, <=, = or !="),
      ("balance > 1 2", "12: ‘and’ or ‘or’ is missing between two conditions"),
      ("(balance > 1", "12: a ) is missing"),
      ("balance.share_above > 1", "20: share_above needs a bound, as in share_above(0.8)"),
      ("balance.share_above(1 > 1", "22: a ) is missing behind the bound of share_above"),
      ("segment > 1", "8: segment is followed by .size, .share, .silhouette or .misplaced"),
      ("balance > 1 & 2", "12: ‘&’ means nothing here"),
    ])
  func mistakes(text: String, expected: String) { #expect(mistake(text) == expected) }

  @Test("texts show figures in their format, and are left out where one is not known")
  func templates() throws {
    let template = try Template(
      "half use {utilisation.median:percent}, {balance.mean:amount} and {cash_share.ratio:times} times",
      subjects: subjects)
    let values = ["utilisation.median": 0.561, "balance.mean": 1234.5, "cash_share.median.ratio": 2.44]
    let filled = template.filled { measure, format in
      values[measure.text].map { value in
        Statement.Figure(source: measure.text, segment: 1, value: value, text: format.text(value, currency: "€"))
      }
    }
    #expect(filled?.text == "half use 56.1%, €1,234.50 and 2.4 times")
    #expect(filled?.figures.map(\.value) == [0.561, 1234.5, 2.44])
    #expect(template.filled { _, _ in nil } == nil)
  }

  @Test(
    "a text's mistake says where it is",
    arguments: [
      ("a {balance", "2: this { has no }"), ("a } b", "2: this } has no {"),
      (
        "{balance.median}",
        "15: a figure says how it is written, as in {balance.median:percent}; "
          + "allowed: percent, amount, number, year, times, count and score"
      ),
      ("{balance:precent}", "9: ‘precent’ is no format; did you mean percent?"),
      ("{:percent}", "1: a measure is missing, such as utilisation.median"),
    ])
  func textMistakes(text: String, expected: String) {
    do throws(RuleTextError) {
      _ = try Template(text, subjects: subjects)
      Issue.record("read")
    } catch {
      #expect("\(error.range.lowerBound): \(error.message)" == expected)
    }
  }

  @Test(
    "no text breaks the parsers, and what is read is written back the same", arguments: 1...20 as ClosedRange<UInt64>)
  func fuzz(seed: UInt64) {
    let words = [
      "balance", "utilisation", ".", "median", "share_above(", "0.8", ")", "(", " and ", " or ", "not ", ">", "<=", "=",
      "!", "%", "{", "}", ":", "percent", "segment", "size", "1e999", "-", "é", "\u{0}", "𝟘", "ratio", " ",
    ]
    var random = Xoshiro256(seed: seed)
    for _ in 0..<2_000 {
      let text = (0..<Int(random.next() % 14)).map { _ in words[Int(random.next() % UInt64(words.count))] }.joined()
      if let condition = try? ConditionParser.parse(text, subjects: subjects) {
        for measure in condition.measures {
          #expect((try? ConditionParser.parse("\(measure.text) > 0", subjects: subjects))?.measures == [measure])
        }
      }
      _ = try? Template(text, subjects: subjects)
    }
    #expect((try? ConditionParser.parse(String(repeating: "(", count: 10_000), subjects: subjects)) == nil)
    #expect((try? ConditionParser.parse(String(repeating: "not ", count: 10_000), subjects: subjects)) == nil)
  }
}
