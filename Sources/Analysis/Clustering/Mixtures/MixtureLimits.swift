/// When the rounds of a mixture's estimation end, and how thin its components may become.
public struct MixtureLimits: Sendable, Equatable, Codable {
  /// Rounds end when the mean log-likelihood of a row changes by less; at least 0.
  ///
  /// Information criteria see the sum over all rows: of 10,000 rows, the default leaves them open by about 0.1.
  public var tolerance: Double
  /// The most rounds, at least 1.
  public var iterations: Int
  /// What is added to each variance, in squared units of the features; above 0. A component of equal rows has no density
  /// without it.
  public var regularisation: Double

  public init(tolerance: Double = 1e-5, iterations: Int = 500, regularisation: Double = 1e-6) {
    self.tolerance = tolerance
    self.iterations = iterations
    self.regularisation = regularisation
  }

  /// What scikit-learn's GaussianMixture takes when nothing else is said.
  public static let scikitLearn = MixtureLimits(tolerance: 1e-3, iterations: 100, regularisation: 1e-6)

  func check() throws(MixtureError) {
    guard tolerance >= 0 else { throw .tolerance(tolerance) }
    guard iterations >= 1 else { throw .iterations(iterations) }
    guard regularisation > 0 && regularisation < .infinity else { throw .regularisation(regularisation) }
  }
}
