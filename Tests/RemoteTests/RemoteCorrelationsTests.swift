import Analysis
import Machine
import Segmentation
import Tables
import Testing

@testable import Remote

@Suite("Pairs of columns in a database are compared as in memory")
struct RemoteCorrelationsTests {
  private static let names = ["a", "b", "c", "d", "e", "f"]

  /// Columns that go together more or less, with ties, infinities and gaps.
  private static func tables(_ seed: UInt64, isWhole: Bool) throws -> BothTables {
    var draws = Xoshiro256(seed: seed)
    let rows = [2, 3, 9, 40, 150][Int(seed) % 5]
    let base = (0..<rows).map { _ in Double.random(in: -10...10, using: &draws) }
    let columns = names.enumerated().map { place, name in
      DrawnColumn(
        name,
        base.map { x -> Double in
          if !isWhole, place > 1, Int.random(in: 0..<6, using: &draws) == 0 { return .nan }
          if !isWhole, place == 3, Int.random(in: 0..<9, using: &draws) == 0 { return .infinity }
          let noise = Double.random(in: -10...10, using: &draws)
          switch place {
          case 0: return x
          case 1: return (x + 0.3 * noise).rounded()
          case 2: return 1e6 - x * x
          case 3: return noise
          case 4: return max(0, (x * noise).rounded())
          default: return Double(Int.random(in: 0...1, using: &draws))
          }
        })
    }
    return try BothTables([DrawnColumn("row", texts: (0..<rows).map { "r\($0)" })] + columns)
  }

  /// The columns that vary.
  private static func varied(_ tables: BothTables) -> [String] {
    names.filter { name in Set(tables.numbers(name).filter(\.isFinite)).count > 1 }
  }

  @Test(
    "Pearson's and Spearman's coefficients", arguments: 0..<20 as Range<UInt64>,
    [CorrelationMethod.pearson, .spearman])
  func coefficients(seed: UInt64, method: CorrelationMethod) throws {
    for isWhole in [true, false] {
      let tables = try Self.tables(seed, isWhole: isWhole)
      let varied = Self.varied(tables)
      guard !varied.isEmpty else { continue }
      let columns = try RemoteColumn.columns(
        varied.compactMap { name in tables.remote.columns.firstIndex { $0.name == name } }, of: tables.remote,
        tables.warehouse, context: .plain)
      let there = try tables.remote.correlations(of: columns, method: method)
      let here = try Correlations(
        varied.map { tables.numbers($0).map { $0.isFinite ? $0 : .nan } }, method: method)
      for i in varied.indices {
        for j in varied.indices {
          #expect(there.count(i, j) == here.count(i, j), "seed \(seed) \(varied[i]) \(varied[j])")
          #expect(
            there[i, j].isClose(to: here[i, j], of: 1),
            "seed \(seed) \(varied[i]) \(varied[j]): \(there[i, j]) \(here[i, j])")
        }
      }
    }
  }

  @Test("of values so small or large that no square of them is a number", arguments: [1e-300, 1e-170, 1e170, 1e300])
  func extremes(size: Double) throws {
    var draws = Xoshiro256(seed: 9)
    let plain = (0..<80).map { _ in Double.random(in: -1...1, using: &draws) }
    let extreme = plain.map { ($0 / 3 + Double.random(in: -1...1, using: &draws)) * size }
    let tables = try BothTables([
      DrawnColumn("row", wholes: (0..<80).map { Int64($0) }), DrawnColumn("a", plain), DrawnColumn("b", extreme),
    ])
    let columns = try tables.columns(named: "a", "b")
    let there = try tables.remote.correlations(of: columns, method: .pearson)[0, 1]
    let here = try Correlations([plain, extreme], method: .pearson, context: .plain)[0, 1]
    #expect(there.isClose(to: here, of: 1), "\(there) \(here)")
    let (found, known) = (try columns[1].summary(), LoadedColumn("b", numbers: extreme).summary())
    #expect(found.mean.isClose(to: known.mean, of: size))
    #expect(found.standardDeviation.isClose(to: known.standardDeviation))
  }

  @Test("what ties two columns", arguments: 0..<30 as Range<UInt64>)
  func findings(seed: UInt64) throws {
    let tables = try Self.tables(seed, isWhole: seed % 2 == 0)
    for i in Self.names.indices {
      for j in Self.names.indices where i != j {
        let (first, second) = (Self.names[i], Self.names[j])
        let columns = try tables.columns(named: first, second)
        guard columns.allSatisfy({ $0.type == .number }) else { continue }
        let there = try PairFindings(of: (columns[0], columns[1]), areComparable: true)
        let here = PairFindings(first, tables.numbers(first), second, tables.numbers(second), areComparable: true)
        let which = "seed \(seed) \(first) \(second)"
        #expect(there.count == here.count, "\(which)")
        #expect(there.pearson.isClose(to: here.pearson, of: 1), "\(which)")
        #expect(there.spearman.isClose(to: here.spearman, of: 1), "\(which)")
        #expect(there.sentences == here.sentences, "\(which)")
      }
    }
  }
}
