import Machine
import Testing

@testable import Analysis

@Suite struct VectorExponentialTests {
  @Test("Eight exponentials at a time have the bits of each alone")
  func sameBits() {
    var generator = Xoshiro256(seed: 1)
    for _ in 0..<20_000 {
      let scale = generator.nextUnit() < 0.5 ? 1.0 : 708
      var numbers = EightDoubles()
      for lane in 0..<8 { numbers[lane] = -scale * generator.nextUnit() }
      let found = PortableMath.exp(ofNonPositive: numbers)
      for lane in 0..<8 { #expect(found[lane] == PortableMath.exp(numbers[lane])) }
    }
  }

  @Test("At the ends of the range it is 1 and 0")
  func ends() {
    let found = PortableMath.exp(ofNonPositive: EightDoubles(0, -0.0, -708, -708.1, -745, -1e300, -.infinity, -1e-300))
    #expect(found == EightDoubles(1, 1, PortableMath.exp(-708), 0, 0, 0, 0, 1))
  }
}
