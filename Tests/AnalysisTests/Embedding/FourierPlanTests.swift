import Foundation
import Machine
import Testing

@testable import Analysis

@Suite struct FourierPlanTests {
  typealias Lanes = FourierPlan.Lanes

  private func random(_ count: Int, seed: UInt64) -> [Lanes] {
    var generator = Xoshiro256(seed: seed)
    return (0..<count).map { _ in
      var lanes = Lanes()
      for lane in lanes.indices { lanes[lane] = Float(generator.nextGaussian()) }
      return lanes
    }
  }

  private func run(
    _ real: [Lanes], _ imaginary: [Lanes], inverse: Bool, isHalfEmpty: Bool = false
  ) -> ([Lanes], [Lanes]) {
    let n = real.count
    let memory = SharedStorage(repeating: Lanes(), count: 4 * n)
    var batch = FourierPlan.Batch(memory.base, length: n)
    for i in 0..<n {
      batch.real[i] = real[i]
      batch.imaginary[i] = imaginary[i]
    }
    let plan = FourierPlan(length: n)
    if inverse { plan.inverse(&batch) } else { plan.forward(&batch, isHalfEmpty: isHalfEmpty) }
    return ((0..<n).map { batch.real[$0] }, (0..<n).map { batch.imaginary[$0] })
  }

  @Test(
    "The transform is the sum that defines it",
    arguments: [
      1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25, 27, 30, 32, 48, 60, 64, 80, 96, 120, 125, 128, 240, 360,
    ])
  func equalsNaive(length: Int) {
    let real = random(length, seed: 1)
    let imaginary = random(length, seed: 2)
    let (outReal, outImaginary) = run(real, imaginary, inverse: false)
    var worst = 0.0
    for k in 0..<length {
      for lane in [0, 7, 15] {
        var (sumReal, sumImaginary) = (0.0, 0.0)
        for i in 0..<length {
          let angle = -2 * Double.pi * Double(i * k % length) / Double(length)
          let (a, b) = (Double(real[i][lane]), Double(imaginary[i][lane]))
          sumReal += a * cos(angle) - b * sin(angle)
          sumImaginary += a * sin(angle) + b * cos(angle)
        }
        worst = max(worst, abs(Double(outReal[k][lane]) - sumReal), abs(Double(outImaginary[k][lane]) - sumImaginary))
      }
    }
    #expect(worst < 1e-6 * Double(length).squareRoot() * 4)
  }

  @Test("Forth and back is the input times the length", arguments: [8, 40, 96, 400, 768])
  func roundTrip(length: Int) {
    let real = random(length, seed: 3)
    let imaginary = random(length, seed: 4)
    let there = run(real, imaginary, inverse: false)
    let back = run(there.0, there.1, inverse: true)
    var worst: Float = 0
    for i in 0..<length {
      let errors = [back.0[i] / Float(length) - real[i], back.1[i] / Float(length) - imaginary[i]]
      for error in errors { worst = max(worst, (error * error).max().squareRoot()) }
    }
    #expect(worst < 3e-6)
  }

  @Test("A half of zeros need not be read", arguments: [16, 48, 80, 240, 768])
  func halfEmpty(length: Int) {
    let half = (random(length / 2, seed: 5), random(length / 2, seed: 6))
    let zeros = [Lanes](repeating: Lanes(), count: length / 2)
    let rubbish = [Lanes](repeating: Lanes(repeating: .nan), count: length / 2)
    let whole = run(half.0 + zeros, half.1 + zeros, inverse: false)
    let spared = run(half.0 + rubbish, half.1 + rubbish, inverse: false, isHalfEmpty: true)
    #expect(whole.0 == spared.0 && whole.1 == spared.1)
  }

  @Test("Smooth lengths are the next product of small primes")
  func smoothLengths() {
    #expect(FourierPlan.smoothLength(atLeast: 1, multipleOf: 8) == 8)
    #expect(FourierPlan.smoothLength(atLeast: 50, multipleOf: 8) == 64)
    #expect(FourierPlan.smoothLength(atLeast: 97, multipleOf: 8) == 120)
    #expect(FourierPlan.smoothLength(atLeast: 240, multipleOf: 8) == 240)
  }
}
