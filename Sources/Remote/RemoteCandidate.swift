import Analysis
import Segmentation
import Tables
import Warehouse

/// A column of a table that stays in its database, on its way to becoming a feature: numbers, or one of two answers.
struct RemoteCandidate: Sendable {
  let index: Int
  /// For one of two answers as text: the one that is a one, the other being a zero.
  let answer: String?
  /// Of its numbers, or of its ones and zeros.
  let facts: NumberFacts
  let median: Double

  var mean: Double { facts.sums.mean }

  /// What the standard recipe makes features of, in the order of the table, and columns with infinite values, which it refuses.
  /// - Throws: `WarehouseError`.
  static func all(of table: RemoteTable, _ engine: RemoteEngine) throws(WarehouseError) -> [RemoteCandidate] {
    let look = table.look
    let wanted = table.columns.indices.filter { index in
      look.role(of: index).role.isFeature && (look.columns[index].numbers != nil || look.answer(of: index) != nil)
    }
    guard !wanted.isEmpty else { return [] }
    let answers = wanted.map { look.columns[$0].numbers == nil ? look.answer(of: $0) : nil }
    let numbers = zip(wanted, answers).map { index, answer in
      answer.map { engine.dialect.indicator(of: $0, look.columns[index]) } ?? engine.value(look.columns[index])
    }
    let facts = try engine.facts(of: numbers, in: table.rows)
    let medians = try engine.quantiles([0.5], of: numbers, counts: facts.map(\.count), in: table.rows).map { $0[0] }
    return wanted.indices.filter { place in
      facts[place].infinite > 0 || facts[place].count > 0 && facts[place].minimum < facts[place].maximum
    }.map {
      RemoteCandidate(index: wanted[$0], answer: answers[$0], facts: facts[$0], median: medians[$0])
    }
  }

  /// Why the recipe refuses the table for its columns; nil where it takes it.
  static func refusal(of candidates: [RemoteCandidate], in table: RemoteTable) -> PreparationError? {
    candidates.first { $0.facts.infinite > 0 }.map {
      .unusable(column: table.columns[$0.index].name, reason: "it holds infinite values, which %filter leaves out")
    }
  }
}

extension SQLDialect {
  /// One where a column has a value, zero where it has another.
  func indicator(of answer: String, _ column: Column) -> String {
    let name = quoted(column.name)
    let text = "CAST(\(name) AS \(textType))"
    return "CASE WHEN \(name) IS NULL THEN NULL WHEN \(text) = \(literal(answer)) THEN \(sqlNumber(1)) "
      + "ELSE \(sqlNumber(0)) END"
  }
}
