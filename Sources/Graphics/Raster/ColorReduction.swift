/// Reduces an image to the 256 colours of a palette, which makes a drawing's PNG three times smaller.
///
/// Most pixels of a drawing have one of few colours, and those stay exact: the most frequent ones enter the
/// palette as they are; the rest of it goes to regions of the colour cube that they leave uncovered, by
/// number of pixels. Other pixels, nearly all of them rims of dots and letters, take the nearest entry.
struct ColorReduction {
  let indices: [UInt8]
  let palette: [Color]

  private static let exactCount = 128

  /// - Parameter pixels: three bytes each.
  /// - Complexity: O(n + 256 c) for n pixels of c colours.
  init(pixels: [UInt8]) {
    var counts: [UInt32: Int] = [:]
    var last: UInt32 = 0
    var run = 0
    for i in stride(from: 0, to: pixels.count, by: 3) {
      let color = UInt32(pixels[i]) << 16 | UInt32(pixels[i + 1]) << 8 | UInt32(pixels[i + 2])
      if color != last, run > 0 {
        counts[last, default: 0] += run
        run = 0
      }
      last = color
      run += 1
    }
    if run > 0 { counts[last, default: 0] += run }

    let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var chosen = ranked.prefix(counts.count <= 256 ? 256 : Self.exactCount).map(\.key)
    if counts.count > 256 { chosen += Self.covering(ranked.dropFirst(Self.exactCount), beside: chosen) }
    var numbers: [UInt32: UInt8] = [:]
    for (color, _) in ranked { numbers[color] = UInt8(Self.nearest(to: color, in: chosen).index) }

    var indices: [UInt8] = []
    indices.reserveCapacity(pixels.count / 3)
    var known: (color: UInt32, number: UInt8)?
    for i in stride(from: 0, to: pixels.count, by: 3) {
      let color = UInt32(pixels[i]) << 16 | UInt32(pixels[i + 1]) << 8 | UInt32(pixels[i + 2])
      if known?.color != color { known = (color, numbers[color] ?? 0) }
      indices.append(known?.number ?? 0)
    }
    self.indices = indices
    palette = chosen.map { Color($0) }
  }

  /// The most frequent colour of each of the fullest regions (16 levels a channel) that no chosen one is near to.
  private static func covering(
    _ colors: ArraySlice<(key: UInt32, value: Int)>, beside chosen: [UInt32]
  ) -> [UInt32] {
    var regions: [UInt32: (color: UInt32, count: Int)] = [:]
    for (color, count) in colors where nearest(to: color, in: chosen).distance > 100 {
      // Colours come most frequent first, so that the first of a region speaks for it.
      regions[color & 0xF0F0F0, default: (color, 0)].count += count
    }
    return regions.values.sorted { ($1.count, $0.color) < ($0.count, $1.color) }.prefix(256 - exactCount)
      .map(\.color)
  }

  private static func nearest(to color: UInt32, in palette: [UInt32]) -> (index: Int, distance: Int) {
    var best = (index: 0, distance: Int.max)
    for (i, candidate) in palette.enumerated() {
      let red = Int(color >> 16 & 0xFF) - Int(candidate >> 16 & 0xFF)
      let green = Int(color >> 8 & 0xFF) - Int(candidate >> 8 & 0xFF)
      let blue = Int(color & 0xFF) - Int(candidate & 0xFF)
      let distance = red * red + green * green + blue * blue
      if distance < best.distance { best = (i, distance) }
      if distance == 0 { break }
    }
    return best
  }
}
