import Foundation
import Testing

@testable import Machine

@Suite("Named streams of random numbers") struct RandomStreamTests {
  private func first(_ seed: UInt64, _ name: String, _ index: Int) -> [UInt64] {
    var generator = Xoshiro256(seed: seed, stream: RandomStream(name), index: index)
    return (0..<4).map { _ in generator.next() }
  }

  @Test("The same seed, name and index give the same numbers")
  func same() {
    #expect(first(42, "starts", 3) == first(42, "starts", 3))
    #expect(
      first(42, "starts", 0)
        == {
          var generator = Xoshiro256(seed: 42, stream: RandomStream("starts"))
          return (0..<4).map { _ in generator.next() }
        }())
  }

  @Test("No two of 60,000 parts share a number among their first four, and none has those of the bare seed")
  func different() {
    var seen = Set<UInt64>()
    var count = 0
    for seed in [0, 1, 42, .max] as [UInt64] {
      for name in ["starts", "resamples", "sets"] {
        for index in 0..<5_000 {
          seen.formUnion(first(seed, name, index))
          count += 4
        }
      }
      var bare = Xoshiro256(seed: seed)
      seen.insert(bare.next())
      count += 1
    }
    #expect(seen.count == count)
  }

  @Test("Streams of neighbouring indices are uncorrelated")
  func uncorrelated() {
    var (a, b) = (
      Xoshiro256(seed: 42, stream: RandomStream("starts"), index: 0),
      Xoshiro256(seed: 42, stream: RandomStream("starts"), index: 1)
    )
    let n = 100_000
    let product = (0..<n).reduce(0.0) { sum, _ in sum + (a.nextUnit() - 0.5) * (b.nextUnit() - 0.5) }
    // Twelve times the mean product is the correlation; four standard errors.
    #expect(abs(12 * product / Double(n)) < 4 / Double(n).squareRoot())
  }

  @Test("A name's key is FNV-1a as published")
  func key() {
    #expect(RandomStream("").key == 0xCBF2_9CE4_8422_2325)
    #expect(RandomStream("a").key == 0xAF63_DC4C_8601_EC8C)
    #expect(RandomStream("foobar").key == 0x8594_4171_F739_67E8)
  }

  /// Swift files of the program, by path.
  private static func sources() throws -> [String: String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    let paths = try #require(FileManager.default.enumerator(atPath: root.path)).compactMap { $0 as? String }
    return try Dictionary(
      uniqueKeysWithValues: paths.filter { $0.hasSuffix(".swift") }.map {
        ($0, try String(contentsOf: root.appendingPathComponent($0), encoding: .utf8))
      })
  }

  @Test("No two streams of the program have one name")
  func namesDiffer() throws {
    let names = try Self.sources().values.flatMap { text in
      text.matches(of: /= RandomStream\("([^"]*)"\)/).map { String($0.output.1) }
    }
    #expect(names.count >= 6)
    #expect(Set(names).count == names.count, "\(names.sorted())")
  }

  @Test("No draw of the standard library is called where results depend on it")
  func ownDraws() throws {
    let draws = /using: &|\.random\(|\.shuffled\(\)|\.randomElement\(/
    // A port that is free is nobody's result.
    let calling = try Self.sources().filter { $0.value.contains(draws) }.map(\.key)
    #expect(calling == ["JupyterKernel/Channels/Binding.swift"])
  }
}
