import Machine

/// Where the points of a map begin: at the data's two principal components, tiny, slightly disturbed by the seed.
///
/// Starting from principal components keeps the large-scale arrangement (Kobak and Berens 2019). The disturbance, one
/// part in a hundred of the larger component's deviation, separates equal rows and is what the seed decides: the
/// descent amplifies it into another map of equal quality.
struct StartingMap {
  /// Standard deviation of the first coordinate.
  static let deviation = 1e-4
  private static let disturbance = 0.01

  var x: [Double]
  var y: [Double]

  init(of data: Matrix, seed: UInt64, context: ComputeContext) throws {
    let axes = try PrincipalAxes(of: data, count: 2, context: context)
    x = try axes.scores(on: 0, of: data, context: context)
    y =
      data.columnCount > 1
      ? try axes.scores(on: 1, of: data, context: context) : [Double](repeating: 0, count: data.rowCount)
    let variance = x.reduce(0) { $0 + $1 * $1 } / Double(x.count)
    // Data without any variation start at one point, told apart by the disturbance alone.
    let scale = variance > 0 ? Self.deviation / variance.squareRoot() : 0
    let reach = Self.deviation * (scale > 0 ? Self.disturbance : 1)
    var generator = Xoshiro256(seed: seed, stream: .startingMap)
    for i in x.indices {
      if i % 65_536 == 0 { try context.checkCancellation() }
      x[i] = x[i] * scale + (2 * generator.nextUnit() - 1) * reach
      y[i] = y[i] * scale + (2 * generator.nextUnit() - 1) * reach
    }
  }

  /// The same map with the rows in another order.
  func permuted(by order: [Int32]) -> StartingMap {
    var copy = self
    copy.x = order.map { x[Int($0)] }
    copy.y = order.map { y[Int($0)] }
    return copy
  }
}

extension RandomStream {
  /// What disturbs the points of a map at first.
  fileprivate static let startingMap = RandomStream("starting map")
}
