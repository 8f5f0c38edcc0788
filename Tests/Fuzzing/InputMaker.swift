import Foundation
import Machine

/// Inputs that nobody would write, made of some that somebody did: each is told by its seed and comes out the same anywhere.
public struct InputMaker: Sendable {
  /// What inputs are made of.
  private let corpus: [[UInt8]]
  /// Pieces that mean something to who reads them.
  private let words: [[UInt8]]
  /// No input is longer: what matters happens in the first thousands of bytes.
  private let longest: Int

  public init(_ corpus: [[UInt8]], words: [String] = [], longest: Int = 1 << 14) {
    self.corpus = corpus
    self.words = (words + Self.usualWords).map { Array($0.utf8) }
    self.longest = longest
  }

  /// The files of a folder of `Tests/Corpora`, in the order of their names.
  public init(_ folder: String, words: [String] = [], longest: Int = 1 << 14) throws {
    let place = Self.folder.appendingPathComponent(folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
    self.init(
      try names.map { Array(try Data(contentsOf: place.appendingPathComponent($0))) }, words: words, longest: longest)
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Corpora")

  /// What readers of any kind get wrong: limits of numbers, ends of texts, bytes that are no text.
  private static let usualWords = [
    "0", "-1", "1e999", "-0", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e-400", "NaN",
    "\u{0}", "\n", "\r\n", "\u{FEFF}", "\"", "'", "\\", "é", "e\u{301}", "👩‍👩‍👧", "\u{202E}", "{", "}", "[", "]", "(", ")",
    ",", ":",
    ";", "=", "%", "$", "\t", "--", "/*", "null", "true",
  ]

  public func input(_ seed: UInt64) -> [UInt8] {
    var draws = Xoshiro256(seed: seed)
    var bytes = draws.element(of: corpus)
    if draws.below(8) == 0 {
      // The beginning of one and the end of another.
      let other = draws.element(of: corpus)
      bytes = Array(bytes.prefix(draws.below(bytes.count + 1)) + other.suffix(draws.below(other.count + 1)))
    }
    for _ in 0..<1 + draws.below(6) { change(&bytes, &draws) }
    return Array(bytes.prefix(longest))
  }

  private func change(_ bytes: inout [UInt8], _ draws: inout Xoshiro256) {
    let place = draws.below(bytes.count + 1)
    let end = min(bytes.count, place + draws.below(draws.below(4) == 0 ? 400 : 12))
    switch draws.below(9) {
    case 0: bytes.removeSubrange(place..<end)
    case 1: bytes.insert(contentsOf: Array(bytes[place..<end]), at: draws.below(bytes.count + 1))
    case 2 where place < bytes.count: bytes[place] ^= 1 << UInt8(draws.below(8))
    case 3 where place < bytes.count: bytes[place] = UInt8(draws.below(256))
    case 4: bytes.insert(UInt8(draws.below(256)), at: place)
    case 5: bytes.removeSubrange(place...)
    case 6:
      let piece = Array(bytes[place..<end])
      for _ in 0..<draws.below(40) where bytes.count < longest { bytes.insert(contentsOf: piece, at: place) }
    default: bytes.insert(contentsOf: draws.element(of: words), at: place)
    }
  }
}

extension Xoshiro256 {
  /// 0 up to `limit`, which is positive; equal shares do not matter here.
  fileprivate mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  fileprivate mutating func element(of list: [[UInt8]]) -> [UInt8] { list[below(list.count)] }
}
