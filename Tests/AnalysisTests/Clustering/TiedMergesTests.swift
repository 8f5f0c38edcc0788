import Analysis
import Testing

@Suite("Merges that were tied are counted") struct TiedMergesTests {
  /// By the definition: the clusters that lower merges leave, all pairs of them measured from their rows.
  private static func tiedMerges(of tree: Dendrogram, _ matrix: Matrix, _ linkage: Linkage) -> [Int] {
    let n = tree.leafCount
    var members = (0..<n).map { [$0] }
    var parent = [Int](repeating: n + tree.merges.count, count: n + tree.merges.count)
    for (i, merge) in tree.merges.enumerated() {
      members.append(members[merge.left] + members[merge.right])
      parent[merge.left] = n + i
      parent[merge.right] = n + i
    }
    let heights = [Double](repeating: 0, count: n) + tree.heights + [.infinity]
    func isBelow(_ a: Double, _ b: Double) -> Bool { a < b * (1 - 1e-9) }
    return tree.merges.indices.filter { i in
      let merge = tree.merges[i]
      guard merge.height > 0 else { return false }
      let left = members.indices.filter {
        isBelow(heights[$0], merge.height) && !isBelow(heights[parent[$0]], merge.height)
      }
      let own = Set(members[n + i])
      return [merge.left, merge.right].contains { part in
        left.contains(part)
          && left.contains { other in
            guard own.isDisjoint(with: members[other]) else { return false }
            let distance = linkage.distance(members[part], members[other], matrix)
            return abs(distance - merge.height) <= 1e-9 * merge.height
          }
      }
    }
  }

  @Test("whole numbers: those of the definition", arguments: Linkage.allCases)
  func equalsDefinition(linkage: Linkage) throws {
    var counted = 0
    for seed in 0..<60 {
      let rows = gridRows(rows: 10 + seed % 30, columns: 1 + seed % 3, levels: 3 + seed % 5, seed: UInt64(seed))
      let matrix = Matrix(rows)
      let tree = try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain)
      #expect(tree.tiedMerges == Self.tiedMerges(of: tree, matrix, linkage), "seed \(seed)")
      counted += tree.tiedMerges.count
    }
    #expect(counted > 100)
  }

  @Test("larger grids, scaled by what no double holds, on two threads", arguments: Linkage.allCases)
  func rounded(linkage: Linkage) throws {
    for seed in 0..<3 {
      let rows = gridRows(rows: 70, columns: 2 + seed, levels: 5, seed: UInt64(seed + 70))
      let matrix = Matrix(rows, factor: 1e-3 / 3.0, offset: 0.1)
      let tree = try hierarchicalClustering(of: matrix, linkage: linkage, context: ComputeContext(threads: 2))
      #expect(tree.tiedMerges == Self.tiedMerges(of: tree, matrix, linkage), "seed \(seed)")
    }
  }

  @Test("data without ties has none, and equal rows are none", arguments: Linkage.allCases)
  func untied(linkage: Linkage) throws {
    let matrix = gaussianMatrix(rows: 80, columns: 3, seed: 1)
    #expect(try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain).tiedMerges.isEmpty)
    let twice = Matrix(
      rowCount: 160, columnCount: 3, elements: (0..<160).flatMap { Array(matrix.row($0 % 80)) })
    #expect(try hierarchicalClustering(of: twice, linkage: linkage, context: .plain).tiedMerges.isEmpty)
  }

  @Test("of three points equally far apart the first merge is tied; the second is what is left")
  func triangle() throws {
    let triangle = Matrix(rowCount: 3, columnCount: 3, elements: [1, 0, 0, 0, 1, 0, 0, 0, 1])
    for linkage in Linkage.allCases {
      #expect(try hierarchicalClustering(of: triangle, linkage: linkage, context: .plain).tiedMerges == [0])
    }
  }

  @Test("a tie that a lower merge takes away before its turn comes is none")
  func passed() throws {
    // From 0 it is as far to −1 as to 1, but −1 goes with −1.5 first.
    let matrix = Matrix(rowCount: 4, columnCount: 1, elements: [0, 1, -1, -1.5])
    #expect(try hierarchicalClustering(of: matrix, linkage: .ward, context: .plain).tiedMerges.isEmpty)
  }

  @Test("points all equally far apart: those of the definition, for very many some", arguments: Linkage.allCases)
  func simplex(linkage: Linkage) throws {
    func tree(_ n: Int) throws -> (tree: Dendrogram, matrix: Matrix) {
      var matrix = Matrix(rowCount: n, columnCount: n)
      for i in 0..<n { matrix[i, i] = 1 }
      return (try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain), matrix)
    }
    let few = try tree(30)
    #expect(few.tree.tiedMerges == Self.tiedMerges(of: few.tree, few.matrix, linkage))
    // Each cluster has more nearest clusters than are kept.
    #expect(try tree(90).tree.tiedMerges.count > 10)
  }
}
