import Testing

@testable import Tables

@Suite("Lines and characters of many bytes at once")
struct ByteSearchTests {
  private func naive(_ text: [UInt8]) -> Int? {
    if text.contains(UInt8(ascii: "\"")) { return nil }
    var lines = text.split(separator: 10, omittingEmptySubsequences: false)
    if text.last == 10 || text.isEmpty { lines.removeLast() }
    return lines.allSatisfy { $0.first.map { $0 > 32 } ?? false } ? lines.count : nil
  }

  @Test("plain lines are counted, and whatever is not plain is seen, wherever it stands")
  func lines() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let surprises = Int.random(in: 0...2, using: &random)
      var text: [UInt8] = (0..<Int.random(in: 0...900, using: &random)).map { _ in
        Int.random(in: 0..<9, using: &random) == 0 ? 10 : UInt8.random(in: 33...255, using: &random)
      }
      text.removeAll { $0 == UInt8(ascii: "\"") }
      for i in text.indices.dropFirst() where text[i] == 10 && text[i - 1] == 10 { text[i] = 65 }
      if text.first == 10 { text[0] = 65 }
      for _ in 0..<surprises where !text.isEmpty {
        text[Int.random(in: text.indices, using: &random)] = [10, 13, 32, 9, 34].randomElement(using: &random) ?? 10
      }
      #expect(text.withUnsafeBufferPointer { $0.plainLineCount(terminator: 10) } == naive(text), "seed \(seed)")
    }
  }

  @Test("ASCII ends at the first byte that is none")
  func ascii() {
    for length in [0, 1, 7, 8, 63, 64, 65, 200] {
      for place in 0...length {
        var text = [UInt8](repeating: 0x7F, count: length)
        if place < length { text[place] = 0x80 }
        #expect(text.withUnsafeBufferPointer { $0.asciiPrefix(of: 0..<length) } == 0..<place)
      }
    }
  }
}
