import Machine
import Testing

@testable import Analysis

@Suite struct RepulsionTests {
  /// Forces and normalisation by the definition, in double precision.
  private func naive(_ points: SharedStorage<SIMD2<Float>>) -> (forces: [SIMD2<Double>], normalisation: Double) {
    var total = 0.0
    let forces = (0..<points.count).map { i in
      var force = SIMD2<Double>()
      for j in 0..<points.count where j != i {
        let difference = SIMD2<Double>(points[i]) - SIMD2<Double>(points[j])
        let q = 1 / (1 + (difference * difference).sum())
        total += q
        force += q * q * difference
      }
      return force
    }
    return (forces, total)
  }

  /// Root mean square of the forces' errors over that of the forces, and the relative error of the normalisation.
  private func errors(
    of repulsion: any Repulsion, at points: SharedStorage<SIMD2<Float>>, threads: Int = 1
  ) throws -> (forces: Double, normalisation: Double) {
    let expected = naive(points)
    let forces = SharedStorage(repeating: SIMD2<Float>(), count: points.count)
    let normalisation = try repulsion.evaluate(
      points, into: forces, beside: .none, context: ComputeContext(threads: threads))
    var (error, size) = (0.0, 0.0)
    for i in 0..<points.count {
      let difference = SIMD2<Double>(forces[i]) - expected.forces[i]
      error += (difference * difference).sum()
      size += (expected.forces[i] * expected.forces[i]).sum()
    }
    return ((error / size).squareRoot(), abs(normalisation / expected.normalisation - 1))
  }

  @Test("The sum over all pairs is the definition's to single precision", arguments: [1, 2, 7, 8, 9, 100])
  func exact(count: Int) throws {
    let points = randomPoints(count + 1, width: 20, seed: UInt64(count))
    let error = try errors(of: ExactRepulsion(), at: points)
    #expect(error.forces < 1e-5)
    #expect(error.normalisation < 1e-5)
  }

  @Test(
    "Interpolated forces differ by at most 1.5 % in the mean square at the descent's spacing, by 0.05 % at half of it",
    arguments: [(0.4, 0.015, 5e-4), (0.2, 5e-4, 1e-5)])
  func interpolated(spacing: Double, forces: Double, normalisation: Double) throws {
    for (seed, width) in [Float(3), 10, 30, 80].enumerated() {
      let points = randomPoints(1500, width: width, seed: UInt64(seed))
      let error = try errors(of: InterpolatedRepulsion(spacing: spacing), at: points)
      #expect(error.forces < forces, "width \(width)")
      #expect(error.normalisation < normalisation, "width \(width)")
    }
  }

  @Test("In a map as small as at the start, rounding disturbs the forces by no more than a third")
  func tinyMap() throws {
    let error = try errors(of: InterpolatedRepulsion(), at: randomPoints(1500, width: 0.001, seed: 5))
    #expect(error.forces < 0.33)
    #expect(error.normalisation < 1e-4)
  }

  @Test("One grid serves a map that grows, shrinks and grows again")
  func changingWidth() throws {
    let repulsion = InterpolatedRepulsion()
    for width in [Float(1), 50, 12, 80, 49, 2] {
      #expect(try errors(of: repulsion, at: randomPoints(1000, width: width, seed: 6)).forces < 0.015, "width \(width)")
    }
  }

  @Test("A map wider than the largest grid gets a coarser one")
  func veryWideMap() throws {
    let points = randomPoints(3000, width: 40, seed: 7)
    let error = try errors(of: InterpolatedRepulsion(spacing: 0.2, largestSide: 100), at: points)
    #expect(error.forces < 0.03)
    #expect(error.normalisation < 2e-3)
  }

  @Test("All points in one place feel nothing")
  func coincident() throws {
    let points = SharedStorage(repeating: SIMD2<Float>(3, -2), count: 1200)
    for repulsion in [ExactRepulsion(), InterpolatedRepulsion()] as [any Repulsion] {
      let forces = SharedStorage(repeating: SIMD2<Float>(9, 9), count: 1200)
      let normalisation = try repulsion.evaluate(points, into: forces, beside: .none, context: .plain)
      #expect(abs(normalisation / (1200 * 1199) - 1) < 1e-5)
      #expect(forces.elements.allSatisfy { abs($0.x) < 0.02 && abs($0.y) < 0.02 })
    }
  }

  @Test("Large maps, spread over several grids, give the same with one thread and with three")
  func threads() throws {
    let points = randomPoints(70_000, width: 120, seed: 8)
    let results = try [1, 2, 3].map { threads in
      let forces = SharedStorage(repeating: SIMD2<Float>(), count: points.count)
      let sum = try InterpolatedRepulsion().evaluate(
        points, into: forces, beside: .none, context: ComputeContext(threads: threads))
      return (sum, forces.elements)
    }
    #expect(results[0].0 == results[1].0 && results[0].0 == results[2].0)
    #expect(results[0].1 == results[1].1 && results[0].1 == results[2].1)
  }

  @Test("What is to be done besides is done once", arguments: [1, 3])
  func besides(threads: Int) throws {
    let points = randomPoints(2000, width: 20, seed: 9)
    for repulsion in [ExactRepulsion(), InterpolatedRepulsion()] as [any Repulsion] {
      let forces = SharedStorage(repeating: SIMD2<Float>(), count: points.count)
      let visits = SharedStorage(repeating: 0, count: 1001)
      let work = ParallelWork(count: 1001, chunkSize: 10) { range in for i in range { visits[i] += 1 } }
      _ = try repulsion.evaluate(points, into: forces, beside: work, context: ComputeContext(threads: threads))
      #expect(visits.elements.allSatisfy { $0 == 1 })
    }
  }

  @Test("Spline weights sum to one, slopes to zero, and the slopes are the weights' derivatives")
  func spline() {
    let spline = QuinticSpline()
    for step in 0..<20 {
      let t = Float(step) / 20
      #expect(abs(spline.weights(t).orderedSum - 1) < 1e-6)
      #expect(abs(spline.slopes(t).orderedSum) < 1e-6)
      let numeric = (spline.weights(t + 0.01) - spline.weights(t - 0.01)) / 0.02
      let difference = numeric - spline.slopes(t)
      #expect((difference * difference).max() < 1e-6)
    }
  }
}
