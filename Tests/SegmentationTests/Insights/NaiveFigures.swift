import Foundation
import Tables

@testable import Segmentation

/// Every figure of a sentence computed again from the table, slowly and straight from its definition.
struct NaiveFigures {
  let table: Table
  let segmentation: CustomerSegmentation
  let insights: Insights

  /// The value that the figure should have; nil for a source that is not known here.
  func value(_ figure: Statement.Figure) -> Double? {
    if let value = ofSegment(figure) ?? ofPortfolio(figure.source) { return value }
    let (subject, statistic, relation) = Self.parts(of: figure.source)
    let labels = segmentation.labelsByTableRow()
    func values(_ fits: (Int) -> Bool) -> [Double] {
      guard let all = self.values(of: subject) else { return [] }
      return labels.indices.filter { labels[$0].map(fits) ?? false }.map { all[$0] }.filter(\.isFinite)
    }
    let (own, everyone) = (values { $0 == figure.segment }, values { _ in true })
    switch statistic {
    case "total_share": return total(own) / total(everyone)
    case "superiority":
      return Self.superiority(own, values { $0 != figure.segment })
    default:
      let a = Self.measured(own, statistic)
      let b = Self.measured(everyone, statistic)
      switch relation {
      case "everyone": return b
      case "ratio": return a / b
      case "difference": return a - b
      default: return a
      }
    }
  }

  private func total(_ values: [Double]) -> Double { values.filter { $0 > 0 }.reduce(0, +) }

  /// By definition: every pair, ties counting half.
  private static func superiority(_ a: [Double], _ b: [Double]) -> Double {
    var wins = 0.0
    for x in a { for y in b { wins += x > y ? 1 : x == y ? 0.5 : 0 } }
    return wins / (Double(a.count) * Double(b.count))
  }

  private static func measured(_ values: [Double], _ statistic: String) -> Double {
    let sorted = values.sorted()
    let n = Double(values.count)
    if statistic == "median" { return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2 }
    if statistic == "mean" { return values.reduce(0, +) / n }
    guard let open = statistic.firstIndex(of: "("),
      let bound = Double(statistic[statistic.index(after: open)...].dropLast())
    else { return .nan }
    switch statistic[..<open] {
    case "share_above": return Double(values.count { $0 > bound }) / n
    case "share_from": return Double(values.count { $0 >= bound }) / n
    case "share_below": return Double(values.count { $0 < bound }) / n
    case "share_to": return Double(values.count { $0 <= bound }) / n
    default: return .nan
    }
  }

  /// `subject.statistic.relation`; names of columns may hold points themselves.
  static func parts(of source: String) -> (subject: String, statistic: String, relation: String) {
    var rest = source
    var relation = ""
    for word in ["everyone", "ratio", "difference"] where rest.hasSuffix("." + word) {
      relation = word
      rest.removeLast(word.count + 1)
      break
    }
    for word in ["median", "mean", "total_share", "superiority"] where rest.hasSuffix("." + word) {
      return (String(rest.dropLast(word.count + 1)), word, relation)
    }
    guard let match = rest.firstMatch(of: /\.(share_[a-z]+\([^)]*\))$/) else { return (rest, "", relation) }
    return (String(rest[..<match.range.lowerBound]), String(match.1), relation)
  }

  private func column(_ name: String) -> [Double]? { (try? table.column(name))?.numbers }

  private func values(of subject: String) -> [Double]? {
    func quotient(_ a: [Double]?, _ b: [Double]?) -> [Double]? {
      guard let a, let b else { return nil }
      return zip(a, b).map { $1 > 0 && $1.isFinite ? $0 / $1 : .nan }
    }
    switch subject {
    case "utilisation": return quotient(column("BALANCE"), column("CREDIT_LIMIT"))
    case "payment_to_minimum": return quotient(column("PAYMENTS"), column("MINIMUM_PAYMENTS"))
    case "cash_share":
      guard let cash = column("CASH_ADVANCE"), let bought = column("PURCHASES") else { return nil }
      return quotient(cash, zip(cash, bought).map(+))
    case "balance", "credit_limit", "purchases", "oneoff_purchases", "cash_advance", "payments", "tenure":
      return column(subject.uppercased())
    case "installment_purchases": return column("INSTALLMENTS_PURCHASES")
    case "purchase_transactions": return column("PURCHASES_TRX")
    case "full_payment": return column("PRC_FULL_PAYMENT")
    default:
      if let numbers = column(subject) { return numbers }
      guard let sign = subject.lastIndex(of: "="), let column = try? table.column(String(subject[..<sign])) else {
        return nil
      }
      let value = String(subject[subject.index(after: sign)...])
      return (0..<table.rowCount).map { column.text(at: $0).map { $0 == value ? 1 : 0 } ?? .nan }
    }
  }

  private func ofSegment(_ figure: Statement.Figure) -> Double? {
    let labels = segmentation.labels
    let n = Double(labels.count)
    let own = labels.indices.filter { labels[$0] == figure.segment }
    switch figure.source {
    case "segment.size": return Double(own.count)
    case "segment.share": return Double(own.count) / n
    case "segment.silhouette": return own.reduce(0) { $0 + silhouette($1) } / Double(own.count)
    case "segment.misplaced": return Double(own.count { silhouette($0) < 0 }) / Double(own.count)
    case "silhouette": return labels.indices.reduce(0) { $0 + silhouette($1) } / n
    default: return nil
    }
  }

  /// Those of the segmentation, which have an oracle of their own.
  private func silhouette(_ row: Int) -> Double { segmentation.silhouetteValues?[row] ?? .nan }

  private func ofPortfolio(_ source: String) -> Double? {
    func number(_ name: String, _ row: Int) -> Double { column(name)?[row] ?? .nan }
    let rows = 0..<table.rowCount
    let used = Set(segmentation.preparation.rows)
    let over = rows.filter { number("BALANCE", $0) > number("CREDIT_LIMIT", $0) }
    func excess(_ row: Int) -> Double { number("BALANCE", row) / number("CREDIT_LIMIT", row) }
    func gap(_ row: Int) -> Double {
      abs(number("ONEOFF_PURCHASES", row) + number("INSTALLMENTS_PURCHASES", row) - number("PURCHASES", row))
    }
    let unpaid = rows.filter { number("PAYMENTS", $0) == 0 && number("MINIMUM_PAYMENTS", $0).isNaN }
    let risky = insights.segments.filter { $0.risk?.rank == 0 }.map(\.segment)
    let labels = segmentation.labelsByTableRow()
    let atRisk = rows.filter { labels[$0].map(risky.contains) ?? false }
    switch source {
    case "over_limit.count": return Double(over.count)
    case "over_limit.balance": return over.max { excess($0) < excess($1) }.map { number("BALANCE", $0) }
    case "over_limit.limit": return over.max { excess($0) < excess($1) }.map { number("CREDIT_LIMIT", $0) }
    case "sums.tolerance": return 10
    case "sums.count": return Double(rows.count { gap($0) > 10 })
    case "sums.gap": return rows.map(gap).filter(\.isFinite).max()
    case "transactions.none":
      return Double(rows.count { number("PURCHASES", $0) > 0 && number("PURCHASES_TRX", $0) == 0 })
    case "frequency.bound": return 1
    case "frequency.count": return Double(rows.count { number("CASH_ADVANCE_FREQUENCY", $0) > 1 })
    case "unpaid.lacking": return Double(unpaid.count)
    case "unpaid.dropped": return Double(unpaid.count { !used.contains($0) })
    case "utilisation.undefined":
      return Double(used.count { number("BALANCE", $0).isNaN || !(number("CREDIT_LIMIT", $0) > 0) })
    case "facts.agreement": return (try? DecisiveFacts(of: segmentation, table: table))?.adjustedRandIndex
    case "risk.customers": return Double(atRisk.count) / Double(used.count)
    case "risk.total":
      return total(atRisk.map { number("BALANCE", $0) }) / total(used.sorted().map { number("BALANCE", $0) })
    default: return nil
    }
  }
}
