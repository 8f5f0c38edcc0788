import Analysis
import Machine
import Tables

/// A table of columns of numbers, with an identifier when `ids` are given.
func table(_ columns: [(String, [Double])], ids: [String]? = nil) throws -> Table {
  let numbers = columns.map { Column(name: $0.0, numbers: $0.1) }
  guard let ids else { return try Table(name: "test", columns: numbers) }
  return try Table(name: "test", columns: [Column(name: "ID", text: ids)] + numbers, identifier: 0)
}

/// Gaussian blobs of deviation 1 around the given centres, row after row in turn.
func blobs(_ centres: [[Double]], each: Int, seed: UInt64) throws -> Table {
  var draws = Xoshiro256(seed: seed)
  let d = centres[0].count
  var columns = [[Double]](repeating: [], count: d)
  for _ in 0..<each {
    for centre in centres { for j in 0..<d { columns[j].append(centre[j] + draws.nextGaussian()) } }
  }
  return try table(columns.enumerated().map { ("X\($0.offset + 1)", $0.element) })
}

/// Uniform noise in the unit cube.
func noise(rows: Int, columns: Int, seed: UInt64) throws -> Table {
  var draws = Xoshiro256(seed: seed)
  return try table((1...columns).map { j in ("X\(j)", (0..<rows).map { _ in draws.nextUnit() }) })
}
