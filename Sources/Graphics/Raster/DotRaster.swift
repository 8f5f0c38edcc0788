/// Draws thousands of dots of one look into an image.
///
/// To a rasteriser of outlines each dot is a polygon, and twenty thousand of them take a tenth of a second. Here all are
/// one stamp at whole pixels: a pixel's 64 samples are the bits of a word, and where dots overlap the bits unite, as
/// the area of one path does.
struct DotRaster: Sendable {
  let grid: DotGrid
  let points: Points
  /// Pixels of the image per step of the grid.
  let unit: Int

  /// The pixels per step of the grid at `scale`; nil where places fall between pixels.
  static func unit(of scene: Scene, scale: Double) -> Int? {
    let unit = scale / DotGrid.unitsPerPixel
    let isWhole = [unit, scene.width * scale, scene.height * scale].allSatisfy { $0 == $0.rounded() && $0 >= 1 }
    return isWhole ? Int(unit) : nil
  }

  /// - Parameter pixels: row by row from the top, `columns` a row, 0xRRGGBB in the low bits.
  func draw(on pixels: UnsafeMutableBufferPointer<UInt32>, columns: Int) {
    for stroke in points.strokes {
      let radius = stroke.width / 2 * Double(unit) * DotGrid.unitsPerPixel
      draw(Stamp(radius: radius), Ink(color: stroke.paint.literal, opacity: points.opacity), on: pixels, columns)
    }
  }

  private func draw(
    _ stamp: Stamp, _ ink: Ink, on pixels: UnsafeMutableBufferPointer<UInt32>, _ columns: Int
  ) {
    let reach = stamp.reach
    let visible = grid.cells.filter { $0.x * unit > -reach && $0.x * unit < columns + reach }
    guard let first = visible.first, let last = visible.last else { return }
    // Samples of one row of pixels, with room for dots that stand half outside.
    var samples = [UInt64](repeating: 0, count: columns + 4 * reach)
    let rows = pixels.count / columns
    var lower = 0
    for y in max(0, first.y * unit - reach)..<max(0, min(rows, last.y * unit + reach)) {
      while lower < visible.count, visible[lower].y * unit + reach <= y { lower += 1 }
      var span = (from: samples.count, to: 0)
      var i = lower
      while i < visible.count, visible[i].y * unit - reach <= y {
        let start = visible[i].x * unit + reach
        let row = (y - visible[i].y * unit + reach) * 2 * reach
        for x in 0..<2 * reach { samples[start + x] |= stamp.samples[row + x] }
        span = (min(span.from, start), max(span.to, start + 2 * reach))
        i += 1
      }
      let begin = max(span.from, 2 * reach)
      let end = min(span.to, columns + 2 * reach)
      if begin < end {
        for x in begin..<end where samples[x] != 0 {
          let pixel = y * columns + x - 2 * reach
          pixels[pixel] = ink.over(pixels[pixel], samples: samples[x].nonzeroBitCount)
        }
      }
      if span.from < span.to {
        for x in span.from..<span.to { samples[x] = 0 }
      }
    }
  }

  /// A dot about the corner between four pixels.
  private struct Stamp {
    /// Pixels from the middle to each side.
    let reach: Int
    /// Rows of 2 · reach pixels; 8 × 8 samples a pixel.
    let samples: [UInt64]

    init(radius: Double) {
      let reach = max(1, Int(radius.rounded(.up)))
      self.reach = reach
      samples = (-reach..<reach).flatMap { y in
        (-reach..<reach).map { x in
          (0..<64).reduce(UInt64(0)) { bits, sample in
            let dx = Double(x) + (Double(sample % 8) + 0.5) / 8
            let dy = Double(y) + (Double(sample / 8) + 0.5) / 8
            return dx * dx + dy * dy <= radius * radius ? bits | 1 << UInt64(sample) : bits
          }
        }
      }
    }
  }

  /// A colour and how much of it there is for each number of covered samples, in 256ths.
  private struct Ink {
    let color: (red: Int, green: Int, blue: Int)
    let shares: [Int]

    init(color: Color, opacity: Double) {
      self.color = (Int(color.red), Int(color.green), Int(color.blue))
      shares = (0...64).map { Int((256 * opacity * Double($0) / 64).rounded()) }
    }

    func over(_ ground: UInt32, samples: Int) -> UInt32 {
      let share = shares[samples]
      func mixed(_ channel: Int, _ shift: UInt32) -> UInt32 {
        let below = Int(ground >> shift & 0xFF)
        return UInt32(below + ((channel - below) * share + 128) >> 8) << shift
      }
      return ground & 0xFF00_0000 | mixed(color.red, 16) | mixed(color.green, 8) | mixed(color.blue, 0)
    }
  }
}
