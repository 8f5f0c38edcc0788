import Machine

/// The quintic B-spline at six neighbouring nodes, for a point `t` (0..<1) beyond the third of them.
///
/// The six values are polynomials of degree five, their slopes of degree four; they are evaluated side by side, two lanes
/// staying zero.
struct QuinticSpline: Sendable {
  typealias Lanes = SIMD8<Float>

  /// Coefficients of falling powers of t, then the common factor: of the weights, then of the slopes.
  ///
  /// They are kept in memory: a compiler that knows two lanes to be zero takes the vectors apart to spare them.
  private let table = SharedStorage<Lanes>(repeating: Lanes(), count: 13)

  init() {
    let weights: [Lanes] = [
      Lanes(-1, 5, -10, 10, -5, 1, 0, 0), Lanes(5, -20, 30, -20, 5, 0, 0, 0), Lanes(-10, 20, 0, -20, 10, 0, 0, 0),
      Lanes(10, 20, -60, 20, 10, 0, 0, 0), Lanes(-5, -50, 0, 50, 5, 0, 0, 0), Lanes(1, 26, 66, 26, 1, 0, 0, 0),
      Lanes(repeating: 1 / 120),
    ]
    let slopes: [Lanes] = [
      Lanes(-1, 5, -10, 10, -5, 1, 0, 0), Lanes(4, -16, 24, -16, 4, 0, 0, 0), Lanes(-6, 12, 0, -12, 6, 0, 0, 0),
      Lanes(4, 8, -24, 8, 4, 0, 0, 0), Lanes(-1, -10, 0, 10, 1, 0, 0, 0), Lanes(repeating: 1 / 24),
    ]
    for (place, value) in (weights + slopes).enumerated() { table[place] = value }
  }

  /// The share of the point that each node gets; together one.
  @inline(__always)
  func weights(_ t: Float) -> Lanes {
    let c = table.base
    var sum = c[0] * t + c[1]
    sum = sum * t + c[2]
    sum = sum * t + c[3]
    sum = sum * t + c[4]
    sum = sum * t + c[5]
    return sum * c[6]
  }

  /// Derivatives of the weights by `t`.
  @inline(__always)
  func slopes(_ t: Float) -> Lanes {
    let c = table.base + 7
    var sum = c[0] * t + c[1]
    sum = sum * t + c[2]
    sum = sum * t + c[3]
    sum = sum * t + c[4]
    return sum * c[5]
  }

  /// The discrete Fourier transform of the spline's values at the nodes, at `frequency` of `count`.
  static func response(ofFrequency frequency: Int, over count: Int) -> Double {
    let cosine = PortableMath.cosineAndSine(ofTurn: frequency, over: count).cosine
    return (16 + 13 * cosine + cosine * cosine) / 30
  }
}
