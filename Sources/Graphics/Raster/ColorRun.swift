/// Pixels of one colour side by side.
struct ColorRun {
  /// 0xRRGGBB.
  let color: UInt32
  private let count: UInt32

  var length: Int { Int(count) }

  private typealias Block = SIMD16<UInt32>

  /// All runs of an image, in order.
  ///
  /// - Parameter pixels: 0xRRGGBB each; what stands in the highest eight bits does not count.
  static func all(in pixels: UnsafeBufferPointer<UInt32>) -> [ColorRun] {
    var runs: [ColorRun] = []
    // A drawing has few runs for its pixels.
    runs.reserveCapacity(pixels.count / 16)
    var start = 0
    while start < pixels.count {
      let color = pixels[start] & 0xFF_FFFF
      let end = end(of: color, in: pixels, from: start + 1)
      runs.append(ColorRun(color: color, count: UInt32(end - start)))
      start = end
    }
    return runs
  }

  /// Where another colour begins. Most runs are short, and most pixels are in long ones.
  private static func end(of color: UInt32, in pixels: UnsafeBufferPointer<UInt32>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(pixels)
    let size = MemoryLayout<UInt32>.stride
    let block = Block(repeating: color)
    let mask = Block(repeating: 0xFF_FFFF)
    let short = min(pixels.count, start + 8)
    var end = start
    while end < short, pixels[end] & 0xFF_FFFF == color { end += 1 }
    guard end == short else { return end }
    while end + Block.scalarCount <= pixels.count {
      guard raw.loadUnaligned(fromByteOffset: size * end, as: Block.self) & mask == block else { break }
      end += Block.scalarCount
    }
    while end < pixels.count, pixels[end] & 0xFF_FFFF == color { end += 1 }
    return end
  }
}
