import Machine

/// The rows that a mixture is made of or applied to, and the passes over them.
///
/// Each pass goes over groups of blocks, and in a group over the components; chunks of groups run side by side, and what they
/// add up is added in their order: the result does not depend on the number of threads. A group looks for an
/// interrupt at each component.
struct MixtureRows: Sendable {
  let rowCount: Int
  let dimension: Int
  private let points: PointBlocks
  private let blocksInGroup: Int

  /// - Parameter matrix: n × d with n, d ≥ 1, finite.
  /// - Throws: `CancellationError`.
  init(_ matrix: Matrix, context: ComputeContext) throws(CancellationError) {
    rowCount = matrix.rowCount
    dimension = matrix.columnCount
    blocksInGroup = MixtureGroup.blocks(dimension: matrix.columnCount)
    // Places past the last row repeat it, so that they hold numbers; no component gets a share of them.
    let places = (rowCount + 8 * blocksInGroup - 1) / (8 * blocksInGroup) * (8 * blocksInGroup)
    let last = rowCount - 1
    points = try PointBlocks(matrix, order: (0..<places).map { min($0, last) }, context: context)
  }

  private var groupCount: Int { points.blockCount / blocksInGroup }

  /// Rows share their components as their densities say (E step), and moments are taken by these shares.
  /// - Returns: the sum of the logarithms of the rows' densities, and the moments about the means.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n·k·d²) with covariances, O(n·k·d) without.
  func step(
    _ parameters: MixtureParameters, context: ComputeContext
  ) throws(CancellationError) -> (logLikelihood: Double, moments: MixtureMoments) {
    let components = MixtureComponents(parameters)
    let parts = try parts(of: components, context: context) { group, first, sums in
      guard weigh(&group, first, components, context) else { return 0 }
      guard add(group: &group, first, about: components, to: &sums, context) else { return 0 }
      return group.logLikelihood
    }
    let moments = MixtureMoments(
      about: parameters.means, hasCovariances: components.hasCovariances, sums: parts.moments)
    return (parts.sum, moments)
  }

  /// The sum of the logarithms of the rows' densities.
  /// - Throws: `CancellationError`.
  func logLikelihood(_ parameters: MixtureParameters, context: ComputeContext) throws(CancellationError) -> Double {
    let components = MixtureComponents(parameters)
    return try parts(of: components, context: context) { group, first, _ in
      weigh(&group, first, components, context) ? group.logLikelihood : 0
    }.sum
  }

  /// Moments by shares that are known, about a place of each component.
  /// - Throws: `CancellationError`.
  func moments(
    _ responsibilities: Responsibilities, about places: Matrix, hasCovariances: Bool, context: ComputeContext
  ) throws(CancellationError) -> MixtureMoments {
    let components = MixtureComponents(centres: places, hasCovariances: hasCovariances)
    let parts = try parts(of: components, context: context) { group, first, sums in
      group.setShares(components: components.count) { place, component in
        let row = 8 * first + place
        return row < rowCount ? responsibilities.share(of: component, row) : 0
      }
      _ = add(group: &group, first, about: components, to: &sums, context)
      return 0
    }
    return MixtureMoments(about: places, hasCovariances: hasCovariances, sums: parts.moments)
  }

  /// Where each row belongs.
  /// - Throws: `CancellationError`.
  func membership(
    _ parameters: MixtureParameters, context: ComputeContext
  ) throws(CancellationError) -> MixtureMembership {
    let components = MixtureComponents(parameters)
    let k = components.count
    var memberships = [Double](repeating: 0, count: rowCount * k)
    var labels = [Int](repeating: 0, count: rowCount)
    var densities = [Double](repeating: 0, count: rowCount)
    try memberships.withDisjointSlots { (memberships) throws(CancellationError) in
      try labels.withDisjointSlots { (labels) throws(CancellationError) in
        try densities.withDisjointSlots { (densities) throws(CancellationError) in
          try forEachGroup(of: components, context: context) { group, first in
            guard weigh(&group, first, components, context) else { return }
            for row in 8 * first..<min(rowCount, 8 * (first + blocksInGroup)) {
              let (block, lane) = (row / 8 - first, row % 8)
              var best = 0
              for c in 0..<k {
                memberships[row * k + c] = group.shares[c * blocksInGroup + block][lane]
                if memberships[row * k + c] > memberships[row * k + best] { best = c }
              }
              labels[row] = best
              densities[row] = group.tops[block][lane] + PortableMath.log(group.sums[block][lane])
            }
          }
        }
      }
    }
    return MixtureMembership(
      memberships: Matrix(rowCount: rowCount, columnCount: k, elements: memberships), labels: labels,
      logDensities: densities)
  }

  /// The mean of each column.
  /// - Throws: `CancellationError`.
  func means(context: ComputeContext) throws(CancellationError) -> [Double] {
    // About the first row, so that rows far from zero keep their digits.
    let first = Matrix(rowCount: 1, columnCount: dimension, elements: (0..<dimension).map { points.lanes[$0][0] })
    let all = Responsibilities.labels([Int](repeating: 0, count: rowCount))
    return try moments(all, about: first, hasCovariances: false, context: context).means.elements
  }

  // MARK: groups

  /// The logarithms of densities, and shares by them, of the group that begins with block `first`.
  /// - Returns: false once cancelled.
  private func weigh(
    _ group: inout MixtureGroup, _ first: Int, _ components: MixtureComponents, _ context: ComputeContext
  ) -> Bool {
    for c in 0..<components.count {
      if context.cancelled { return false }
      subtractMean(of: c, components, first, &group)
      group.setLogarithms(of: c, components)
    }
    group.normaliseShares(components: components.count)
    if 8 * (first + blocksInGroup) > rowCount {
      group.clear(from: rowCount - 8 * first, components: components.count)
    }
    return true
  }

  /// - Returns: false once cancelled.
  private func add(
    group: inout MixtureGroup, _ first: Int, about components: MixtureComponents, to sums: inout MomentSums,
    _ context: ComputeContext
  ) -> Bool {
    for c in 0..<components.count {
      if context.cancelled { return false }
      subtractMean(of: c, components, first, &group)
      group.addMoments(of: c, to: &sums)
    }
    return true
  }

  private func subtractMean(
    of component: Int, _ components: MixtureComponents, _ first: Int, _ group: inout MixtureGroup
  ) {
    points.lanes.withUnsafeBufferPointer { lanes in
      // Invariant: there are whole groups of blocks, a block has d vectors.
      guard let base = lanes.baseAddress else { return }
      group.subtractMean(of: component, components, from: base + first * dimension)
    }
  }

  // MARK: chunks

  /// Groups in a chunk. Chunks are few enough that their moments fit beside the rows.
  private func groupsInChunk(components k: Int, momentSize: Int) -> Int {
    let most = max(4, min(64, (1 << 25) / max(1, k * momentSize)))
    return max(2, (groupCount + most - 1) / most)
  }

  private func forEachGroup(
    of components: MixtureComponents, context: ComputeContext,
    _ body: @Sendable (_ group: inout MixtureGroup, _ first: Int) -> Void
  ) throws(CancellationError) {
    let size = groupsInChunk(components: components.count, momentSize: 1)
    try parallelChunks(count: groupCount, chunkSize: size, context: context) { groups, _ in
      var group = MixtureGroup(dimension: dimension, components: components.count)
      for number in groups { body(&group, number * blocksInGroup) }
    }
  }

  /// Adds up what `body` gives for each group, and the moments that it adds.
  private func parts(
    of components: MixtureComponents, context: ComputeContext,
    _ body: @Sendable (_ group: inout MixtureGroup, _ first: Int, _ sums: inout MomentSums) -> Double
  ) throws(CancellationError) -> (sum: Double, moments: [Double]) {
    let (k, d) = (components.count, dimension)
    let momentSize = MixtureMoments.size(dimension: d, hasCovariances: components.hasCovariances)
    let parts = try parallelMap(
      count: groupCount, chunkSize: groupsInChunk(components: k, momentSize: momentSize), context: context
    ) { groups, _ in
      var group = MixtureGroup(dimension: d, components: k)
      var sums = MomentSums(components: k, dimension: d, hasCovariances: components.hasCovariances)
      var sum = 0.0
      for number in groups { sum += body(&group, number * blocksInGroup, &sums) }
      return (sum: sum, moments: sums.total)
    }
    var total = (sum: 0.0, moments: [Double](repeating: 0, count: k * momentSize))
    for part in parts {
      total.sum += part.sum
      for place in part.moments.indices { total.moments[place] += part.moments[place] }
    }
    return total
  }
}

/// The shares that rows begin with.
enum Responsibilities: Sendable {
  /// Each row wholly in one component.
  case labels([Int])
  /// n × k.
  case shares(Matrix)

  @inline(__always)
  func share(of component: Int, _ row: Int) -> Double {
    switch self {
    case .labels(let labels): labels[row] == component ? 1 : 0
    case .shares(let shares): shares[row, component]
    }
  }
}
