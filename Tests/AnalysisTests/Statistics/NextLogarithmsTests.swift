import Machine
import Testing

@testable import Analysis

@Suite("Logarithms of one more than a number")
struct NextLogarithmsTests {
  @Test("are within two units in the last place of the C library's, from the least number to the largest")
  func accurate() {
    var random = Xoshiro256(seed: 1)
    let numbers =
      [0, .leastNonzeroMagnitude, 0x1p-53, 0x1p-52, 0x1p-26, 0.41421356237309503, 0.41421356237309515, 1, 0x1p53]
      + [.greatestFiniteMagnitude]
      + (0..<40_003).map { place in
        let number = random.nextUnit()
        return place % 2 == 0
          ? number * 4 : Double(sign: .plus, exponent: Int(random.next(below: 2000)) - 1000, significand: 1 + number)
      }
    for (number, found) in zip(numbers, logarithmsOfNext(numbers)) {
      let expected = logarithmOfNext(number)
      #expect(abs(found - expected) <= 2 * expected.ulp, "\(number)")
    }
  }

  @Test("of as many numbers as there are, whatever their count", arguments: 0..<18)
  func counts(count: Int) {
    let numbers = (0..<count).map(Double.init)
    #expect(logarithmsOfNext(numbers) == numbers.map { logarithmsOfNext([$0])[0] })
  }
}
