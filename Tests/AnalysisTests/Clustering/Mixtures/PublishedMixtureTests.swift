import Analysis
import Testing

/// Mixtures are those of scikit-learn 1.9.1 from the same start.
@Suite struct PublishedMixtureTests {
  @Test("There are mixtures of every shape to compare with")
  func count() {
    #expect(ReferenceValues.mixtures.count == 48)
    #expect(Set(ReferenceValues.mixtures.map(\.shape)) == Set(CovarianceShape.allCases.map(\.rawValue)))
  }

  @Test(
    "Likelihood, criteria, parameters, memberships and labels are scikit-learn's",
    arguments: ReferenceValues.mixtures)
  func published(_ published: PublishedMixture) throws {
    let set = try #require(ReferenceValues.sets.first { $0.name == published.name })
    let found = try gaussianMixture(
      of: set.matrix, k: published.weights.count, shape: #require(CovarianceShape(rawValue: published.shape)),
      startingLabels: [published.start],
      limits: MixtureLimits(tolerance: published.tolerance, iterations: published.maximum), context: .plain)
    #expect(found.iterations == published.iterations && found.converged == published.converged)
    #expect(found.labels == published.labels)
    var likelihood = Difference()
    likelihood.add(found.meanLogLikelihood, published.score)
    likelihood.add(found.path, published.lowerBounds)
    likelihood.add(found.membership.logDensities, published.densities)
    likelihood.add(found.bic, published.bic)
    likelihood.add(found.aic, published.aic)
    likelihood.expect(atMost: 1e-9, "log-likelihood")
    var parameters = Difference()
    parameters.add(found.weights, published.weights)
    parameters.add(found.means.elements, published.means)
    parameters.add(found.parameters.covariances, published.covariances)
    parameters.add(found.parameters.precisionFactors, published.factors)
    parameters.expect(atMost: 1e-9, "parameters")
    var memberships = Difference()
    memberships.add(found.memberships.elements, published.memberships)
    memberships.expect(atMost: 1e-9, "memberships")
  }
}
