/// The components of a mixture as densities of many rows are worked out of them.
struct MixtureComponents: Sendable {
  let count: Int
  let dimension: Int
  /// Feature f of component c's mean at c·d + f.
  let means: [Double]
  /// For each component the logarithm of its weight and of its density at its mean.
  let offsets: [Double]
  /// Whether `factors` are triangles, or the reciprocals of deviations: feature f of component c at c·d + f.
  let hasCovariances: Bool
  /// Triangles are cut into strips of four columns: strip s has four numbers for each of the rows 0 ..< min(d, 4·s + 4). What
  /// lies below the diagonal or right of the last column is 0.
  let factors: [Double]
  /// The numbers of one component's factor.
  let factorSize: Int

  init(_ parameters: MixtureParameters) {
    let (k, d) = (parameters.componentCount, parameters.dimension)
    let shape = parameters.shape
    let own = parameters.precisionFactors
    count = k
    dimension = d
    means = parameters.means.elements
    hasCovariances = shape.hasCovariances
    // The factors' diagonals.
    let diagonal = { (component: Int, f: Int) -> Double in
      switch shape {
      case .full: own[(component * d + f) * d + f]
      case .tied: own[f * d + f]
      case .diagonal: own[component * d + f]
      case .spherical: own[component]
      }
    }
    offsets = (0..<k).map { c in
      let logDeterminant = (0..<d).reduce(0.0) { $0 + PortableMath.log(diagonal(c, $1)) }
      return PortableMath.log(parameters.weights[c]) + logDeterminant - 0.5 * Double(d) * logTwoPi
    }
    guard hasCovariances else {
      factors = (0..<k).flatMap { c in (0..<d).map { diagonal(c, $0) } }
      factorSize = d
      return
    }
    var strips: [Double] = []
    for c in 0..<k {
      let start = shape == .full ? c * d * d : 0
      for column in stride(from: 0, to: d, by: 4) {
        for row in 0..<min(d, column + 4) {
          for f in column..<column + 4 { strips.append(f < d ? own[start + row * d + f] : 0) }
        }
      }
    }
    factors = strips
    factorSize = factors.count / k
  }

  /// Components that are only places, to take moments about.
  init(centres: Matrix, hasCovariances: Bool) {
    count = centres.rowCount
    dimension = centres.columnCount
    means = centres.elements
    self.hasCovariances = hasCovariances
    offsets = []
    factors = []
    factorSize = 0
  }
}

/// ln 2π.
private let logTwoPi = 0x1.d67f1c864beb5p0
