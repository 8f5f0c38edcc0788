import Machine

/// The leading principal axes of a matrix, by block power iteration on its covariance.
///
/// Signs are fixed: the entry of largest magnitude in each axis is positive, the first of equals. Meant for starting
/// positions: axes of nearly equal variance may still be mixed after `maximumRounds`.
struct PrincipalAxes {
  /// Unit vectors of length d, in order of falling variance.
  let axes: [[Double]]
  /// Column means.
  let center: [Double]

  private static let maximumRounds = 300
  private static let pollInterval = 65_536

  /// Finds up to `count` axes of `data`, n × d.
  /// - Complexity: O(n d²), or O(n d) a round beyond 512 columns.
  init(of data: Matrix, count: Int, context: ComputeContext) throws {
    let d = data.columnCount
    center = try Self.means(of: data, context: context)
    let scatter = try ScatterOperator(of: data, center: center, context: context)
    var basis = Self.startingBasis(count: min(d, count), dimension: d)
    Self.orthonormalise(&basis)
    var previous: [Double] = []
    for _ in 0..<Self.maximumRounds {
      try context.checkCancellation()
      basis = try basis.map { try scatter.apply(to: $0, context: context) }
      let variances = basis.map { Self.dot($0, $0).squareRoot() }
      Self.orthonormalise(&basis)
      if variances.count == previous.count && zip(variances, previous).allSatisfy({ abs($0 - $1) <= 1e-11 * $0 }) {
        break
      }
      previous = variances
    }
    axes = basis.map(Self.withFixedSign)
  }

  /// Coordinates of the rows along an axis, centred.
  func scores(on axis: Int, of data: Matrix, context: ComputeContext) throws -> [Double] {
    let direction = axes[axis]
    return try (0..<data.rowCount).map { i in
      if i % Self.pollInterval == 0 { try context.checkCancellation() }
      var sum = 0.0
      for j in direction.indices { sum += (data.elements[i * data.columnCount + j] - center[j]) * direction[j] }
      return sum
    }
  }

  private static func means(of data: Matrix, context: ComputeContext) throws -> [Double] {
    var sums = [Double](repeating: 0, count: data.columnCount)
    for i in 0..<data.rowCount {
      if i % pollInterval == 0 { try context.checkCancellation() }
      for j in sums.indices { sums[j] += data.elements[i * data.columnCount + j] }
    }
    return sums.map { $0 / Double(data.rowCount) }
  }

  /// Vectors in general position, the same every time.
  private static func startingBasis(count: Int, dimension: Int) -> [[Double]] {
    var generator = Xoshiro256(seed: 1)
    return (0..<count).map { _ in (0..<dimension).map { _ in 2 * generator.nextUnit() - 1 } }
  }

  /// Gram–Schmidt, twice for accuracy; a vector that vanishes is replaced by a unit vector.
  private static func orthonormalise(_ vectors: inout [[Double]]) {
    for a in vectors.indices {
      var v = vectors[a]
      for attempt in 0...v.count {
        let before = dot(v, v).squareRoot()
        if before > 0 { v = v.map { $0 / before } }
        for _ in 0..<2 {
          for b in 0..<a {
            let projection = dot(v, vectors[b])
            for j in v.indices { v[j] -= projection * vectors[b][j] }
          }
        }
        let length = dot(v, v).squareRoot()
        if length > 1e-8 {
          vectors[a] = v.map { $0 / length }
          break
        }
        v = v.indices.map { $0 == attempt ? 1 : 0 }
      }
    }
  }

  private static func withFixedSign(_ vector: [Double]) -> [Double] {
    var largest = 0
    for j in vector.indices where abs(vector[j]) > abs(vector[largest]) { largest = j }
    return vector[largest] < 0 ? vector.map { -$0 } : vector
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for j in a.indices { sum += a[j] * b[j] }
    return sum
  }
}

/// Multiplies vectors by the covariance of a matrix, up to a factor: kept as a matrix where that is small.
private struct ScatterOperator {
  private let data: Matrix
  private let center: [Double]
  private let scatter: [Double]?

  init(of data: Matrix, center: [Double], context: ComputeContext) throws {
    self.data = data
    self.center = center
    let d = data.columnCount
    guard d <= 512 else {
      scatter = nil
      return
    }
    // One partial sum a chunk, added in the order of the chunks.
    let partial = try parallelMap(count: data.rowCount, context: context) { rows, _ in
      var sums = [Double](repeating: 0, count: d * d)
      var row = [Double](repeating: 0, count: d)
      for i in rows {
        if context.cancelled { break }
        for j in 0..<d { row[j] = data.elements[i * d + j] - center[j] }
        for j in 0..<d {
          for l in 0..<d { sums[j * d + l] += row[j] * row[l] }
        }
      }
      return sums
    }
    var total = [Double](repeating: 0, count: d * d)
    for sums in partial {
      for entry in total.indices { total[entry] += sums[entry] }
    }
    scatter = total
  }

  func apply(to vector: [Double], context: ComputeContext) throws -> [Double] {
    let d = vector.count
    if let scatter {
      return (0..<d).map { j in
        var sum = 0.0
        for l in 0..<d { sum += scatter[j * d + l] * vector[l] }
        return sum
      }
    }
    let partial = try parallelMap(count: data.rowCount, context: context) { rows, _ in
      var result = [Double](repeating: 0, count: d)
      for i in rows {
        var score = 0.0
        for j in 0..<d { score += (data.elements[i * d + j] - center[j]) * vector[j] }
        for j in 0..<d { result[j] += score * (data.elements[i * d + j] - center[j]) }
      }
      return result
    }
    return partial.reduce(into: [Double](repeating: 0, count: d)) { total, part in
      for j in 0..<d { total[j] += part[j] }
    }
  }
}
