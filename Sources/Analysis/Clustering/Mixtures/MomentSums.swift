/// Weighted sums, and sums of squares and products, of rows' differences from a place of each component, while they are added.
///
/// Eight lanes side by side. With covariances: the products of all vectors of `MixtureGroup.differences`, in tiles of four by
/// four on and below the diagonal. Without: the sum of weights, d sums and d sums of squares.
struct MomentSums {
  private let dimension: Int
  private let width: Int
  private let hasCovariances: Bool
  private let size: Int
  private var sums: [EightDoubles]

  init(components k: Int, dimension d: Int, hasCovariances: Bool) {
    dimension = d
    width = MixtureGroup.width(dimension: d)
    self.hasCovariances = hasCovariances
    size = MixtureMoments.size(dimension: d, hasCovariances: hasCovariances)
    sums = [EightDoubles](repeating: EightDoubles(), count: k * size)
  }

  /// The lanes added up, in an order that no compiler chooses.
  var total: [Double] { sums.map { orderedSum($0) } }

  mutating func add(
    _ component: Int, _ differences: UnsafePointer<EightDoubles>, _ weights: UnsafePointer<EightDoubles>, blocks: Int
  ) {
    let (d, width, size, hasCovariances) = (dimension, width, size, hasCovariances)
    sums.withUnsafeMutableBufferPointer { sums in
      // Invariants: differences are `blocks` times `width` vectors, weights one a block, a component's sums the `size` from
      // component·size on.
      var own = sums.baseAddress! + component * size
      guard hasCovariances else { return addSquares(own, differences, weights, blocks, width, dimension: d) }
      for row in stride(from: 0, to: width, by: 4) {
        for column in stride(from: 0, through: row, by: 4) {
          addTile(own, differences + row, differences + column, weights, blocks, width)
          own += 16
        }
      }
    }
  }
}

/// Four vectors of each block times four others, times the weights; the sixteen sums stay in registers.
@inline(__always)
private func addTile(
  _ tile: UnsafeMutablePointer<EightDoubles>, _ rows: UnsafePointer<EightDoubles>,
  _ columns: UnsafePointer<EightDoubles>,
  _ weights: UnsafePointer<EightDoubles>, _ blocks: Int, _ width: Int
) {
  var (a, b, c, d) = (FourByEight(), FourByEight(), FourByEight(), FourByEight())
  var (rows, columns) = (rows, columns)
  for block in 0..<blocks {
    let weight = weights[block]
    let column = (columns[0], columns[1], columns[2], columns[3])
    a.addProducts(weight * rows[0], column)
    b.addProducts(weight * rows[1], column)
    c.addProducts(weight * rows[2], column)
    d.addProducts(weight * rows[3], column)
    rows += width
    columns += width
  }
  a.add(to: tile)
  b.add(to: tile + 4)
  c.add(to: tile + 8)
  d.add(to: tile + 12)
}

/// Weights, weighted differences, and weighted squares of them.
@inline(__always)
private func addSquares(
  _ own: UnsafeMutablePointer<EightDoubles>, _ differences: UnsafePointer<EightDoubles>,
  _ weights: UnsafePointer<EightDoubles>,
  _ blocks: Int, _ width: Int, dimension d: Int
) {
  for block in 0..<blocks { own[0] += weights[block] }
  for f in 0..<d {
    var (sum, squares) = (EightDoubles(), EightDoubles())
    for block in 0..<blocks {
      let difference = differences[block * width + f]
      let weighted = weights[block] * difference
      sum += weighted
      squares += weighted * difference
    }
    own[1 + f] += sum
    own[1 + d + f] += squares
  }
}

extension FourByEight {
  @inline(__always)
  fileprivate mutating func addProducts(
    _ row: EightDoubles, _ column: (EightDoubles, EightDoubles, EightDoubles, EightDoubles)
  ) {
    a += row * column.0
    b += row * column.1
    c += row * column.2
    d += row * column.3
  }

  @inline(__always)
  fileprivate func add(to sums: UnsafeMutablePointer<EightDoubles>) {
    sums[0] += a
    sums[1] += b
    sums[2] += c
    sums[3] += d
  }
}
