import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Odd tables end in features or in an error, never in a trap")
struct OddTablesTests {
  private static let oddities = [
    0, -0.0, 1, -1, 0.1, 1e-300, .leastNonzeroMagnitude, 1e15, 1e155, -1e200, 1.7e308, -1.7e308, .nan, .infinity, 12,
    12, 12, 3,
  ]

  private func column(_ draws: inout Xoshiro256, rows: Int) -> [Double] {
    let ordinary = (0..<rows).map { _ in (draws.nextGaussian() * 100).rounded() / 10 }
    switch Int.random(in: 0..<6, using: &draws) {
    case 0: return ordinary
    case 1: return ordinary.map { max(0, $0) }
    case 2: return [Double](repeating: ordinary.first ?? 0, count: rows)
    case 3: return ordinary.map { abs($0) * 1e200 }
    case 4: return ordinary.map { draws.nextUnit() < 0.4 ? .nan : $0 }
    default: return (0..<rows).map { _ in Self.oddities.randomElement(using: &draws) ?? 0 }
    }
  }

  private func recipe(_ draws: inout Xoshiro256) -> Recipe {
    Recipe(
      name: Bool.random(using: &draws) ? .standard : .classic,
      missing: Recipe.Missing.allCases.randomElement(using: &draws) ?? .median,
      log: [.automatic, .all, .none].randomElement(using: &draws) ?? .none,
      offset: [1, 0.1, 0, -1].randomElement(using: &draws) ?? 1,
      scale: Recipe.Scale.allCases.randomElement(using: &draws) ?? .standard,
      winsorize: Bool.random(using: &draws) ? 5...95 : nil,
      pca: Bool.random(using: &draws) ? 0.8 : nil,
      encode: Bool.random(using: &draws) ? .onehot : .none)
  }

  @Test("random columns, recipes and numbers of segments", arguments: 0..<300)
  func random(seed: Int) throws {
    var draws = Xoshiro256(seed: UInt64(seed))
    let rows = [1, 2, 3, 5, 12, 30].randomElement(using: &draws) ?? 3
    let count = Int.random(in: 1...4, using: &draws)
    var source = try table((0..<count).map { ("C\($0)", column(&draws, rows: rows)) })
    source.columns.append(
      Column(name: "T", text: (0..<rows).map { _ in ["a", "b", nil].randomElement(using: &draws) ?? nil }))
    for column in source.columns {
      if let numbers = column.numbers {
        #expect(!ColumnFindings(column: column.name, values: numbers).sentences.isEmpty)
      }
    }
    if count > 1, let x = source.columns[0].numbers, let y = source.columns[1].numbers {
      #expect(!PairFindings("X", x, "Y", y).sentences.isEmpty)
    }
    do {
      let preparation = try recipe(&draws).prepare(source)
      #expect(preparation.features.elements.allSatisfy { $0.isFinite })
      #expect(preparation.features.rowCount >= 2)
      let options = ClusterOptions(
        k: Bool.random(using: &draws) ? .auto : .fixed(Int.random(in: 0...6, using: &draws)),
        method: MethodChoices.variants.randomElement(using: &draws) ?? HierarchicalMethod())
      let segmentation = try CustomerSegmentation.make(of: preparation, options: options)
      #expect(segmentation.sizes.reduce(0, +) + segmentation.noiseCount == preparation.rows.count)
      #expect(zip(segmentation.sizes, segmentation.sizes.dropFirst()).allSatisfy { $0 >= $1 })
      #expect(try Profile(of: segmentation, table: source).segments.count == segmentation.k)
      if let facts = try DecisiveFacts(of: segmentation, table: source) { #expect(!facts.sentence.isEmpty) }
    } catch let error as PreparationError {
      #expect(!error.message.isEmpty)
    } catch let error as SegmentationError {
      let known = ["not possible", "finds no two dense groups", "mixtures take numbers up to"].contains {
        error.message.contains($0)
      }
      #expect(known, "\(error)")
    }
  }
}
