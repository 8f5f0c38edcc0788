import Machine

/// Sixteen numbers on their way between two layouts: four vectors of four.
struct FourByFour {
  private var rows = (SIMD4<Float>(), SIMD4<Float>(), SIMD4<Float>(), SIMD4<Float>())

  @inline(__always)
  init() {}

  /// Reads four lines that are `stride` apart, from `index` on, and turns them.
  @inline(__always)
  init(transposing storage: SharedStorage<Float>, at index: Int, _ stride: Int) {
    rows = (
      storage.four(at: index), storage.four(at: index + stride), storage.four(at: index + 2 * stride),
      storage.four(at: index + 3 * stride)
    )
    rows = transposed
  }

  /// Turns the numbers and writes four lines that are `stride` apart, from `index` on.
  @inline(__always)
  func storeTransposed(in storage: SharedStorage<Float>, at index: Int, _ stride: Int) {
    let lines = transposed
    storage.setFour(lines.0, at: index)
    storage.setFour(lines.1, at: index + stride)
    storage.setFour(lines.2, at: index + 2 * stride)
    storage.setFour(lines.3, at: index + 3 * stride)
  }

  @inline(__always)
  subscript(index: Int) -> SIMD4<Float> {
    get {
      switch index {
      case 0: rows.0
      case 1: rows.1
      case 2: rows.2
      default: rows.3
      }
    }
    set {
      switch index {
      case 0: rows.0 = newValue
      case 1: rows.1 = newValue
      case 2: rows.2 = newValue
      default: rows.3 = newValue
      }
    }
  }

  @inline(__always)
  private var transposed: (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>) {
    let (a, b, c, d) = rows
    return (
      SIMD4(a.x, b.x, c.x, d.x), SIMD4(a.y, b.y, c.y, d.y), SIMD4(a.z, b.z, c.z, d.z), SIMD4(a.w, b.w, c.w, d.w)
    )
  }
}

extension SharedStorage<Float> {
  /// Four numbers from `index` on.
  @inline(__always)
  func four(at index: Int) -> SIMD4<Float> {
    assert(index >= 0 && index + 4 <= count)
    return UnsafeRawPointer(base + index).loadUnaligned(as: SIMD4<Float>.self)
  }

  @inline(__always)
  func setFour(_ value: SIMD4<Float>, at index: Int) {
    assert(index >= 0 && index + 4 <= count)
    UnsafeMutableRawPointer(base + index).storeBytes(of: value, as: SIMD4<Float>.self)
  }

  /// Sixteen numbers from `index` on.
  @inline(__always)
  func vector(at index: Int) -> SIMD16<Float> {
    assert(index >= 0 && index + 16 <= count)
    return UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<Float>.self)
  }

  @inline(__always)
  func setVector(_ value: SIMD16<Float>, at index: Int) {
    assert(index >= 0 && index + 16 <= count)
    UnsafeMutableRawPointer(base + index).storeBytes(of: value, as: SIMD16<Float>.self)
  }
}

extension UnsafeMutablePointer<SIMD16<Float>> {
  /// Lanes 4·quarter ..< 4·quarter + 4 of a vector; quarter 0..<4.
  @inline(__always)
  func quarter(_ quarter: Int, of index: Int) -> SIMD4<Float> {
    UnsafeRawPointer(self + index).loadUnaligned(fromByteOffset: 16 * quarter, as: SIMD4<Float>.self)
  }

  @inline(__always)
  func setQuarter(_ quarter: Int, of index: Int, _ value: SIMD4<Float>) {
    UnsafeMutableRawPointer(self + index).storeBytes(of: value, toByteOffset: 16 * quarter, as: SIMD4<Float>.self)
  }
}
