// One pass of a Stockham transform for each radix. In all of them group `p` of `span` combines the elements
// `p + span · j`, j = 0..<radix, each a run of `run` vectors, and writes them side by side; output j is turned by
// the j-th twiddle factor of the group.

private typealias Lanes = FourierPlan.Lanes

/// A vector of complex numbers, real and imaginary parts apart.
private struct ComplexLanes {
  var real: Lanes
  var imaginary: Lanes

  @inline(__always)
  init(_ real: Lanes, _ imaginary: Lanes) {
    self.real = real
    self.imaginary = imaginary
  }

  @inline(__always)
  static func + (a: Self, b: Self) -> Self { Self(a.real + b.real, a.imaginary + b.imaginary) }

  @inline(__always)
  static func - (a: Self, b: Self) -> Self { Self(a.real - b.real, a.imaginary - b.imaginary) }

  @inline(__always)
  static func * (factor: Float, a: Self) -> Self { Self(factor * a.real, factor * a.imaginary) }

  @inline(__always)
  func turned(by twiddle: SIMD2<Float>) -> Self {
    Self(real * twiddle.x - imaginary * twiddle.y, real * twiddle.y + imaginary * twiddle.x)
  }

  /// The number times −i.
  @inline(__always)
  var timesMinusI: Self { Self(imaginary, -real) }
}

extension FourierPlan {
  typealias Source = UnsafePointer<Lanes>
  typealias Target = UnsafeMutablePointer<Lanes>
  typealias Twiddles = UnsafePointer<SIMD2<Float>>

  func radix2(
    _ span: Int, _ run: Int, _ w: Twiddles, _ inR: Source, _ inI: Source, _ outR: Target, _ outI: Target
  ) {
    for p in 0..<span {
      for q in 0..<run {
        let i = q + run * p
        let o = q + run * 2 * p
        let a = ComplexLanes(inR[i], inI[i])
        let b = ComplexLanes(inR[i + run * span], inI[i + run * span])
        store(a + b, outR, outI, o)
        store((a - b).turned(by: w[p]), outR, outI, o + run)
      }
    }
  }

  func radix3(
    _ span: Int, _ run: Int, _ w: Twiddles, _ inR: Source, _ inI: Source, _ outR: Target, _ outI: Target
  ) {
    let height: Float = 0.866_025_403_784_438_6  // sin(2π/3)
    let step = run * span
    for p in 0..<span {
      for q in 0..<run {
        let i = q + run * p
        let o = q + run * 3 * p
        let a = ComplexLanes(inR[i], inI[i])
        let b = ComplexLanes(inR[i + step], inI[i + step])
        let c = ComplexLanes(inR[i + 2 * step], inI[i + 2 * step])
        let sum = b + c
        let middle = a - 0.5 * sum
        let side = height * (b - c).timesMinusI
        store(a + sum, outR, outI, o)
        store((middle + side).turned(by: w[2 * p]), outR, outI, o + run)
        store((middle - side).turned(by: w[2 * p + 1]), outR, outI, o + 2 * run)
      }
    }
  }

  func radix4(
    _ span: Int, _ run: Int, _ w: Twiddles, _ inR: Source, _ inI: Source, _ outR: Target, _ outI: Target
  ) {
    let step = run * span
    for p in 0..<span {
      for q in 0..<run {
        let i = q + run * p
        let o = q + run * 4 * p
        let a = ComplexLanes(inR[i], inI[i])
        let b = ComplexLanes(inR[i + step], inI[i + step])
        let c = ComplexLanes(inR[i + 2 * step], inI[i + 2 * step])
        let d = ComplexLanes(inR[i + 3 * step], inI[i + 3 * step])
        let even = a + c
        let evenDifference = a - c
        let odd = b + d
        let oddDifference = (b - d).timesMinusI
        store(even + odd, outR, outI, o)
        store((evenDifference + oddDifference).turned(by: w[3 * p]), outR, outI, o + run)
        store((even - odd).turned(by: w[3 * p + 1]), outR, outI, o + 2 * run)
        store((evenDifference - oddDifference).turned(by: w[3 * p + 2]), outR, outI, o + 3 * run)
      }
    }
  }

  /// The first pass, run 1, of a batch whose second half is zeros: what `radix4` makes of c = d = 0.
  func halfEmptyRadix4(
    _ span: Int, _ w: Twiddles, _ inR: Source, _ inI: Source, _ outR: Target, _ outI: Target
  ) {
    for p in 0..<span {
      let a = ComplexLanes(inR[p], inI[p])
      let b = ComplexLanes(inR[p + span], inI[p + span])
      let turned = b.timesMinusI
      store(a + b, outR, outI, 4 * p)
      store((a + turned).turned(by: w[3 * p]), outR, outI, 4 * p + 1)
      store((a - b).turned(by: w[3 * p + 1]), outR, outI, 4 * p + 2)
      store((a - turned).turned(by: w[3 * p + 2]), outR, outI, 4 * p + 3)
    }
  }

  func radix5(
    _ span: Int, _ run: Int, _ w: Twiddles, _ inR: Source, _ inI: Source, _ outR: Target, _ outI: Target
  ) {
    // Cosines and sines of one and two fifths of a turn.
    let c1: Float = 0.309_016_994_374_947_45
    let c2: Float = -0.809_016_994_374_947_5
    let s1: Float = 0.951_056_516_295_153_5
    let s2: Float = 0.587_785_252_292_473_1
    let step = run * span
    for p in 0..<span {
      for q in 0..<run {
        let i = q + run * p
        let o = q + run * 5 * p
        let a = ComplexLanes(inR[i], inI[i])
        let b = ComplexLanes(inR[i + step], inI[i + step])
        let c = ComplexLanes(inR[i + 2 * step], inI[i + 2 * step])
        let d = ComplexLanes(inR[i + 3 * step], inI[i + 3 * step])
        let e = ComplexLanes(inR[i + 4 * step], inI[i + 4 * step])
        let outer = b + e
        let inner = c + d
        let outerDifference = (b - e).timesMinusI
        let innerDifference = (c - d).timesMinusI
        let middle1 = a + (c1 * outer + c2 * inner)
        let middle2 = a + (c2 * outer + c1 * inner)
        let side1 = s1 * outerDifference + s2 * innerDifference
        let side2 = s2 * outerDifference - s1 * innerDifference
        store(a + (outer + inner), outR, outI, o)
        store((middle1 + side1).turned(by: w[4 * p]), outR, outI, o + run)
        store((middle2 + side2).turned(by: w[4 * p + 1]), outR, outI, o + 2 * run)
        store((middle2 - side2).turned(by: w[4 * p + 2]), outR, outI, o + 3 * run)
        store((middle1 - side1).turned(by: w[4 * p + 3]), outR, outI, o + 4 * run)
      }
    }
  }

  @inline(__always)
  private func store(_ value: ComplexLanes, _ outR: Target, _ outI: Target, _ index: Int) {
    outR[index] = value.real
    outI[index] = value.imaginary
  }
}
