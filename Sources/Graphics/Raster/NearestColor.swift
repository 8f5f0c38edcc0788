/// Finds the nearest of some colours, eight at a time: by the squares of the channels' differences, of equally near ones the
/// first.
struct NearestColor {
  // Sums of squares up to 3 · 255² are exact in single precision.
  private typealias Lanes = SIMD8<Float>

  private var red: [Lanes] = []
  private var green: [Lanes] = []
  private var blue: [Lanes] = []

  /// - Parameter colors: 0xRRGGBB each, one at least.
  init(_ colors: [UInt32]) {
    for start in stride(from: 0, to: colors.count, by: Lanes.scalarCount) {
      var (red, green, blue) = (Lanes(), Lanes(), Lanes())
      for lane in 0..<Lanes.scalarCount {
        // The last one fills what is over, and is found at its own place before.
        let color = colors[min(start + lane, colors.count - 1)]
        red[lane] = Float(color >> 16 & 0xFF)
        green[lane] = Float(color >> 8 & 0xFF)
        blue[lane] = Float(color & 0xFF)
      }
      self.red.append(red)
      self.green.append(green)
      self.blue.append(blue)
    }
  }

  func nearest(to color: UInt32) -> (index: Int, distance: Int) {
    let (r, g, b) = (Float(color >> 16 & 0xFF), Float(color >> 8 & 0xFF), Float(color & 0xFF))
    var least = Lanes(repeating: .infinity)
    var blocks = Lanes()
    for block in red.indices {
      let (dr, dg, db) = (red[block] - r, green[block] - g, blue[block] - b)
      let distance = dr * dr + dg * dg + db * db
      let isNearer = distance .< least
      least.replace(with: distance, where: isNearer)
      blocks.replace(with: Float(block), where: isNearer)
    }
    let distance = least.min()
    var index = Int.max
    for lane in 0..<Lanes.scalarCount where least[lane] == distance {
      index = min(index, Int(blocks[lane]) * Lanes.scalarCount + lane)
    }
    return (index, Int(distance))
  }
}
