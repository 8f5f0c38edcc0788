import Testing

@testable import Segmentation

@Suite("What is said of stability")
struct StabilitySentencesTests {
  private func stability(_ jaccards: [[Double]], short: Int = 0) -> Stability {
    Stability(
      segments: jaccards.enumerated().map {
        Stability.Segment(segment: $0.offset + 1, size: 100, jaccards: $0.element)
      },
      adjustedRandIndex: 0.625, resamples: jaccards.map(\.count).max() ?? 1, seed: 42, shortResamples: short)
  }

  private let half = [Double](repeating: 0.4, count: 5) + [Double](repeating: 0.7, count: 5)

  @Test("a segment that dissolves in half of the resamples is not to be acted on, under its name")
  func dissolves() {
    let found = stability([[Double](repeating: 1, count: 10), half])
    #expect(
      found.sentences == [
        "Over 10 resamples, the adjusted Rand index has a mean of 0.62: 1 is the same segments again, "
          + "0 is no more than chance.",
        "Segment 1 is very stable.",
        "Segment 2 dissolves in half of the resamples: do not act on it.",
      ])
    #expect(found.sentences { ["Payers", "Sleepers"][$0 - 1] }.last?.hasPrefix("Sleepers dissolves") == true)
  }

  @Test("a segment of a few customers is never called stable")
  func few() {
    let one = Stability(
      segments: [.init(segment: 1, size: 50, jaccards: [1, 1]), .init(segment: 2, size: 1, jaccards: [1, 1])],
      adjustedRandIndex: 1, resamples: 2, seed: 1, shortResamples: 0)
    #expect(one.segments[1].verdict == .tooFew)
    #expect(
      one.sentences[1...] == [
        "Segment 1 is very stable.", "Segment 2 has 1 customer: whether so few come back says nothing of it.",
      ])
  }

  @Test(
    "the words follow the figures",
    arguments: [
      ([0.1, 0.2, 0.3, 0.4, 0.5], "Segment 1 dissolves in every resample: do not act on it."),
      ([0.5, 0.51, 0.55, 0.55, 0.55], "Segment 1 dissolves in 1 of 5 resamples: do not act on it."),
      (
        [0.55, 0.55, 0.55, 0.55, 0.6],
        "Segment 1 comes back only in part, with a mean Jaccard of 0.56: do not act on it."
      ),
      (
        [0.45, 0.7, 0.7, 0.7, 0.7],
        "Segment 1 is a pattern, but who belongs to it is uncertain: its mean Jaccard is 0.65, "
          + "and it dissolves in 1 of 5 resamples."
      ),
      (
        [0.7, 0.7, 0.7, 0.7, 0.7],
        "Segment 1 is a pattern, but who belongs to it is uncertain: its mean Jaccard is 0.70."
      ),
      (
        [Double](repeating: 0.4, count: 11) + [Double](repeating: 0.55, count: 9),
        "Segment 1 dissolves in 11 of 20 resamples: do not act on it."
      ),
      ([0.4], "Segment 1 dissolves in the resample: do not act on it."),
      ([], "Segment 1 was never drawn: nothing is known of its stability."),
    ])
  func words(jaccards: [Double], sentence: String) {
    #expect(stability([jaccards]).warning(about: 1, title: "Segment 1") == sentence)
  }

  @Test("a stable segment has nothing to warn of")
  func stable() {
    #expect(stability([[0.75, 0.8]]).warning(about: 1, title: "Segment 1") == nil)
  }

  @Test("many segments with one verdict share one sentence")
  func many() {
    let found = stability([[Double]](repeating: half, count: 9))
    #expect(found.sentences.count == 2)
    #expect(
      found.sentences[1]
        == "Segment 1, Segment 2, Segment 3, Segment 4, Segment 5 and 4 more dissolve or come back only in part: "
        + "do not act on them.")
  }

  @Test("what was seldom drawn or short is said")
  func remarks() {
    let found = stability([[1, 1, 1, 1], [1, 1]], short: 1)
    #expect(
      found.sentences.suffix(2) == [
        "Segment 2 is so small that 2 resamples of 4 drew nobody of it; those do not count for it.",
        "1 resample of 4 had fewer different customers than there are segments, and made as many as there were customers.",
      ])
  }
}
