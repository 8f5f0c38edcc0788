/// Reduces an image to the 256 colours of a palette, which makes a drawing's PNG three times smaller.
///
/// Most pixels of a drawing have one of few colours, and those stay exact: the most frequent ones enter the
/// palette as they are; the rest of it goes to regions of the colour cube that they leave uncovered, by
/// number of pixels. Other pixels, nearly all of them rims of dots and letters, take the nearest entry.
struct ColorReduction {
  let indices: [UInt8]
  let palette: [Color]

  private static let exactCount = 128

  /// - Parameter pixels: 0xRRGGBB each; what stands in the highest eight bits does not count.
  /// - Complexity: O(n + 256 c) for n pixels of c colours.
  init(pixels: UnsafeBufferPointer<UInt32>) {
    let runs = ColorRun.all(in: pixels)
    var counts = ColorCounts()
    for run in runs { counts.add(run.color, run.length) }
    let ranked = Self.ranked(counts.all)
    var chosen = ranked.prefix(ranked.count <= 256 ? 256 : Self.exactCount).map(\.color)
    if ranked.count > 256 { chosen += Self.covering(ranked.dropFirst(Self.exactCount), beside: chosen) }
    let entries = NearestColor(chosen)
    for (color, _) in ranked { counts[color] = entries.nearest(to: color).index }
    indices = [UInt8](unsafeUninitializedCapacity: pixels.count) { out, count in
      for run in runs {
        UnsafeMutableBufferPointer(rebasing: out[count..<count + run.length]).initialize(
          repeating: UInt8(counts[run.color]))
        count += run.length
      }
    }
    palette = chosen.map { Color($0) }
  }

  /// The most frequent first, of two equally frequent ones the lower.
  private static func ranked(_ colors: [(color: UInt32, count: Int)]) -> [(color: UInt32, count: Int)] {
    // One number a colour, so that the order is that of integers.
    let most = 1 << 39
    var keys = colors.map { UInt64(most - $0.count) << 24 | UInt64($0.color) }
    keys.sort()
    return keys.map { (UInt32($0 & 0xFF_FFFF), most - Int($0 >> 24)) }
  }

  /// The most frequent colour of each of the fullest regions (16 levels a channel) that no chosen one is near to.
  private static func covering(
    _ colors: ArraySlice<(color: UInt32, count: Int)>, beside chosen: [UInt32]
  ) -> [UInt32] {
    let entries = NearestColor(chosen)
    var regions: [UInt32: (color: UInt32, count: Int)] = [:]
    for (color, count) in colors where entries.nearest(to: color).distance > 100 {
      // Colours come most frequent first, so that the first of a region speaks for it.
      regions[color & 0xF0F0F0, default: (color, 0)].count += count
    }
    return regions.values.sorted { ($1.count, $0.color) < ($0.count, $1.color) }.prefix(256 - exactCount)
      .map(\.color)
  }
}

/// A number for each colour: a hash table with open addressing, since an image asks once a run of pixels.
private struct ColorCounts {
  private var colors: [UInt32]
  private var numbers: [Int]
  private var count = 0
  private var shift: UInt32

  /// No colour, since colours have 24 bits.
  private static let free = UInt32.max

  init(bits: UInt32 = 12) {
    colors = Array(repeating: Self.free, count: 1 << bits)
    numbers = Array(repeating: 0, count: 1 << bits)
    shift = 32 - bits
  }

  /// Each colour with its number.
  var all: [(color: UInt32, count: Int)] {
    zip(colors, numbers).compactMap { $0 == Self.free ? nil : ($0, $1) }
  }

  /// Adds to a colour's number, which is 0 at first.
  mutating func add(_ color: UInt32, _ number: Int) {
    let slot = slot(of: color)
    if colors[slot] == Self.free {
      if 2 * count >= colors.count { return addGrown(color, number) }
      colors[slot] = color
      count += 1
    }
    numbers[slot] += number
  }

  /// Of a colour that was added.
  subscript(color: UInt32) -> Int {
    get { numbers[slot(of: color)] }
    set { numbers[slot(of: color)] = newValue }
  }

  private mutating func addGrown(_ color: UInt32, _ number: Int) {
    var larger = ColorCounts(bits: 33 - shift)
    for (color, count) in all { larger.add(color, count) }
    larger.add(color, number)
    self = larger
  }

  /// Where the colour is or would be (Fibonacci hashing, Knuth, The Art of Computer Programming 3, 6.4).
  private func slot(of color: UInt32) -> Int {
    let mask = colors.count - 1
    var slot = Int((color &* 0x9E37_79B9) >> shift)
    while colors[slot] != color, colors[slot] != Self.free { slot = (slot + 1) & mask }
    return slot
  }
}
