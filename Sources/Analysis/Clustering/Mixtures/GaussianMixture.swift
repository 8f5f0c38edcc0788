/// A mixture of normal distributions that was estimated from rows, and where these rows belong in it.
public struct GaussianMixture: Sendable, Equatable {
  /// What is needed to say of other rows where they belong.
  public let parameters: MixtureParameters
  /// The rows' labels, memberships and densities under these parameters.
  public let membership: MixtureMembership
  /// The sum of the natural logarithms of the rows' densities.
  public let logLikelihood: Double
  /// Whether the last round changed the mean log-likelihood by less than the tolerance.
  public let converged: Bool
  /// The mean log-likelihood that each round began with; it rises.
  public let path: [Double]
  /// The log-likelihood that each start came to, in their order; empty where there was no choice of starts.
  public let startLogLikelihoods: [Double]

  /// Each component's share, k of them; together 1.
  public var weights: [Double] { parameters.weights }
  /// Each component's mean, k × d.
  public var means: Matrix { parameters.means }
  /// The component of each row with the largest membership, 0 ..< k.
  public var labels: [Int] { membership.labels }
  /// The probability that a row is of a component, n × k.
  public var memberships: Matrix { membership.memberships }
  /// Rounds of the start that came out best.
  public var iterations: Int { path.count }
  /// The mean of a row's log-density: scikit-learn's `score`.
  public var meanLogLikelihood: Double { logLikelihood / Double(labels.count) }
  /// The numbers that the mixture is free in.
  public var freeParameters: Int { parameters.freeParameters }

  /// The Bayesian information criterion in scikit-learn's sign, −2·ln L + p·ln n: smaller is better.
  ///
  /// G. Schwarz (1978), doi:10.1214/aos/1176344136.
  public var bic: Double { -2 * logLikelihood + Double(freeParameters) * PortableMath.log(Double(labels.count)) }

  /// The Bayesian information criterion in the sign of R's mclust, 2·ln L − p·ln n: larger is better.
  ///
  /// C. Fraley and A. E. Raftery (2002), doi:10.1198/016214502760047131.
  public var mclustBIC: Double { -bic }

  /// Akaike's information criterion, −2·ln L + 2·p: smaller is better.
  ///
  /// H. Akaike (1974), doi:10.1109/TAC.1974.1100705.
  public var aic: Double { -2 * logLikelihood + 2 * Double(freeParameters) }

  /// What a run came to, on the rows that it was made of.
  init(
    _ run: ExpectationMaximization, _ rows: MixtureRows, startLogLikelihoods: [Double] = [], context: ComputeContext
  ) throws(CancellationError) {
    self.startLogLikelihoods = startLogLikelihoods
    parameters = run.parameters
    membership = try rows.membership(run.parameters, context: context)
    logLikelihood = mean(membership.logDensities) * Double(rows.rowCount)
    converged = run.converged
    path = run.path
  }
}

extension GaussianMixture {
  /// About how many bytes a mixture takes at its peak, the rows themselves not counted.
  ///
  /// The rows in blocks, for k-means once more on each thread, memberships, and each chunk's moments.
  public static func memory(
    rows: Int, columns: Int, components: Int, shape: CovarianceShape, copies: Int = 3
  ) -> Int {
    let moments = components * MixtureMoments.size(dimension: columns, hasCovariances: shape.hasCovariances)
    let each = 8 * (columns * copies + components + 6)
    return rows * each + min(64 * 8 * moments, max(4 * 8 * moments, 8 << 25)) + 4 * 64 * moments
  }

  /// - Parameter copies: of the rows.
  /// - Throws: `MixtureError.memory` where `available` bytes are too few.
  static func checkMemory(
    rows: Int, columns: Int, components: Int, shape: CovarianceShape, copies: Int, available: Int?
  ) throws(MixtureError) {
    let needed = memory(rows: rows, columns: columns, components: components, shape: shape, copies: copies)
    guard let available, needed > available else { return }
    let fixed = memory(rows: 0, columns: columns, components: components, shape: shape, copies: copies)
    let fitting = Double(rows) * Double(max(0, available - fixed)) / Double(max(1, needed - fixed))
    throw .memory(rows: rows, needed: needed, available: available, fitting: Int(fitting))
  }
}
