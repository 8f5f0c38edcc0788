import Analysis

/// Takes the customers for a mixture of normal distributions; each belongs to every segment with some probability.
public struct MixtureMethod: Method {
  public static let name = "mixture"
  public static let otherNames = ["gmm"]
  public static let summary = "fits overlapping normal distributions, and says how sure each customer's segment is"
  public static let parameters: [MethodParameter<MixtureMethod>] = [
    .choiceOrAuto(
      "shape", \.shape,
      [
        .full: "an ellipsoid of its own for each segment", .tied: "the same ellipsoid for all",
        .diagonal: "ellipsoids along the axes", .spherical: "balls",
      ], auto: "the least BIC", "what form the segments have (mixture)"),
    .number("starts", \.starts, in: 1...1_000, KMeansMethod.startsMeaning),
  ]

  /// nil takes the shape of the least BIC.
  public var shape: CovarianceShape?
  /// Starts of the expectation-maximisation, each from a k-means of its own.
  public var starts = 3

  public init() {}

  public init(shape: CovarianceShape?) { self.shape = shape }

  /// The numbers of segments among which the least BIC is looked for.
  static let counts = 1...10

  public var noun: String { "Gaussian mixture" }
  public var usesSeed: Bool { true }
  /// What counts is the density, which needs the covariances, too.
  public var placesByCentroids: Bool { false }

  public func inWords(seed: UInt64) -> String {
    "Gaussian mixture, \(KMeansMethod.inWords(starts: starts)), seed \(seed)"
  }

  public func cost(of size: WorkSize) -> MethodCost {
    let shapes = shape == nil ? Double(CovarianceShape.allCases.count) : 1
    return MethodCost(
      fit: 0, grouping: 6e-6 * size.n * size.width * size.width * shapes * Double(starts), bytes: 400 * size.n)
  }

  public func fit(
    _ features: Matrix, tree: Dendrogram?, seed: UInt64, context: ComputeContext
  ) throws -> any Fit {
    guard starts >= 1 else { throw SegmentationError.starts(starts) }
    return MixtureFit(
      features: features, shapes: shape.map { [$0] } ?? CovarianceShape.allCases, starts: starts, seed: seed)
  }

  public func placement(saved: ModelField, k: Int, width: Int) throws(ModelError) -> (any Placement)? {
    try MixtureDensities(saved, k: k, width: width)
  }
}

/// Mixtures, made for each number of components and each shape.
private struct MixtureFit: Fit {
  let features: Matrix
  let shapes: [CovarianceShape]
  let starts: Int
  let seed: UInt64

  func grouping(into k: Int, context: ComputeContext) throws -> Grouping {
    let best = try best(k, context)
    var grouping = Grouping(clusters: best.labels)
    grouping.memberships = best.memberships
    grouping.certainty = best.labels.indices.map { best.memberships[$0, best.labels[$0]] }
    grouping.detail = "\(best.parameters.shape.rawValue) covariances\(shapes.count > 1 ? " (least BIC)" : "")"
    grouping.measures = [
      OwnMeasure(
        name: "BIC", value: best.bic, isBetterLow: true,
        meaning:
          "−2 · log-likelihood + parameters · ln(customers), as scikit-learn has it; mclust's BIC has the other sign")
    ]
    grouping.placing = MixturePlacing(parameters: best.parameters)
    if !best.converged {
      grouping.notes.append("the mixture was still changing after \(best.iterations) rounds, and counts as it is")
    }
    if let note = noteOfStarts(best) { grouping.notes.append(note) }
    return grouping
  }

  func ownCount(context: ComputeContext) throws -> OwnCount? {
    let counts = MixtureMethod.counts.clamped(to: 1...max(1, features.rowCount))
    var scores: [(k: Int, bic: Double)] = []
    for k in counts {
      let part = context.part(Double(k - 1) / Double(counts.count)...Double(k) / Double(counts.count))
      do {
        scores.append((k, try best(k, part).bic))
      } catch ClusteringError.clusterCount {
        break
      }
    }
    let several = scores.filter { $0.k >= 2 }
    guard let first = several.first else { throw SegmentationError.segmentCount(2, rows: features.rowCount) }
    let least = several.reduce(first) { $1.bic < $0.bic ? $1 : $0 }
    var notes: [String] = []
    if let one = scores.first, one.k == 1, one.bic < least.bic {
      notes.append(
        "the BIC of one group, \(grouped(Int(one.bic.rounded()))), is less than that of any division: nothing says that "
          + "there are groups")
    }
    if least.k == counts.upperBound, scores.count == counts.count {
      notes.append(
        "the BIC still falls at \(least.k) segments, where the search ends: it names no number; where customers are few, or many of "
          + "their values are equal, densities grow without end")
    }
    return OwnCount(
      k: least.k, inWords: "least BIC of \(counts.lowerBound) to \(scores.last?.k ?? 1) segments", notes: notes)
  }

  /// What is said where a single start found what counts, so that one more might find better.
  private func noteOfStarts(_ mixture: GaussianMixture) -> String? {
    let others = mixture.startLogLikelihoods.sorted(by: >).dropFirst()
    // A difference of 10 in BIC is a strong one: Kass and Raftery (1995), doi:10.1080/01621459.1995.10476572.
    guard let second = others.first, mixture.logLikelihood - second > 5 else { return nil }
    func bic(_ logLikelihood: Double) -> String {
      grouped(Int((mixture.bic + 2 * (mixture.logLikelihood - logLikelihood)).rounded()))
    }
    return
      "only one of the \(starts) starts came to a BIC of \(bic(mixture.logLikelihood)), the next best to \(bic(second)): "
      + "starts=\(min(1_000, max(20, 4 * starts))) may find less"
  }

  /// The mixture of the shape with the least BIC; between equals the one of more freedom.
  private func best(_ k: Int, _ context: ComputeContext) throws -> GaussianMixture {
    do {
      let starts = try mixtureStarts(
        of: features, k: k, starts: starts, seed: seed, context: context.part(0...0.2))
      var best: GaussianMixture?
      for (i, shape) in shapes.enumerated() {
        let part = context.part(
          0.2 + 0.8 * Double(i) / Double(shapes.count)...0.2 + 0.8 * Double(i + 1) / Double(shapes.count))
        let mixture = try gaussianMixture(
          of: features, k: k, shape: shape, startingLabels: starts, context: part)
        if mixture.bic < best?.bic ?? .infinity { best = mixture }
      }
      guard let best else { throw SegmentationError.noGroups("no mixture of these rows has a finite BIC") }
      return best
    } catch let error as MixtureError {
      throw SegmentationError.mixture(error)
    }
  }
}

/// The components of a mixture, before they are numbered as segments.
private struct MixturePlacing: ClusterPlacing {
  let parameters: MixtureParameters

  func numbered(_ clusters: [Int]) -> any Placement { MixtureDensities(parameters, components: clusters) }
}

/// Each row to the segment under whose density it is most probable.
struct MixtureDensities: Placement, Equatable {
  let parameters: MixtureParameters
  /// The component of segment s at s − 1.
  let components: [Int]
  let inWords = "by the densities"
  let whatHappened = "went to the segment that it most probably belongs to"

  init(_ parameters: MixtureParameters, components: [Int]) {
    self.parameters = parameters
    self.components = components
  }

  func place(_ rows: Matrix, context: ComputeContext) throws -> PlacedRows {
    let found = try parameters.membership(of: rows, context: context)
    let memberships = found.memberships.selecting(columns: components)
    var segments: [Int] = []
    segments.reserveCapacity(rows.rowCount)
    for row in 0..<rows.rowCount {
      if row % 4_096 == 0 { try context.checkCancellation() }
      let values = memberships.row(row)
      var best = values.startIndex
      for place in values.indices where values[place] > values[best] { best = place }
      segments.append(best - values.startIndex + 1)
    }
    let certainty = segments.indices.map { memberships[$0, segments[$0] - 1] }
    return PlacedRows(segments: segments, certainty: certainty, memberships: memberships)
  }

  func isEqual(to other: any Placement) -> Bool { (other as? Self) == self }

  var saved: JSON? {
    .object([
      ("shape", .text(parameters.shape.rawValue)), ("weights", .numbers(parameters.weights)),
      (
        "means",
        .array((0..<parameters.componentCount).map { .numbers(Array(parameters.means.row($0))) })
      ),
      ("covariances", .numbers(parameters.covariances)),
      ("components", .array(components.map { .integer($0 + 1) })),
    ])
  }

  /// Reads what `saved` wrote.
  init(_ field: ModelField, k: Int, width: Int) throws(ModelError) {
    let means = try field("means").list { field throws(ModelError) in try field.numbers() }
    guard !means.isEmpty, means.allSatisfy({ $0.count == width }) else {
      throw try field("means").wrong("each of them has \(count(width, "number")), one for each feature")
    }
    let components = try field("components").list { field throws(ModelError) in
      try field.integer(in: 1...means.count) - 1
    }
    guard components.count == k, Set(components).count == k else {
      throw try field("components").wrong("there is one for each of the \(k) segments")
    }
    self.components = components
    do {
      parameters = try MixtureParameters(
        shape: try field("shape").choice(CovarianceShape.self), weights: try field("weights").numbers(),
        means: Matrix(rowCount: means.count, columnCount: width, elements: means.flatMap { $0 }),
        covariances: try field("covariances").numbers())
    } catch let error as ModelError {
      throw error
    } catch let error as MixtureError {
      throw field.wrong(error.message)
    } catch {
      throw field.wrong("it is no mixture")
    }
  }
}
