/// The moments of rows that components share, about a place of each component: what the next parameters follow from.
struct MixtureMoments: Sendable {
  private let places: Matrix
  private let hasCovariances: Bool
  /// As `MomentSums` lays them out.
  private let sums: [Double]

  /// The numbers of one component.
  static func size(dimension d: Int, hasCovariances: Bool) -> Int {
    let strips = MixtureGroup.width(dimension: d) / 4
    return hasCovariances ? 16 * (strips * (strips + 1) / 2) : 1 + 2 * d
  }

  init(about places: Matrix, hasCovariances: Bool, sums: [Double]) {
    self.places = places
    self.hasCovariances = hasCovariances
    self.sums = sums
  }

  private var dimension: Int { places.columnCount }

  /// Moments start here for a component.
  private func start(_ component: Int) -> Int {
    component * Self.size(dimension: dimension, hasCovariances: hasCovariances)
  }

  /// Where the product of two features (the feature d being 1) is; i ≥ j.
  private func place(_ component: Int, _ i: Int, _ j: Int) -> Int {
    start(component) + 16 * ((i / 4) * (i / 4 + 1) / 2 + j / 4) + 4 * (i % 4) + j % 4
  }

  /// How many rows a component has, as their shares add up.
  ///
  /// Never 0: scikit-learn's ten times the distance between 1 and the next number keeps an empty component's mean where it is.
  func size(_ component: Int) -> Double {
    let sum = hasCovariances ? sums[place(component, dimension, dimension)] : sums[start(component)]
    return sum + 10 * .ulpOfOne
  }

  /// How far a component's mean lies from its place, feature by feature.
  func shift(_ component: Int) -> [Double] {
    let size = size(component)
    return (0..<dimension).map { f in
      (hasCovariances ? sums[place(component, dimension, f)] : sums[start(component) + 1 + f]) / size
    }
  }

  /// The means, k × d.
  var means: Matrix {
    var means = places
    for c in 0..<means.rowCount {
      for (f, shift) in shift(c).enumerated() { means[c, f] += shift }
    }
    return means
  }

  /// A component's sums of products about its mean, d × d row by row; with covariances only.
  func scatter(_ component: Int) -> [Double] {
    let (size, shift, d) = (size(component), shift(component), dimension)
    var scatter = [Double](repeating: 0, count: d * d)
    for i in 0..<d {
      for j in 0...i {
        let product = sums[place(component, i, j)] - size * shift[i] * shift[j]
        scatter[i * d + j] = product
        scatter[j * d + i] = product
      }
    }
    return scatter
  }

  /// A component's sums of squares about its mean; without covariances only.
  func squares(_ component: Int) -> [Double] {
    let (size, shift, d) = (size(component), shift(component), dimension)
    return (0..<d).map { f in max(0, sums[start(component) + 1 + d + f] - size * shift[f] * shift[f]) }
  }
}

extension MixtureParameters {
  /// The parameters under which rows shared like these have the highest density (the M step).
  /// - Complexity: O(k·d³) with covariances, O(k·d) without.
  init(_ moments: MixtureMoments, shape: CovarianceShape, regularisation: Double) {
    let means = moments.means
    let (k, d) = (means.rowCount, means.columnCount)
    let sizes = (0..<k).map { moments.size($0) }
    let rows = sizes.reduce(0, +)
    var covariances: [Double] = []
    var factors: [Double] = []
    switch shape {
    case .full:
      for c in 0..<k {
        var own = moments.scatter(c).map { $0 / sizes[c] }
        factors += PrecisionFactor(regularising: &own, dimension: d, by: regularisation).elements
        covariances += own
      }
    case .tied:
      covariances = [Double](repeating: 0, count: d * d)
      for c in 0..<k { for (place, value) in moments.scatter(c).enumerated() { covariances[place] += value } }
      for place in covariances.indices { covariances[place] /= rows }
      factors = PrecisionFactor(regularising: &covariances, dimension: d, by: regularisation).elements
    case .diagonal:
      covariances = (0..<k).flatMap { c in moments.squares(c).map { $0 / sizes[c] + regularisation } }
      factors = covariances.map { 1 / $0.squareRoot() }
    case .spherical:
      covariances = (0..<k).map { c in moments.squares(c).reduce(0, +) / (Double(d) * sizes[c]) + regularisation }
      factors = covariances.map { 1 / $0.squareRoot() }
    }
    self.init(
      shape: shape, weights: sizes.map { $0 / rows }, means: means, covariances: covariances,
      precisionFactors: factors)
  }
}
