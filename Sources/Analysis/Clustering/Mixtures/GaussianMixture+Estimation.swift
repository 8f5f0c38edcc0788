import Machine

/// Estimates a mixture of k normal distributions by expectation and maximisation, from several k-means starts of which the
/// best counts.
///
/// Each start is one run of k-means, as scikit-learn's is by default; the rounds go on from the means, sizes and
/// covariances of its clusters. The start with the greatest likelihood wins, between equal ones the first. The result depends
/// on the features, their order and `seed` alone, not on the number of threads. Equal rows get equal memberships. A component
/// that runs empty keeps its mean, with next to no weight; one that shrinks to equal rows has the variances that
/// `limits.regularisation` gives it, and so have constant columns.
/// - Parameters:
///   - features: n × d, finite, at most 1e120 in size.
///   - k: 1 up to the number of different rows.
///   - shape: what the components' covariances may be.
///   - starts: at least 1.
/// - Throws: `ClusteringError.empty`, `.nonFinite`, `.clusterCount`, `.starts`; `MixtureError.tooLarge`, `.memory` before it
///   is taken, `.tolerance`, `.iterations`, `.regularisation`; `CancellationError`.
/// - Complexity: O(n·k·d²) for each round with covariances, O(n·k·d) without; O(n·(d + k)) memory.
public func gaussianMixture(
  of features: Matrix, k: Int, shape: CovarianceShape = .full, starts: Int = 3, seed: UInt64 = 42,
  limits: MixtureLimits = MixtureLimits(), context: ComputeContext
) throws -> GaussianMixture {
  try features.checkForMixture()
  try GaussianMixture.checkMemory(
    rows: features.rowCount, columns: features.columnCount, components: max(1, k), shape: shape,
    copies: 1 + min(max(1, starts), context.threads), available: FreeMemory.bytes)
  let labels = try mixtureStarts(of: features, k: k, starts: starts, seed: seed, context: context.part(0...0.2))
  return try gaussianMixture(
    of: features, k: k, shape: shape, startingLabels: labels, limits: limits, context: context.part(0.2...1))
}

/// The clusters that mixtures of k components begin with: a run of k-means for each start, with a seed of its own.
///
/// Worth keeping where several shapes are tried: they begin with the same.
/// - Returns: for each start a label for each row, 0 ..< k.
/// - Throws: as `kMeans(of:k:starts:seed:context:)` does.
/// - Complexity: O(n·d·k) for each round of k-means, O(n·d) memory for each thread.
public func mixtureStarts(
  of features: Matrix, k: Int, starts: Int, seed: UInt64 = 42, context: ComputeContext
) throws -> [[Int]] {
  guard starts >= 1 else { throw ClusteringError.starts(starts) }
  let results = try parallelMap(count: starts, chunkSize: 1, reportsProgress: true, context: context) { range, _ in
    Result {
      var seeds = Xoshiro256(seed: seed, stream: .mixtureStarts, index: range.lowerBound)
      let silent = ComputeContext(threads: 1) { context.cancelled }
      return try kMeans(of: features, k: k, starts: 1, seed: seeds.next(), context: silent).labels
    }
  }
  return try results.map { try $0.get() }
}

/// Estimates a mixture from clusters that rows begin in; of several such starts the best counts.
/// - Parameters:
///   - startingLabels: for each start, of which there is at least one, a label 0 ..< k for each row.
/// - Throws: as `gaussianMixture(of:k:shape:starts:seed:limits:context:)` does; also `MixtureError.startSize`,
///   `.startingLabel`. Of k it asks only that it is at least 1.
public func gaussianMixture(
  of features: Matrix, k: Int, shape: CovarianceShape, startingLabels: [[Int]],
  limits: MixtureLimits = MixtureLimits(), context: ComputeContext
) throws -> GaussianMixture {
  let rows = try mixtureRows(of: features, k: k, shape: shape, limits, context)
  guard !startingLabels.isEmpty else { throw ClusteringError.starts(0) }
  for labels in startingLabels {
    guard labels.count == rows.rowCount else {
      throw MixtureError.startSize(rows: labels.count, columns: k, neededRows: rows.rowCount, neededColumns: k)
    }
    if let row = labels.firstIndex(where: { !(0..<k).contains($0) }) {
      throw MixtureError.startingLabel(labels[row], row: row, components: k)
    }
  }
  var best: (run: ExpectationMaximization, logLikelihood: Double)?
  var logLikelihoods: [Double] = []
  for (start, labels) in startingLabels.enumerated() {
    let share = 1 / Double(startingLabels.count)
    let run = try ExpectationMaximization(
      rows, from: .labels(labels), components: k, shape: shape, limits: limits,
      context: context.part(Double(start) * share...Double(start + 1) * share))
    guard startingLabels.count > 1 else { return try GaussianMixture(run, rows, context: context) }
    let logLikelihood = try rows.logLikelihood(run.parameters, context: context)
    logLikelihoods.append(logLikelihood)
    if logLikelihood > best?.logLikelihood ?? -.infinity { best = (run, logLikelihood) }
  }
  guard let best else { throw CancellationError() }
  return try GaussianMixture(best.run, rows, startLogLikelihoods: logLikelihoods, context: context)
}

/// Estimates a mixture from shares that rows begin with.
/// - Parameters:
///   - responsibilities: n × k, 0 or more; each row together 1, up to 1e-8.
/// - Throws: as `gaussianMixture(of:k:shape:starts:seed:limits:context:)` does; also `MixtureError.startSize`,
///   `.responsibilities`.
public func gaussianMixture(
  of features: Matrix, shape: CovarianceShape, responsibilities: Matrix, limits: MixtureLimits = MixtureLimits(),
  context: ComputeContext
) throws -> GaussianMixture {
  let k = responsibilities.columnCount
  let rows = try mixtureRows(of: features, k: k, shape: shape, limits, context)
  guard responsibilities.rowCount == rows.rowCount else {
    throw MixtureError.startSize(
      rows: responsibilities.rowCount, columns: k, neededRows: rows.rowCount, neededColumns: k)
  }
  for row in 0..<rows.rowCount {
    if row % 4096 == 0 { try context.checkCancellation() }
    let shares = responsibilities.row(row)
    guard shares.allSatisfy({ $0 >= 0 }), abs(shares.reduce(0, +) - 1) <= 1e-8 else {
      throw MixtureError.responsibilities(row: row)
    }
  }
  let run = try ExpectationMaximization(
    rows, from: .shares(responsibilities), components: k, shape: shape, limits: limits, context: context)
  return try GaussianMixture(run, rows, context: context)
}

/// Estimates a mixture from one that is known.
/// - Parameters:
///   - start: of as many columns as the features have; its shape is that of the result.
/// - Throws: as `gaussianMixture(of:k:shape:starts:seed:limits:context:)` does; also `MixtureError.columnCount`.
public func gaussianMixture(
  of features: Matrix, startingFrom start: MixtureParameters, limits: MixtureLimits = MixtureLimits(),
  context: ComputeContext
) throws -> GaussianMixture {
  let rows = try mixtureRows(of: features, k: start.componentCount, shape: start.shape, limits, context)
  guard rows.dimension == start.dimension else {
    throw MixtureError.columnCount(rows.dimension, needed: start.dimension)
  }
  let run = try ExpectationMaximization(rows, from: start, limits: limits, context: context)
  return try GaussianMixture(run, rows, context: context)
}

/// The rows as a mixture needs them, when all that was given is sound and fits.
private func mixtureRows(
  of features: Matrix, k: Int, shape: CovarianceShape, _ limits: MixtureLimits, _ context: ComputeContext
) throws -> MixtureRows {
  try limits.check()
  try features.checkForMixture()
  guard k >= 1 else { throw ClusteringError.clusterCount(k, allowed: 1...features.rowCount) }
  try GaussianMixture.checkMemory(
    rows: features.rowCount, columns: features.columnCount, components: k, shape: shape, copies: 1,
    available: FreeMemory.bytes)
  return try MixtureRows(features, context: context)
}

extension RandomStream {
  /// The k-means runs that mixtures begin with.
  fileprivate static let mixtureStarts = RandomStream("mixture starts")
}
