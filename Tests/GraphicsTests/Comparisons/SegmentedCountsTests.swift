import Testing

@testable import Graphics

@Suite("A text column by segment")
struct SegmentedCountsTests {
  static func spec(_ segments: Int, values: Int = 4, seed: UInt64 = 1) -> SegmentedCountsSpec {
    var random = Fixtures(seed: seed)
    let counts = (0..<segments).map { _ in (0..<values).map { _ in Int(random.unit() * random.unit() * 900) } }
    let labels = counts.enumerated().flatMap { index, counts in [Int](repeating: index + 1, count: counts.reduce(0, +))
    }
    var keys = Fixtures.keys(labels)
    while keys.count < segments { keys.append(SegmentKey(number: keys.count + 1, size: 0, share: 0)) }
    return SegmentedCountsSpec(
      name: "CITY",
      values: (0..<values).map { $0 == 1 ? "a city whose name is far longer than its bar" : "City \($0 + 1)" },
      panels: zip(keys, counts).map { .init(key: $0, counts: $1, missingCount: 2) })
  }

  @Test("segments have a panel each with everyone's shares as lines", arguments: [1, 4, 10])
  func snapshot(segments: Int) throws {
    try Snapshot.check(Figure.segmentedCounts(Self.spec(segments)), named: "segmented-counts-\(segments)")
  }

  @Test("no label lies on another", arguments: 1...10)
  func labels(segments: Int) {
    var spec = Self.spec(segments, values: 1 + segments, seed: UInt64(segments))
    for width in [340.0, 500, 760, 1200] {
      spec.options.width = width
      Labels.expectClear(Figure.segmentedCounts(spec).scene.marks)
    }
  }
}
