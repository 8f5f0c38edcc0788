/// What a mixture's components may differ in: how many numbers their covariance matrices are free in.
///
/// The fewer numbers, the fewer rows suffice to estimate them.
public enum CovarianceShape: String, CaseIterable, Codable, Sendable {
  /// Each component has a covariance matrix of its own: ellipsoids of any size and direction (mclust's VVV).
  case full
  /// All components share one covariance matrix: ellipsoids that are alike (EEE).
  case tied
  /// Each component has variances of its own, and no covariances: ellipsoids along the axes (VVI).
  case diagonal
  /// Each component has one variance: balls (VII).
  case spherical

  /// The numbers that a mixture is free in: weights but for one, means, and covariances.
  /// - Parameters:
  ///   - k: components, at least 1.
  ///   - d: columns, at least 1.
  public func freeParameters(components k: Int, columns d: Int) -> Int {
    let covariances =
      switch self {
      case .full: k * (d * (d + 1) / 2)
      case .tied: d * (d + 1) / 2
      case .diagonal: k * d
      case .spherical: k
      }
    return covariances + k * d + k - 1
  }

  /// The numbers in which `MixtureParameters.covariances` holds them.
  func covarianceCount(components k: Int, columns d: Int) -> Int {
    switch self {
    case .full: k * d * d
    case .tied: d * d
    case .diagonal: k * d
    case .spherical: k
    }
  }

  /// Whether covariances have to be known, or variances are enough.
  var hasCovariances: Bool { self == .full || self == .tied }
}
