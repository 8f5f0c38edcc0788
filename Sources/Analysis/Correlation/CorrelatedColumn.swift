/// A column made ready to be correlated with many others.
struct CorrelatedColumn: Sendable {
  /// NaN where there is no finite value; scaled by a power of two, so that squares neither overflow nor vanish.
  let values: [Double]
  /// Whether every row has a value: then nothing has to be left out for a partner's sake alone.
  let isComplete: Bool
  /// The rows with a value by rising value; empty unless ranked.
  let order: [Int32]
  /// Of a complete column: the deviations that Pearson's coefficient multiplies (of the ranks where ranked), and the root
  /// of their sum of squares; empty otherwise.
  let deviations: [Double]
  let norm: Double

  /// - Throws: `CancellationError`.
  init(_ raw: [Double], isRanked: Bool, context: ComputeContext) throws(CancellationError) {
    let (largest, isComplete) = Self.largest(raw)
    // Powers of two change no digit.
    let scale = largest > 1e100 || (largest > 0 && largest < 1e-100) ? Self.powerOfTwo(under: 1 / largest) : 1
    let values = isComplete && scale == 1 ? raw : raw.map { $0.isFinite ? $0 * scale : .nan }
    self.values = values
    self.isComplete = isComplete
    order = isRanked ? try Self.order(of: values, context: context) : []
    guard isComplete else {
      (deviations, norm) = ([], .nan)
      return
    }
    deviations = Self.deviations(isRanked ? Self.ranks(of: values, in: order) : values)
    norm = Self.product(deviations, deviations).squareRoot()
  }

  /// The largest size of a finite value, and whether all are finite.
  private static func largest(_ values: [Double]) -> (size: Double, isComplete: Bool) {
    let whole = values.count / 8 * 8
    var (largest, areFinite) = (EightDoubles(), SIMDMask<SIMD8<Int64>>(repeating: true))
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      // Invariant: eight values from each of these places on are there.
      for place in stride(from: 0, to: whole, by: 8) {
        let eight = EightDoubles(at: base + place)
        let sizes = larger(eight, -eight)
        let isFinite = sizes .< .infinity
        largest = larger(largest, EightDoubles().replacing(with: sizes, where: isFinite))
        areFinite .&= isFinite
      }
    }
    var (size, isComplete) = (largest.max(), all(areFinite))
    for value in values[whole...] {
      if abs(value) < .infinity { size = max(size, abs(value)) } else { isComplete = false }
    }
    return (size, isComplete)
  }

  /// The rows with a value by rising value, equal ones in their order.
  private static func order(of values: [Double], context: ComputeContext) throws(CancellationError) -> [Int32] {
    let present = values.indices.filter { !values[$0].isNaN }.map { Int32($0) }
    return try risingOrder(of: present.map { values[Int($0)] }, context: context).map { present[Int($0)] }
  }

  /// The coefficient over the rows that have both values, and how many those are.
  func correlation(
    with other: CorrelatedColumn, _ method: CorrelationMethod, context: ComputeContext
  ) -> (coefficient: Double, count: Int) {
    if method == .kendall { return KendallTau.measure(self, other, context: context) }
    if isComplete && other.isComplete {
      return (Self.quotient(Self.product(deviations, other.deviations), norm, other.norm), values.count)
    }
    if method == .pearson { return CommonRows(x: values, y: other.values).correlation() }
    let (x, y) = (ranks(among: other), other.ranks(among: self))
    let (dx, dy) = (Self.deviations(x), Self.deviations(y))
    let (nx, ny) = (Self.product(dx, dx).squareRoot(), Self.product(dy, dy).squareRoot())
    return (Self.quotient(Self.product(dx, dy), nx, ny), x.count)
  }

  /// The coefficient of two complete columns whose deviations have the given sum of products.
  func correlation(with other: CorrelatedColumn, sumOfProducts: Double) -> Double {
    Self.quotient(sumOfProducts, norm, other.norm)
  }

  /// The ranks among the rows that `other` has as well, row by row.
  private func ranks(among other: CorrelatedColumn) -> [Double] {
    let common = order.filter { !other.values[Int($0)].isNaN }
    let ranks = Self.ranks(of: values, in: common)
    return values.indices.filter { !values[$0].isNaN && !other.values[$0].isNaN }.map { ranks[$0] }
  }

  /// The rank of each row, from 1, equal values sharing their mean; zero for rows that are not in `order`.
  private static func ranks(of values: [Double], in order: [Int32]) -> [Double] {
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[Int(order[end + 1])] == values[Int(order[start])] { end += 1 }
      for place in start...end { ranks[Int(order[place])] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return ranks
  }

  /// From the mean; empty of a constant, to which rounding in the mean would give a trace of spread.
  private static func deviations(_ values: [Double]) -> [Double] {
    guard let first = values.first, values.contains(where: { $0 != first }) else { return [] }
    let centre = mean(values)
    return values.map { $0 - centre }
  }

  /// NaN when a column is constant: without deviations its norm is zero.
  private static func quotient(_ product: Double, _ first: Double, _ second: Double) -> Double {
    let r = product / (first * second)
    return r.isNaN ? r : min(1, max(-1, r))
  }

  /// The sum of products, in eight lanes; zero when one side is empty.
  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    var product = ProductSum()
    product.add(a, b, from: 0, to: a.count)
    return product.value(a, b)
  }

  private static func powerOfTwo(under value: Double) -> Double {
    guard value.isFinite else { return 0x1p1000 }
    return max(value, .leastNormalMagnitude).binade
  }
}
