import Testing

@testable import Graphics

@Suite("Reducing colours")
struct ColorReductionTests {
  @Test("finds the runs of a plain loop, whatever stands in the highest bits")
  func runs() {
    var random = Fixtures(seed: 5)
    for most in [1, 3, 40, 300] {
      var pixels: [UInt32] = []
      while pixels.count < 2000 {
        let color = UInt32(random.unit() * 3)
        for _ in 0...Int(random.unit() * Double(most)) { pixels.append(color | UInt32(random.unit() * 256) << 24) }
      }
      let runs = pixels.withUnsafeBufferPointer { ColorRun.all(in: $0) }
      #expect(runs.flatMap { Array(repeating: $0.color, count: $0.length) } == pixels.map { $0 & 0xFF_FFFF })
      #expect(zip(runs, runs.dropFirst()).allSatisfy { $0.color != $1.color })
    }
  }

  @Test("finds the nearest colour, the first of equally near ones", arguments: [1, 7, 8, 9, 128, 256])
  func nearest(count: Int) {
    var random = Fixtures(seed: 6)
    // Few levels a channel, so that there are ties.
    func color() -> UInt32 {
      (0..<3).reduce(UInt32(0)) { color, _ in color << 8 | UInt32(random.unit() * 6) * 51 }
    }
    let entries = (0..<count).map { _ in color() }
    let nearest = NearestColor(entries)
    for _ in 0..<500 {
      let wanted = color()
      let distances = entries.map { entry in
        [16, 8, 0].reduce(0) { sum, shift in
          let difference = Int(entry >> shift & 0xFF) - Int(wanted >> shift & 0xFF)
          return sum + difference * difference
        }
      }
      let least = distances.min() ?? -1
      let found = nearest.nearest(to: wanted)
      #expect(found.distance == least)
      #expect(found.index == distances.firstIndex(of: least))
    }
  }

  @Test("keeps the 128 most frequent colours, of two equally frequent ones the lower")
  func frequent() {
    // Colour 1000 + i comes 1 + i / 2 times.
    let pixels = (0..<400).flatMap { i in [UInt32](repeating: UInt32(1000 + i), count: 1 + i / 2) }
    let reduced = pixels.withUnsafeBufferPointer { ColorReduction(pixels: $0) }
    let expected = stride(from: 398, to: 270, by: -2).flatMap { [Color(UInt32(1000 + $0)), Color(UInt32(1001 + $0))] }
    #expect(Array(reduced.palette.prefix(128)) == expected)
  }
}
