import Foundation
import Machine
import Testing

@testable import Analysis

@Suite("Contingency tables and mutual information")
struct MutualInformationTests {
  private func labels(_ n: Int, _ k: Int, seed: UInt64) -> [Int] {
    var generator = Xoshiro256(seed: seed)
    return (0..<n).map { _ in Int.random(in: 0..<k, using: &generator) * 3 - 4 }
  }

  @Test("A table counts every pair of labels, and finds empty cells empty", arguments: 0..<30 as Range<UInt64>)
  func counts(seed: UInt64) throws {
    let n = 1 + Int(seed) * 3
    let (a, b) = (labels(n, 1 + Int(seed) % 7, seed: seed), labels(n, 1 + Int(seed) % 4, seed: 100 + seed))
    let table = try ContingencyTable(a, b)
    let (inA, inB) = (Set(a).sorted(), Set(b).sorted())
    #expect(table.firstSizes == inA.map { label in a.count { $0 == label } })
    #expect(table.secondSizes == inB.map { label in b.count { $0 == label } })
    var counts = [[Int]](repeating: [Int](repeating: 0, count: inB.count), count: inA.count)
    for cell in table.cells { counts[cell.first][cell.second] += cell.count }
    #expect(counts == inA.map { x in inB.map { y in zip(a, b).count { $0 == x && $1 == y } } })
    #expect(table.cells.allSatisfy { $0.count > 0 })
  }

  @Test("Labels far apart make the same table as labels close together")
  func farLabels() throws {
    let (a, b) = (labels(200, 5, seed: 1), labels(200, 4, seed: 2))
    let far = a.map { [-4: Int.min, -1: -7, 2: 0, 5: 1 << 40, 8: Int.max][$0] ?? 0 }
    #expect(try ContingencyTable(a, b) == ContingencyTable(far, b))
  }

  @Test("Clusters without rows change nothing")
  func emptyClusters() {
    let (a, b) = ([0, 0, 3, 3, 3, 1], [2, 2, 2, 0, 0, 0])
    let sparse = ContingencyTable(a, firstCount: 6, b, secondCount: 4)
    let dense = ContingencyTable([0, 0, 2, 2, 2, 1], firstCount: 3, [1, 1, 1, 0, 0, 0], secondCount: 2)
    #expect(MutualInformation(sparse).adjusted == MutualInformation(dense).adjusted)
    #expect(sparse.adjustedRandIndex == dense.adjustedRandIndex)
  }

  @Test("No rows, and labels for other rows, are refused")
  func refusals() {
    #expect(throws: ClusteringError.tooFewRows(0, needed: 1)) { try ContingencyTable([], []) }
    #expect(throws: ClusteringError.labelCount(1, rows: 2)) { try MutualInformation([0, 1], [0]) }
    #expect(ClusteringError.tooFewRows(0, needed: 1).message == "at least one row is needed, and there are 0")
  }

  @Test("Mutual information is the definition's over all pairs of clusters", arguments: 0..<60 as Range<UInt64>)
  func definition(seed: UInt64) throws {
    let n = 2 + Int(seed)
    let (a, b) = (labels(n, 2 + Int(seed) % 6, seed: seed), labels(n, 2 + Int(seed) % 3, seed: 7 * seed + 1))
    let information = try MutualInformation(a, b)
    let value = naiveInformation(a, b)
    let (inA, inB) = (naiveInformation(a, a), naiveInformation(b, b))
    #expect(abs(information.value - value) < 1e-14 * Double(n))
    #expect(abs(information.firstEntropy - inA) < 1e-14 * Double(n))
    #expect(abs(information.secondEntropy - inB) < 1e-14 * Double(n))
    guard inA > 0 && inB > 0 else { return }
    #expect(abs(information.normalised - 2 * value / (inA + inB)) < 1e-12)
    #expect(abs(information.homogeneity - value / inA) < 1e-12)
    #expect(abs(information.completeness - value / inB) < 1e-12)
  }

  @Test("The expected value is the mean over all ways to deal out the rows", arguments: 0..<24 as Range<UInt64>)
  func expectation(seed: UInt64) throws {
    let n = 3 + Int(seed) % 5
    let (a, b) = (labels(n, 2 + Int(seed) % 3, seed: seed), labels(n, 3, seed: 50 + seed))
    let deals = permutations(of: b)
    let expected = deals.reduce(0) { $0 + naiveInformation(a, $1) } / Double(deals.count)
    let information = try MutualInformation(a, b)
    #expect(abs(information.expected - expected) < 1e-13)
  }

  @Test("The expected value is that of the formula with factorials", arguments: 0..<40 as Range<UInt64>)
  func factorials(seed: UInt64) throws {
    let n = 10 + 9 * Int(seed)
    let (a, b) = (labels(n, 2 + Int(seed) % 9, seed: seed), labels(n, 1 + Int(seed) % 12, seed: 3 * seed))
    let table = try ContingencyTable(a, b)
    let expected = naiveExpectation(table.firstSizes, table.secondSizes)
    let found = expectedMutualInformation(table.firstSizes, table.secondSizes)
    #expect(abs(found - expected) <= 1e-11 * max(expected, 1e-3))
  }

  @Test("A hundred thousand rows lose no digits: for two clusters each, (R − 1)(C − 1)/2n up to the next order")
  func large() {
    let n = 100_000
    let found = expectedMutualInformation([n / 2, n / 2], [n / 4, 3 * n / 4])
    #expect(abs(found * 2 * Double(n) - 1) < 1e-4)
  }

  @Test("Equal partitions score 1 whatever their numbers, even where every row is alone or all are together")
  func equal() throws {
    for (a, b) in [([0, 0, 1, 2], [7, 7, 3, 5]), ([0, 0, 0], [1, 1, 1]), ([0, 1, 2], [2, 1, 0]), ([4], [9])] {
      let information = try MutualInformation(a, b)
      #expect(information.normalised == 1 && information.adjusted == 1)
      #expect(information.homogeneity == 1 && information.completeness == 1)
    }
  }

  @Test("One cluster tells nothing of several, and several tell all of one")
  func oneCluster() throws {
    let information = try MutualInformation([0, 0, 0, 0], [0, 0, 1, 2])
    #expect(information.value == 0 && information.normalised == 0 && information.adjusted == 0)
    #expect(information.homogeneity == 1 && information.completeness == 0)
  }

  @Test("Rows all alone look informed but are no better than chance")
  func singletons() throws {
    let information = try MutualInformation([0, 0, 0, 1, 1, 1, 2, 2], Array(0..<8))
    #expect(information.homogeneity == 1)
    #expect(information.normalised > 0.6)
    #expect(abs(information.adjusted) < 1e-14)
  }

  @Test("Unrelated partitions score 0 on average, related ones do not", arguments: [2, 10, 40])
  func chance(k: Int) throws {
    let scores = try (0..<60).map { seed in
      try MutualInformation(labels(120, k, seed: UInt64(seed)), labels(120, k, seed: UInt64(900 + seed))).adjusted
    }
    #expect(abs(mean(scores)) < 0.02)
  }

  @Test("Which of two partitions comes first matters to homogeneity and completeness alone")
  func symmetry() throws {
    let (a, b) = (labels(90, 5, seed: 3), labels(90, 3, seed: 4))
    let (one, other) = (try MutualInformation(a, b), try MutualInformation(b, a))
    #expect(abs(one.value - other.value) < 1e-14 && abs(one.adjusted - other.adjusted) < 1e-13)
    #expect(abs(one.homogeneity - other.completeness) < 1e-13)
  }
}

private func naiveInformation(_ a: [Int], _ b: [Int]) -> Double {
  let n = Double(a.count)
  var sum = 0.0
  for x in Set(a) {
    for y in Set(b) {
      let both = Double(zip(a, b).count { $0 == x && $1 == y }) / n
      let (alone, other) = (Double(a.count { $0 == x }) / n, Double(b.count { $0 == y }) / n)
      if both > 0 { sum += both * log(both / alone / other) }
    }
  }
  return sum
}

/// Equation 24 of Vinh, Epps and Bailey as it stands.
private func naiveExpectation(_ rows: [Int], _ columns: [Int]) -> Double {
  let n = rows.reduce(0, +)
  func lnFactorial(_ x: Int) -> Double { lgamma(Double(x) + 1) }
  var sum = 0.0
  for a in rows {
    for b in columns {
      for x in max(1, a + b - n)...max(1, min(a, b)) {
        let share = Double(x) / Double(n)
        let logarithm =
          lnFactorial(a) + lnFactorial(b) + lnFactorial(n - a) + lnFactorial(n - b) - lnFactorial(n) - lnFactorial(x)
          - lnFactorial(a - x) - lnFactorial(b - x) - lnFactorial(n - a - b + x)
        sum += share * log(Double(n) * Double(x) / (Double(a) * Double(b))) * exp(logarithm)
      }
    }
  }
  return sum
}

/// Every order of the items, equal ones as often as they come.
private func permutations(of items: [Int]) -> [[Int]] {
  guard let last = items.last else { return [[]] }
  return permutations(of: Array(items.dropLast())).flatMap { rest in
    (0...rest.count).map { place in
      var order = rest
      order.insert(last, at: place)
      return order
    }
  }
}
