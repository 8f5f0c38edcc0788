import Graphics
import Machine
import Segmentation
import Tables
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// What commands make of a column's answers alone is what they make of its values.
@Suite("A column that stays where it is")
struct ColumnElsewhereTests {
  private func column(seed: UInt64) -> LoadedColumn {
    var random = Xoshiro256(seed: seed)
    return LoadedColumn(
      "A",
      numbers: (0..<300).map { _ in
        let value = random.nextGaussian()
        return random.nextUnit() < 0.05 ? .nan : seed % 2 == 0 ? 4 * value : max(0, 100 * value).rounded()
      })
  }

  @Test("it has the same bars, remarks and findings", arguments: 0..<20)
  func bars(seed: Int) throws {
    let here = column(seed: UInt64(seed))
    let there = ColumnElsewhere(here)
    for axis in [HistogramAxis(), HistogramAxis(bins: 7), HistogramAxis(isLogarithmic: true)] {
      let data = try axis.data(of: there)
      #expect(data == axis.data(of: here))
      #expect(try axis.remark(on: there, edges: data.edges) == axis.remark(on: here, edges: data.edges))
    }
    #expect(try ColumnFindings(asking: there) == ColumnFindings(asking: here))
    #expect(try HTMLTable.Cell.miniature(of: there) == .miniature(of: here))
  }

  @Test("its values are counted")
  func counts() throws {
    let here = LoadedColumn(Column(name: "city", text: ["Rome", nil, "Pisa", "Rome"]))
    let figure = try CountsOfValues(of: ColumnElsewhere(here)).figure(FigureOptions())
    #expect(figure.svg == CountsOfValues(of: here).figure(FigureOptions()).svg)
  }

  @Test("its failure comes through")
  func gone() {
    let column = ColumnElsewhere(column(seed: 1), isGone: true)
    #expect(throws: ColumnElsewhere.Gone.self) { try HistogramAxis().data(of: column) }
    #expect(throws: ColumnElsewhere.Gone.self) { try ColumnFindings(asking: column) }
    #expect(throws: ColumnElsewhere.Gone.self) { try CountsOfValues(of: column) }
  }
}
