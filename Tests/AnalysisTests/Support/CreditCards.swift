import Analysis
import Foundation

/// The real customers, as far as the tests of this room need them: read naively, prepared by the definitions.
struct CreditCards {
  /// Columns of numbers by name, missing values NaN.
  let columns: [(name: String, values: [Double])]

  /// Those of `RealData`; a test that takes them has `.needsRealData`.
  static func load() throws -> CreditCards {
    let text = try String(contentsOfFile: RealData.path, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline)
    let names = lines[0].split(separator: ",").map(String.init)
    let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return CreditCards(
      columns: names.indices.dropFirst().map { j in
        (names[j], rows.map { Double($0[j]) ?? .nan })
      })
  }

  func column(_ name: String) -> [Double] { columns.first { $0.name == name }?.values ?? [] }

  /// The original project's: incomplete rows and four columns out, ln(x + 0.1) of the amounts.
  var classic: Matrix {
    let out: Set = ["PURCHASES_INSTALLMENTS_FREQUENCY", "ONEOFF_PURCHASES", "CASH_ADVANCE_FREQUENCY"]
    let logged: Set = [
      "BALANCE", "PURCHASES", "INSTALLMENTS_PURCHASES", "CASH_ADVANCE", "CREDIT_LIMIT", "PAYMENTS",
      "MINIMUM_PAYMENTS", "CASH_ADVANCE_TRX", "PURCHASES_TRX",
    ]
    let complete = columns[0].values.indices.filter { i in columns.allSatisfy { !$0.values[i].isNaN } }
    return Matrix(
      columns: columns.filter { !out.contains($0.name) }.map { name, values in
        complete.map { logged.contains(name) ? log(values[$0] + 0.1) : values[$0] }
      })
  }

  /// Medians for missing values, ln(x + 1) of every column, mean 0 and deviation 1.
  var logged: Matrix { prepared { _ in true } }

  /// The same with the logarithm only where the skewness is above 1.
  var standard: Matrix { prepared { skewness($0) > 1 } }

  private func prepared(log isLogged: ([Double]) -> Bool) -> Matrix {
    Matrix(
      columns: columns.map { _, values in
        let centre = median(values)
        let filled = values.map { $0.isNaN ? centre : $0 }
        let scaled = isLogged(filled) ? filled.map { log1p($0) } : filled
        let (mean, deviation) = (Analysis.mean(scaled), variance(scaled, lostDegrees: 0).squareRoot())
        return scaled.map { ($0 - mean) / deviation }
      })
  }
}
