/// Where dots of one look lie, on a grid of half pixels: each place once, row by row from the top.
struct DotGrid: Sendable {
  struct Place: Sendable, Equatable {
    let x: Int
    let y: Int
  }

  let cells: [Place]

  /// Half pixels, so that steps between neighbours are short integers.
  static let unitsPerPixel = 2.0

  /// - Complexity: O(n log n) for n positions.
  init(_ positions: [Point]) {
    // One number a place, so that the order is that of integers: the row above the column, both from zero up.
    var keys = positions.map { UInt64(Self.steps($0.y)) << 32 | UInt64(Self.steps($0.x)) }
    keys.sort()
    var cells: [Place] = []
    cells.reserveCapacity(keys.count)
    var last: UInt64?
    for key in keys where key != last {
      cells.append(Place(x: Int(key & 0xFFFF_FFFF) - Self.origin, y: Int(key >> 32) - Self.origin))
      last = key
    }
    self.cells = cells
  }

  private static let origin = 1 << 31

  /// Places a billion pixels off the figure are taken for its edge.
  private static func steps(_ coordinate: Double) -> Int {
    Int((min(1e9, max(-1e9, coordinate)) * unitsPerPixel).rounded()) + origin
  }

  /// The data of an SVG path: zero-length strokes, each from the one before.
  var path: String {
    var text: [UInt8] = []
    text.reserveCapacity(8 * cells.count)
    var last = Place(x: 0, y: 0)
    for cell in cells {
      let dy = cell.y - last.y
      text.append(UInt8(ascii: "m"))
      text.append(decimal: cell.x - last.x)
      if dy >= 0 { text.append(UInt8(ascii: " ")) }
      text.append(decimal: dy)
      text.append(UInt8(ascii: "h"))
      text.append(UInt8(ascii: "0"))
      last = cell
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends an integer's digits.
  fileprivate mutating func append(decimal value: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    var power: UInt = 1
    while magnitude / power >= 10 { power *= 10 }
    while power > 0 {
      append(UInt8(ascii: "0") + UInt8(magnitude / power % 10))
      power /= 10
    }
  }
}

/// The dots of a scene's points in the order of its marks, found once for all documents.
struct SceneDots: Sendable {
  let grids: [DotGrid]
  /// Each grid as the data of an SVG path.
  let paths: [String]

  init(_ scene: Scene) {
    grids = Self.points(scene.marks).map { DotGrid($0.positions) }
    paths = grids.map(\.path)
  }

  /// All points among the marks, those in groups too, in the order in which they are written.
  static func points(_ marks: [Mark]) -> [Points] {
    marks.flatMap { mark -> [Points] in
      switch mark {
      case .points(let points): [points]
      case .group(let marks): points(marks)
      default: []
      }
    }
  }
}
