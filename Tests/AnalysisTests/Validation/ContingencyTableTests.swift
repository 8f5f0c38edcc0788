import Analysis
import Machine
import Testing

@Suite struct ContingencyTableTests {
  /// Two partitions of the same rows, some clusters empty, some rows alone.
  private static func partitions(_ seed: UInt64) -> (a: [Int], aCount: Int, b: [Int], bCount: Int) {
    var random = Xoshiro256(seed: seed)
    let n = Int.random(in: 0...60, using: &random)
    let (p, q) = (Int.random(in: 1...7, using: &random), Int.random(in: 1...7, using: &random))
    let a = (0..<n).map { _ in Int.random(in: 0..<p, using: &random) }
    // Half of the tables are of partitions that resemble each other.
    let b = a.map { label in
      seed % 2 == 0 && label < q && random.nextUnit() < 0.8 ? label : Int.random(in: 0..<q, using: &random)
    }
    return (a, p, b, q)
  }

  @Test(
    "Counts, Jaccard coefficients and the adjusted Rand index are the definitions'", arguments: 0..<300 as Range<UInt64>
  )
  func oracle(seed: UInt64) {
    let (a, p, b, q) = Self.partitions(seed)
    let table = ContingencyTable(a, firstCount: p, b, secondCount: q)
    let firsts = (0..<p).map { label in Set(a.indices.filter { a[$0] == label }) }
    let seconds = (0..<q).map { label in Set(b.indices.filter { b[$0] == label }) }
    #expect(table.firstSizes == firsts.map(\.count))
    #expect(table.secondSizes == seconds.map(\.count))
    var counts: [[Int]: Int] = [:]
    for cell in table.cells { counts[[cell.first, cell.second]] = cell.count }
    #expect(counts.count == table.cells.count)
    for (i, first) in firsts.enumerated() {
      for (j, second) in seconds.enumerated() {
        #expect(counts[[i, j], default: 0] == first.intersection(second).count)
      }
      let best =
        seconds.map { second -> Double in
          let either = first.union(second).count
          return either == 0 ? 0 : Double(first.intersection(second).count) / Double(either)
        }.max() ?? 0
      #expect(table.bestJaccards[i] == best)
    }
    #expect(table.adjustedRandIndex == adjustedRandIndex(a, b))
    #expect(abs(table.adjustedRandIndex - naiveAdjustedRandIndex(a, b)) < 1e-12)
  }

  /// By looking at every pair of rows.
  private func naiveAdjustedRandIndex(_ a: [Int], _ b: [Int]) -> Double {
    var (both, onlyA, onlyB, neither) = (0.0, 0.0, 0.0, 0.0)
    for i in a.indices {
      for j in 0..<i {
        switch (a[i] == a[j], b[i] == b[j]) {
        case (true, true): both += 1
        case (true, false): onlyA += 1
        case (false, true): onlyB += 1
        case (false, false): neither += 1
        }
      }
    }
    // The form of scikit-learn's documentation, which is another one than the code's.
    if onlyA == 0 && onlyB == 0 { return 1 }
    return 2 * (both * neither - onlyA * onlyB)
      / ((both + onlyA) * (onlyA + neither) + (both + onlyB) * (onlyB + neither))
  }

  @Test("The largest matching is the best of all", arguments: 0..<200 as Range<UInt64>)
  func matching(seed: UInt64) {
    let (a, p, b, q) = Self.partitions(seed)
    let table = ContingencyTable(a, firstCount: p, b, secondCount: q)
    let matching = table.largestMatching()
    var shared = [[Int]](repeating: [Int](repeating: 0, count: q), count: p)
    for cell in table.cells { shared[cell.first][cell.second] = cell.count }
    #expect(matching.rows == bestSum(shared[...], free: Set(0..<q)))
    let named = matching.partners.enumerated().compactMap { column, row in row.map { (row: $0, column: column) } }
    #expect(Set(named.map(\.row)).count == named.count)
    #expect(named.reduce(0) { $0 + shared[$1.row][$1.column] } == matching.rows)
    #expect(named.allSatisfy { shared[$0.row][$0.column] > 0 })
  }

  /// The most that the rows can have together, each with one of the free columns or none.
  private func bestSum(_ rows: ArraySlice<[Int]>, free: Set<Int>) -> Int {
    guard let row = rows.first else { return 0 }
    let without = bestSum(rows.dropFirst(), free: free)
    return free.map { row[$0] + bestSum(rows.dropFirst(), free: free.subtracting([$0])) }.reduce(without, max)
  }

  @Test("Taking the largest overlap first would not be the best")
  func greedy() {
    // 50 | 49 over 49 | 0: the two 49 beat the 50.
    let a = [Int](repeating: 0, count: 99) + [Int](repeating: 1, count: 49)
    let b = [Int](repeating: 0, count: 50) + [Int](repeating: 1, count: 49) + [Int](repeating: 0, count: 49)
    let matching = ContingencyTable(a, firstCount: 2, b, secondCount: 2).largestMatching()
    #expect(matching.rows == 98)
    #expect(matching.partners == [1, 0])
  }

  @Test("Every row a cluster of its own takes no square of memory, and agrees with itself")
  func singletons() {
    let rows = Array(0..<200_000)
    let table = ContingencyTable(rows, firstCount: rows.count, rows.reversed(), secondCount: rows.count)
    #expect(table.cells.count == 200_000)
    #expect(table.bestJaccards.allSatisfy { $0 == 1 })
    #expect(table.adjustedRandIndex == 1)
  }
}
