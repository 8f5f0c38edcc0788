#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Xoshiro256 {
  /// A uniform number in [0, 1), a multiple of 2⁻⁵³.
  package mutating func nextUnit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A uniform whole number in 0 ..< bound, each exactly as likely as any other.
  ///
  /// The high word of a product with 64 random bits; low words that would make some numbers likelier are drawn again
  /// (D. Lemire 2019, Fast random integer generation in an interval, doi:10.1145/3230636).
  /// - Precondition: `bound` is at least 1.
  package mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "a number is drawn from at least one")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      // 2⁶⁴ mod bound
      let surplus = (0 &- bound) % bound
      while product.low < surplus { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// Puts elements in an order drawn by chance, each order as likely as any other (R. Durstenfeld 1964, Algorithm 235,
  /// doi:10.1145/364520.364540).
  /// - Complexity: O(n).
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for last in (1..<elements.count).reversed() { elements.swapAt(last, next(below: last + 1)) }
  }

  /// `count` different numbers of 0 ..< bound, rising, each set as likely as any other; all of them where there are no more.
  ///
  /// R. W. Floyd's method (J. Bentley and R. W. Floyd 1987, A sample of brilliance, doi:10.1145/30401.315746).
  /// - Complexity: O(count log count), whatever the bound.
  package mutating func sample(_ count: Int, below bound: Int) -> [Int] {
    guard count < bound else { return Array(0..<max(0, bound)) }
    var drawn = Set<Int>(minimumCapacity: count)
    for last in bound - max(0, count)..<bound where !drawn.insert(next(below: last + 1)).inserted { drawn.insert(last) }
    return drawn.sorted()
  }

  /// A standard normal number.
  ///
  /// Marsaglia's polar method (G. Marsaglia and T. A. Bray 1964, doi:10.1137/1006063): two values are made at a time.
  package mutating func nextGaussian() -> Double {
    if let spare = spareGaussian {
      spareGaussian = nil
      return spare
    }
    while true {
      let x = 2 * nextUnit() - 1
      let y = 2 * nextUnit() - 1
      let radius = x * x + y * y
      if radius > 0 && radius < 1 {
        let factor = (-2 * log(radius) / radius).squareRoot()
        spareGaussian = y * factor
        return x * factor
      }
    }
  }
}
