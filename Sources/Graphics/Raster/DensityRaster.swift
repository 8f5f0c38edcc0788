#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Counts points in small cells and shows how many there are as the cells' opacity.
///
/// A cell takes the colour of the layer that most of its points belong to; between equals the one added
/// first in the list of colours.
struct DensityRaster {
  let box: Box
  private let columns: Int
  private let rows: Int
  private let layers: Int
  /// Points of each layer in each cell, the layers of a cell side by side.
  private var counts: [UInt32]

  /// In pixels: small enough to look continuous, large enough for half the bytes.
  private static let cellSize = 2.0
  private static let levels = 7
  /// A palette has 256 entries, the first is the ground.
  static let mostColors = 255 / levels

  /// - Parameter layers: how many there are, `mostColors` at most.
  init(box: Box, layers: Int) {
    precondition(layers <= Self.mostColors, "a palette has 256 entries, the first is the ground")
    self.box = box
    self.layers = max(1, layers)
    columns = max(1, Int((box.width / Self.cellSize).rounded()))
    rows = max(1, Int((box.height / Self.cellSize).rounded()))
    counts = Array(repeating: 0, count: columns * rows * self.layers)
  }

  mutating func add(_ point: Point, layer: Int) {
    let column = min(columns - 1, max(0, Int((point.x - box.left) / box.width * Double(columns))))
    let row = min(rows - 1, max(0, Int((point.y - box.top) / box.height * Double(rows))))
    counts[(row * columns + column) * layers + layer] += 1
  }

  /// An image of the box on a transparent ground.
  ///
  /// - Parameter colors: one a layer.
  func png(colors: [Color]) -> [UInt8] {
    precondition(colors.count <= layers, "a layer has a colour")
    let cells = (0..<columns * rows).map { cell in
      var (total, strongest): (Int, (layer: Int, count: UInt32)) = (0, (0, 0))
      for layer in 0..<layers {
        let count = counts[cell * layers + layer]
        total += Int(count)
        if count > strongest.count { strongest = (layer, count) }
      }
      return (total: total, layer: strongest.layer)
    }
    let dense = cells.lazy.map(\.total).filter { $0 > 0 }.sorted()
    // Full colour from the cells that are denser than 98 of 100; a single crowded cell must not pale the rest.
    let full = dense.isEmpty ? 1 : max(2, dense[min(dense.count - 1, dense.count * 98 / 100)])
    let pixels = cells.map { cell -> UInt8 in
      guard cell.total > 0 else { return 0 }
      let share = log(1 + Double(cell.total)) / log(1 + Double(full))
      let level = min(Self.levels - 1, Int(share * Double(Self.levels)))
      return UInt8(1 + cell.layer * Self.levels + level)
    }
    let ground = PNGEncoder.PaletteEntry(color: Color(0xFFFFFF), opacity: 0)
    let palette = colors.flatMap { color in
      (0..<Self.levels).map { level in
        PNGEncoder.PaletteEntry(color: color, opacity: UInt8(90 + 165 * level / (Self.levels - 1)))
      }
    }
    return PNGEncoder.indexed(pixels: pixels, width: columns, height: rows, palette: [ground] + palette)
  }
}
