import Machine

/// The state of a map on its way down: where the points are, how they move, and how boldly.
///
/// Gradient descent with momentum and a gain for each coordinate that grows while the coordinate keeps its direction and
/// shrinks when it turns back (Jacobs 1988, doi:10.1016/0893-6080(88)90003-2). The gradient leaves out the
/// constant factor 4, as the usual learning rates do.
final class GradientDescent {
  /// The settings of one step.
  struct Step: Equatable {
    /// Factor on the affinities.
    var exaggeration: Float
    var learningRate: Float
    /// Share of the last step that is repeated.
    var momentum: Float
  }

  private static let smallestGain: Float = 0.01
  /// No point moves farther than this in one step.
  private static let longestStep: Float = 5
  private static let chunkSize = 256

  let points: SharedStorage<SIMD2<Float>>
  private let pulls: SharedStorage<SIMD2<Float>>
  private let forces: SharedStorage<SIMD2<Float>>
  private let velocities: SharedStorage<SIMD2<Float>>
  private let gains: SharedStorage<SIMD2<Float>>
  private let affinities: Affinities
  private let repulsion: any Repulsion

  init(from start: StartingMap, affinities: Affinities, repulsion: any Repulsion) {
    let n = start.x.count
    points = SharedStorage(repeating: SIMD2(), count: n)
    for i in 0..<n { points[i] = SIMD2(Float(start.x[i]), Float(start.y[i])) }
    pulls = SharedStorage(repeating: SIMD2(), count: n)
    forces = SharedStorage(repeating: SIMD2(), count: n)
    velocities = SharedStorage(repeating: SIMD2(), count: n)
    gains = SharedStorage(repeating: SIMD2(1, 1), count: n)
    self.affinities = affinities
    self.repulsion = repulsion
  }

  /// Moves every point once.
  func advance(_ step: Step, context: ComputeContext) throws {
    let normalisation = try evaluateForces(context: context)
    let repulsionScale = Float(1 / normalisation)
    let (points, pulls, forces, velocities, gains) = (points, pulls, forces, velocities, gains)
    try parallelChunks(count: points.count, chunkSize: 4 * Self.chunkSize, context: context) { range, _ in
      for i in range {
        let gradient = step.exaggeration * pulls.base[i] - repulsionScale * forces.base[i]
        var velocity = velocities.base[i]
        let keepsDirection = velocity * gradient .< 0
        let gain = (gains.base[i] * 0.8 + Self.smallestGain).replacing(with: gains.base[i] + 0.2, where: keepsDirection)
        velocity = step.momentum * velocity - step.learningRate * gain * gradient
        let length = (velocity * velocity).x + (velocity * velocity).y
        if length > Self.longestStep * Self.longestStep { velocity *= Self.longestStep / length.squareRoot() }
        gains.base[i] = gain
        velocities.base[i] = velocity
        points.base[i] += velocity
      }
    }
  }

  /// The gradient at the present points, for the step's exaggeration: what `advance` follows.
  func gradient(exaggeration: Float, context: ComputeContext) throws -> [SIMD2<Float>] {
    let normalisation = try evaluateForces(context: context)
    return (0..<points.count).map { exaggeration * pulls[$0] - Float(1 / normalisation) * forces[$0] }
  }

  /// Pulls and pushes at the present points. The pulls need nothing of the pushes, so they fill the time in which
  /// charges are spread, which few threads can do.
  /// - Returns: what to divide the pushes by.
  private func evaluateForces(context: ComputeContext) throws -> Double {
    let (points, pulls) = (points, pulls)
    let pull = ParallelWork(count: points.count, chunkSize: Self.chunkSize) { [affinities] range in
      for i in range { pulls.base[i] = affinities.pull(on: i, points.base) }
    }
    return try repulsion.evaluate(points, into: forces, beside: pull, context: context)
  }
}
