/// One run of the rounds that raise the likelihood of rows under a mixture, to where they end.
///
/// A. P. Dempster, N. M. Laird and D. B. Rubin (1977), doi:10.1111/j.2517-6161.1977.tb01600.x. A round shares the rows out
/// by their densities under the parameters (E step), and takes the parameters of greatest likelihood under these
/// shares (M step), both in one pass over the rows. No round lowers the likelihood, but for what is added to variances.
struct ExpectationMaximization: Sendable {
  private(set) var parameters: MixtureParameters
  /// The mean logarithm of the rows' densities before each round's M step.
  private(set) var path: [Double] = []
  private(set) var converged = false

  /// Rounds from a mixture that is known.
  init(
    _ rows: MixtureRows, from start: MixtureParameters, limits: MixtureLimits, context: ComputeContext
  ) throws(CancellationError) {
    parameters = start
    var done = 0.0
    while path.count < limits.iterations && !converged {
      let (logLikelihood, moments) = try rows.step(parameters, context: context)
      parameters = MixtureParameters(moments, shape: start.shape, regularisation: limits.regularisation)
      path.append(logLikelihood / Double(rows.rowCount))
      converged = path.count > 1 && abs(path[path.count - 1] - path[path.count - 2]) < limits.tolerance
      done = max(done, shareDone(limits))
      try context.checkpoint(done)
    }
    try context.checkpoint(1)
  }

  /// Rounds from shares that are known.
  init(
    _ rows: MixtureRows, from responsibilities: Responsibilities, components k: Int, shape: CovarianceShape,
    limits: MixtureLimits, context: ComputeContext
  ) throws(CancellationError) {
    // Moments about a place far from the mean would lose the digits that the two have in common: first the means are found.
    let middle = try rows.means(context: context)
    let places = Matrix(
      rowCount: k, columnCount: rows.dimension, elements: (0..<k).flatMap { _ in middle })
    let means = try rows.moments(responsibilities, about: places, hasCovariances: false, context: context).means
    let moments = try rows.moments(
      responsibilities, about: means, hasCovariances: shape.hasCovariances, context: context)
    let start = MixtureParameters(moments, shape: shape, regularisation: limits.regularisation)
    try self.init(rows, from: start, limits: limits, context: context)
  }

  /// Changes shrink by about the same factor each round: their logarithm tells how far it still is.
  private func shareDone(_ limits: MixtureLimits) -> Double {
    let byRounds = Double(path.count) / Double(limits.iterations)
    guard path.count > 2, limits.tolerance > 0 else { return byRounds }
    let (first, last) = (abs(path[1] - path[0]), abs(path[path.count - 1] - path[path.count - 2]))
    guard first > limits.tolerance, last > 0 else { return byRounds }
    let left = naturalLogarithm(last / limits.tolerance) / naturalLogarithm(first / limits.tolerance)
    return min(1, max(byRounds, 1 - left))
  }
}
