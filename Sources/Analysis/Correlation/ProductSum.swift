/// The sum of the products of two columns, in eight lanes that are added at the end, whatever the stretches it was given in.
struct ProductSum {
  /// Rows of a stretch start at a multiple of this.
  static let laneCount = 8

  private var lanes = SIMD8<Double>()

  /// Adds the products of rows `start..<end`, those beyond the last whole eight of the columns left out; nothing unless both
  /// columns are of one length.
  /// - Precondition: `start` and, but for the end of the columns, `end` are multiples of eight.
  @inline(__always)
  mutating func add(_ a: [Double], _ b: [Double], from start: Int, to end: Int) {
    guard a.count == b.count else { return }
    precondition(start % Self.laneCount == 0 && end <= a.count, "a stretch of whole lanes within the columns")
    let whole = end / Self.laneCount * Self.laneCount
    var sum = lanes
    a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        // Eight doubles from `row` on are within both: row + 8 ≤ whole ≤ count.
        for row in stride(from: start, to: whole, by: Self.laneCount) {
          let offset = row * MemoryLayout<Double>.stride
          sum +=
            a.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
            * b.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
        }
      }
    }
    lanes = sum
  }

  /// The sum once all stretches have been added; zero unless both columns are of one length.
  func value(_ a: [Double], _ b: [Double]) -> Double {
    var sum = lanes.sum()
    guard a.count == b.count else { return 0 }
    for row in a.count / Self.laneCount * Self.laneCount..<a.count { sum += a[row] * b[row] }
    return sum
  }
}
