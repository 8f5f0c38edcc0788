/// A few blocks of rows on their way through the steps of a mixture: few enough that what is known of them stays in the
/// nearest memory while every component looks at them.
struct MixtureGroup {
  /// Blocks of eight rows in a group.
  let blocks: Int
  /// Vectors a block has in `differences`: its features, a one, and zeros up to a multiple of four.
  let width: Int
  /// Features of the rows less a component's mean, feature f of block b at b·width + f. The one makes sums of weights and of
  /// features out of products.
  private var differences: [EightDoubles]
  /// For component c and block b at c·blocks + b: the logarithm of the component's share of the density, and then the share.
  private(set) var shares: [EightDoubles]
  /// For each block the largest of those logarithms, and the sum of shares of e to that power.
  private(set) var tops: [EightDoubles]
  private(set) var sums: [EightDoubles]

  init(dimension d: Int, components: Int) {
    width = Self.width(dimension: d)
    blocks = Self.blocks(dimension: d)
    differences = [EightDoubles](repeating: EightDoubles(), count: blocks * width)
    for block in 0..<blocks { differences[block * width + d] = EightDoubles(repeating: 1) }
    shares = [EightDoubles](repeating: EightDoubles(), count: components * blocks)
    tops = [EightDoubles](repeating: EightDoubles(), count: blocks)
    sums = [EightDoubles](repeating: EightDoubles(), count: blocks)
  }

  static func width(dimension d: Int) -> Int { (d + 4) / 4 * 4 }

  /// 16, or so many that differences take no more than 128 kB.
  static func blocks(dimension d: Int) -> Int { max(1, min(16, 2048 / width(dimension: d))) }

  /// Takes a component's mean off the rows.
  mutating func subtractMean(
    of component: Int, _ components: MixtureComponents, from lanes: UnsafePointer<EightDoubles>
  ) {
    let d = components.dimension
    differences.withUnsafeMutableBufferPointer { differences in
      components.means.withUnsafeBufferPointer { means in
        // Invariant: `lanes` are `blocks` blocks of d vectors; component c's mean is the d numbers from c·d on.
        for block in 0..<blocks {
          for f in 0..<d { differences[block * width + f] = lanes[block * d + f] - means[component * d + f] }
        }
      }
    }
  }

  /// Puts the logarithms of a component's share of the rows' densities into `shares`; its mean has been taken off.
  mutating func setLogarithms(of component: Int, _ components: MixtureComponents) {
    let d = components.dimension
    let offset = components.offsets[component]
    differences.withUnsafeBufferPointer { differences in
      components.factors.withUnsafeBufferPointer { factors in
        shares.withUnsafeMutableBufferPointer { shares in
          // Invariant: component c's vectors of `shares` are the `blocks` from c·blocks on.
          let factor = factors.baseAddress! + component * components.factorSize
          let own = shares.baseAddress! + component * blocks
          for block in 0..<blocks {
            let rows = differences.baseAddress! + block * width
            if components.hasCovariances {
              setSquaredDistances(own + block, rows, factor, dimension: d)
            } else {
              setScaledSquares(own + block, rows, factor, dimension: d)
            }
          }
          for block in 0..<blocks { own[block] = offset - 0.5 * bounded(own[block]) }
        }
      }
    }
  }

  /// Makes shares of their logarithms: for each row its memberships.
  mutating func normaliseShares(components k: Int) {
    shares.withUnsafeMutableBufferPointer { shares in
      // Invariant: component c's vectors are the `blocks` from c·blocks on.
      for block in 0..<blocks {
        var top = shares[block]
        for c in 1..<max(k, 1) { top = larger(top, shares[c * blocks + block]) }
        var sum = EightDoubles()
        for c in 0..<k {
          let share = PortableMath.exp(ofNonPositive: shares[c * blocks + block] - top)
          shares[c * blocks + block] = share
          sum += share
        }
        let factor = 1 / sum
        for c in 0..<k { shares[c * blocks + block] *= factor }
        tops[block] = top
        sums[block] = sum
      }
    }
  }

  /// Takes shares that are known: `share` of a row in a component.
  mutating func setShares(components k: Int, _ share: (_ place: Int, _ component: Int) -> Double) {
    for c in 0..<k {
      for place in 0..<8 * blocks { shares[c * blocks + place / 8][place % 8] = share(place, c) }
    }
  }

  /// Takes the places from `count` on out: no component has a share of them.
  mutating func clear(from count: Int, components k: Int) {
    for place in count..<8 * blocks {
      for c in 0..<k { shares[c * blocks + place / 8][place % 8] = 0 }
      tops[place / 8][place % 8] = 0
      sums[place / 8][place % 8] = 1
    }
  }

  /// The sum of the logarithms of the rows' densities.
  var logLikelihood: Double {
    // One logarithm for the product of a lane's sums: each is between 1 and the number of components.
    var top = EightDoubles()
    var product = EightDoubles(repeating: 1)
    for block in 0..<blocks {
      top += tops[block]
      product *= sums[block]
    }
    var sum = orderedSum(top)
    for lane in 0..<8 { sum += PortableMath.log(product[lane]) }
    return sum
  }

  /// Adds a component's weighted moments of the rows, whose differences from a place have been taken.
  func addMoments(of component: Int, to moments: inout MomentSums) {
    differences.withUnsafeBufferPointer { differences in
      shares.withUnsafeBufferPointer { shares in
        moments.add(
          component, differences.baseAddress!, shares.baseAddress! + component * blocks, blocks: blocks)
      }
    }
  }
}

/// What squared distances from a mean are cut down to: farther away there is no density that a double could hold.
@inline(__always)
private func bounded(_ squares: EightDoubles) -> EightDoubles {
  let limit = EightDoubles(repeating: 1e300)
  // Not a number where parts of different signs are infinite.
  return limit.replacing(with: squares, where: squares .< limit)
}

/// |rowᵀU|² for the rows of a block, four columns of the triangle at a time: each vector that is loaded is used four times.
///
/// The sum stands in memory: were it in a register, a compiler would tear the vectors apart to add their lanes crosswise.
@inline(__always)
private func setSquaredDistances(
  _ squares: UnsafeMutablePointer<EightDoubles>, _ rows: UnsafePointer<EightDoubles>, _ factor: UnsafePointer<Double>,
  dimension d: Int
) {
  // Invariant: rows have d vectors, the factor as many numbers as `MixtureComponents.factors` says.
  squares.pointee = EightDoubles()
  var factor = factor
  var column = 0
  while column < d {
    var products = FourByEight()
    for row in 0..<min(d, column + 4) {
      products.add(rows[row], times: factor)
      factor += 4
    }
    squares.pointee += products.a * products.a
    squares.pointee += products.b * products.b
    squares.pointee += products.c * products.c
    squares.pointee += products.d * products.d
    column += 4
  }
}

/// The same where the factor is a diagonal.
@inline(__always)
private func setScaledSquares(
  _ squares: UnsafeMutablePointer<EightDoubles>, _ rows: UnsafePointer<EightDoubles>, _ factor: UnsafePointer<Double>,
  dimension d: Int
) {
  var sum = EightDoubles()
  for f in 0..<d {
    let scaled = rows[f] * factor[f]
    sum += scaled * scaled
  }
  squares.pointee = sum
}

extension FourByEight {
  @inline(__always)
  fileprivate mutating func add(_ row: EightDoubles, times factors: UnsafePointer<Double>) {
    a += row * factors[0]
    b += row * factors[1]
    c += row * factors[2]
    d += row * factors[3]
  }
}
