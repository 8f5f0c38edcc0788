import Analysis
import Machine
import Testing

@testable import Segmentation

@Suite("What principal components mean")
struct ComponentFindingsTests {
  @Test("the real data's shares are scikit-learn's", .needsRealData)
  func shares() throws {
    let table = try RealData.table()
    var recipe = Recipe.standard
    recipe.log = .all
    let preparation = try recipe.prepare(table, context: .plain)
    let pca = try PCA(of: preparation.features, context: .plain)
    #expect(abs(pca.shares[0] - 0.344553) < 5e-7)
    #expect(abs(pca.shares[1] - 0.220054) < 5e-7)
    let findings = ComponentFindings(pca, features: preparation.featureNames)
    #expect(findings.shareSentences[0].contains("the first two hold 56.5%"))
    #expect(findings.beyondChance == 2)
  }

  @Test("strong loadings are named with their sign, the strongest first")
  func meaning() throws {
    var draws = Xoshiro256(seed: 3)
    let one = (0..<200).map { _ in draws.nextGaussian() }
    let matrix = Matrix(columns: [
      one.map { 2 * $0 }, one.map { -1.8 * $0 }, one.map { _ in 0.1 * draws.nextGaussian() },
    ])
    let findings = ComponentFindings(try PCA(of: matrix, context: .plain), features: ["A", "B", "C"])
    #expect(findings.strongest(0).up == [0] && findings.strongest(0).down == [1])
    #expect(findings.meaning(0).hasPrefix("PC1 (99.9%) rises with A (0.74) and falls with B (−0.67)"))
  }

  @Test("what does not vary has no components; two features have no chance to compare with")
  func odd() throws {
    let constant = try PCA(of: Matrix(columns: [[1, 1], [2, 2]]), context: .plain)
    let nothing = ComponentFindings(constant, features: ["A", "B"])
    #expect(nothing.shareSentences == ["Nothing varies: there are no components."])
    let two = try PCA(of: Matrix(columns: [[1, 2, 3], [2, 5, 1]]), context: .plain)
    #expect(ComponentFindings(two, features: ["A", "B"]).shareSentences.count == 1)
  }
}
