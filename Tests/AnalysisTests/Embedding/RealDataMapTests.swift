import Testing

@testable import Analysis

@Suite(.needsRealData) struct RealDataMapTests {
  @Test("The map of the real customers has an exact divergence of at most 1.335")
  func divergence() throws {
    // The features that the reference figures are for.
    let map = try TSNE.embed(try CreditCards.load().logged, context: ComputeContext(threads: 2))
    #expect(map.klDivergenceIsExact)
    #expect(map.klDivergence <= 1.335)
  }
}
