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
  /// Points of each layer in each cell; most cells have one or two layers.
  private var cells: [[(layer: Int, count: Int)]]

  /// In pixels: small enough to look continuous, large enough for half the bytes.
  private static let cellSize = 2.0
  private static let levels = 7
  /// A palette has 256 entries, the first is the ground.
  static let mostColors = 255 / levels

  init(box: Box) {
    self.box = box
    columns = max(1, Int((box.width / Self.cellSize).rounded()))
    rows = max(1, Int((box.height / Self.cellSize).rounded()))
    cells = Array(repeating: [], count: columns * rows)
  }

  mutating func add(_ point: Point, layer: Int) {
    let column = min(columns - 1, max(0, Int((point.x - box.left) / box.width * Double(columns))))
    let row = min(rows - 1, max(0, Int((point.y - box.top) / box.height * Double(rows))))
    let cell = row * columns + column
    if let i = cells[cell].firstIndex(where: { $0.layer == layer }) {
      cells[cell][i].count += 1
    } else {
      cells[cell].append((layer, 1))
    }
  }

  /// An image of the box on a transparent ground.
  ///
  /// - Parameter colors: one a layer, `mostColors` at most.
  func png(colors: [Color]) -> [UInt8] {
    precondition(colors.count <= Self.mostColors, "a palette has 256 entries, the first is the ground")
    let totals = cells.map { $0.reduce(0) { $0 + $1.count } }
    let dense = totals.filter { $0 > 0 }.sorted()
    // Full colour from the cells that are denser than 98 of 100; a single crowded cell must not pale the rest.
    let full = dense.isEmpty ? 1 : max(2, dense[min(dense.count - 1, dense.count * 98 / 100)])
    let pixels = cells.indices.map { i -> UInt8 in
      guard let strongest = cells[i].max(by: { ($0.count, $1.layer) < ($1.count, $0.layer) }) else { return 0 }
      let share = log(1 + Double(totals[i])) / log(1 + Double(full))
      let level = min(Self.levels - 1, Int(share * Double(Self.levels)))
      return UInt8(1 + strongest.layer * Self.levels + level)
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
