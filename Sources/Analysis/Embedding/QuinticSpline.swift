/// The quintic B-spline at six neighbouring nodes, for a point `t` (0..<1) beyond the third of them.
///
/// The six values are polynomials of degree five; they are evaluated side by side, two lanes staying zero.
struct QuinticSpline {
  typealias Lanes = SIMD8<Float>

  private let t: Float

  @inline(__always)
  init(_ t: Float) { self.t = t }

  /// The share of the point that each node gets; together one.
  @inline(__always)
  var weights: Lanes {
    var sum = Lanes(-1, 5, -10, 10, -5, 1, 0, 0)
    sum = sum * t + Lanes(5, -20, 30, -20, 5, 0, 0, 0)
    sum = sum * t + Lanes(-10, 20, 0, -20, 10, 0, 0, 0)
    sum = sum * t + Lanes(10, 20, -60, 20, 10, 0, 0, 0)
    sum = sum * t + Lanes(-5, -50, 0, 50, 5, 0, 0, 0)
    sum = sum * t + Lanes(1, 26, 66, 26, 1, 0, 0, 0)
    return sum * (1 / 120)
  }

  /// Derivatives of the weights by `t`.
  @inline(__always)
  var slopes: Lanes {
    var sum = Lanes(-1, 5, -10, 10, -5, 1, 0, 0)
    sum = sum * t + Lanes(4, -16, 24, -16, 4, 0, 0, 0)
    sum = sum * t + Lanes(-6, 12, 0, -12, 6, 0, 0, 0)
    sum = sum * t + Lanes(4, 8, -24, 8, 4, 0, 0, 0)
    sum = sum * t + Lanes(-1, -10, 0, 10, 1, 0, 0, 0)
    return sum * (1 / 24)
  }

  /// The discrete Fourier transform of the spline's values at the nodes, at `frequency` of `count`.
  static func response(ofFrequency frequency: Int, over count: Int) -> Double {
    let cosine = PortableMath.cosineAndSine(ofTurn: frequency, over: count).cosine
    return (16 + 13 * cosine + cosine * cosine) / 30
  }
}
