@testable import Analysis

/// The three coefficients by their definitions, pair of rows by pair of rows where that is the definition.
enum NaiveCorrelation {
  static func measure(_ x: [Double], _ y: [Double], _ method: CorrelationMethod) -> (coefficient: Double, count: Int) {
    let pairs = zip(x, y).filter { $0.isFinite && $1.isFinite }
    let (a, b) = (pairs.map(\.0), pairs.map(\.1))
    guard pairs.count >= 2, Set(a).count > 1, Set(b).count > 1 else { return (.nan, pairs.count) }
    switch method {
    case .pearson: return (product(a, b), pairs.count)
    case .spearman: return (product(ranks(a), ranks(b)), pairs.count)
    case .kendall: return (tau(a, b), pairs.count)
    }
  }

  private static func product(_ x: [Double], _ y: [Double]) -> Double {
    let n = Double(x.count)
    let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    let xy = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
    let xx = x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
    let yy = y.reduce(0) { $0 + ($1 - my) * ($1 - my) }
    return xy / (xx * yy).squareRoot()
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    values.map { value in
      Double(values.count { $0 < value }) + Double(values.count { $0 == value } + 1) / 2
    }
  }

  private static func tau(_ x: [Double], _ y: [Double]) -> Double {
    var (balance, untiedX, untiedY) = (0.0, 0.0, 0.0)
    for i in x.indices {
      for j in 0..<i {
        balance += sign(x[i] - x[j]) * sign(y[i] - y[j])
        untiedX += abs(sign(x[i] - x[j]))
        untiedY += abs(sign(y[i] - y[j]))
      }
    }
    return balance / (untiedX * untiedY).squareRoot()
  }

  private static func sign(_ value: Double) -> Double { value > 0 ? 1 : value < 0 ? -1 : 0 }
}
