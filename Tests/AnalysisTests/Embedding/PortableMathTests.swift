import Foundation
import Machine
import Testing

@testable import Analysis

@Suite struct PortableMathTests {
  /// Distance in units in the last place of the expected value.
  private func ulps(_ value: Double, from expected: Double) -> Double {
    value == expected ? 0 : abs(value - expected) / expected.ulp
  }

  @Test("exp is within two units in the last place of the C library's")
  func expAccuracy() {
    var generator = Xoshiro256(seed: 1)
    var worst = 0.0
    for _ in 0..<200_000 {
      let x = (generator.nextUnit() * 2 - 1) * (generator.nextUnit() < 0.5 ? 1 : 707)
      worst = max(worst, ulps(PortableMath.exp(x), from: exp(x)))
    }
    #expect(worst < 2)
  }

  @Test("log is within two units in the last place of the C library's")
  func logAccuracy() {
    var generator = Xoshiro256(seed: 2)
    var worst = 0.0
    for _ in 0..<200_000 {
      let x = generator.nextUnit() < 0.5 ? 0.5 + 1.5 * generator.nextUnit() : exp((generator.nextUnit() * 2 - 1) * 700)
      worst = max(worst, ulps(PortableMath.log(x), from: log(x)))
    }
    #expect(worst < 2)
  }

  @Test("exp at the edges of its range")
  func expEdges() {
    #expect(PortableMath.exp(0) == 1)
    #expect(PortableMath.exp(-.infinity) == 0)
    #expect(PortableMath.exp(.infinity) == .infinity)
    #expect(PortableMath.exp(.nan).isNaN)
    #expect(PortableMath.exp(-746) == 0)
    #expect(PortableMath.exp(710) == .infinity)
    #expect(ulps(PortableMath.exp(-740), from: exp(-740.0)) <= 1)
    #expect(ulps(PortableMath.exp(709.7), from: exp(709.7)) < 2)
  }

  @Test("log at the edges of its range")
  func logEdges() {
    #expect(PortableMath.log(1) == 0)
    #expect(PortableMath.log(0) == -.infinity)
    #expect(PortableMath.log(.infinity) == .infinity)
    #expect(PortableMath.log(-1).isNaN)
    #expect(PortableMath.log(.nan).isNaN)
    #expect(ulps(PortableMath.log(.leastNonzeroMagnitude), from: log(.leastNonzeroMagnitude)) < 2)
    #expect(ulps(PortableMath.log(.greatestFiniteMagnitude), from: log(.greatestFiniteMagnitude)) < 2)
  }

  @Test("Cosine and sine of every part of a turn", arguments: [1, 2, 3, 5, 8, 60, 97, 1024])
  func turns(parts: Int) {
    var worst = 0.0
    for part in -parts...2 * parts {
      let (cosine, sine) = PortableMath.cosineAndSine(ofTurn: part, over: parts)
      let angle = 2 * Double.pi * Double(part) / Double(parts)
      worst = max(worst, abs(cosine - cos(angle)), abs(sine - sin(angle)))
    }
    #expect(worst < 3e-15)
  }

  @Test("Quarter turns are exact")
  func quarterTurns() {
    for (part, expected) in [(0, (1.0, 0.0)), (1, (0, 1)), (2, (-1, 0)), (3, (0, -1))] {
      let value = PortableMath.cosineAndSine(ofTurn: part, over: 4)
      #expect(abs(value.cosine) == abs(expected.0) && value.cosine == expected.0)
      #expect(value.sine == expected.1)
    }
  }
}
