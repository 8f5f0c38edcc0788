import Foundation
import Testing
import Wording

@testable import JupyterProtocol

@Suite("JSON, read and written without Codable") struct JSONTests {
  private func written(_ value: JSONValue) -> [UInt8] { JSON.object(["": value]) }

  @Test(
    "Random values are written as Foundation's encoder writes them, and read back as they were",
    arguments: 0..<40 as Range<UInt64>)
  func agreesWithTheEncoder(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    for _ in 0..<50 {
      let value = JSONTests.value(depth: 0, using: &random)
      let bytes = written(value)
      #expect(bytes == (try JSON.encode(["": value])))
      #expect(try JSON.value(of: bytes) == ["": value])
      #expect(try JSON.value(of: bytes) == JSON.decode(JSONValue.self, from: bytes))
    }
  }

  @Test("Mutated texts are taken or refused as Foundation's decoder does", arguments: 0..<40 as Range<UInt64>)
  func agreesWithTheDecoder(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    for _ in 0..<100 {
      var bytes = written(JSONTests.value(depth: 0, using: &random))
      for _ in 0..<Int.random(in: 1...3, using: &random) { JSONTests.mutate(&bytes, using: &random) }
      let read = try? JSON.value(of: bytes)
      let decoded = try? JSON.decode(JSONValue.self, from: bytes)
      // The decoder refuses numbers that no double holds; here they are infinite, and nobody asks for them.
      if decoded == nil, let read, JSONTests.holdsInfinity(read) { continue }
      #expect(read == decoded, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(
    "What is no JSON is refused",
    arguments: [
      "", " ", "{", "{]", "{\"a\"}", "{\"a\":1,}", "[1,]", "[1 2]", "01", "-", "1.", ".5", "1e", "+1", "nul", "truee",
      "\"", "\"\u{1}\"", "\"\\x\"",
      "\"\\u12\"", "{} {}", "\u{FEFF}{}", "{a:1}", "'a'", "NaN",
    ])
  func refused(text: String) {
    #expect(throws: JSONMistake.self) { try JSON.value(of: Array(text.utf8)) }
  }

  @Test("Text that is not UTF-8 is refused, whether or not an escape stands before it") func notUTF8() {
    for bytes in [[0x22, 0xFF, 0x22], [0x22, 0x5C, 0x6E, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]] {
      #expect(throws: JSONMistake.self) { try JSON.value(of: bytes) }
    }
  }

  @Test("Escapes stand for what the standard says") func escapes() throws {
    let text = #""\"\\\/\b\f\n\r\té\ud83d\ude00""#
    #expect(try JSON.value(of: Array(text.utf8)) == .string("\"\\/\u{8}\u{C}\n\r\té😀"))
  }

  @Test(
    "Half a character, which JSON can write and no text can hold, is read as U+FFFD, and what follows it as it is",
    arguments: [
      (#""\ud800""#, "\u{FFFD}"), (#""a\udc00b""#, "a\u{FFFD}b"), (#""\ud800\u0041""#, "\u{FFFD}A"),
      (#""\ud800\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud800\n""#, "\u{FFFD}\n"), (#""\ud800x""#, "\u{FFFD}x"),
    ])
  func halves(json: String, text: String) throws {
    #expect(try JSON.value(of: Array(json.utf8)) == .string(text))
  }

  @Test("Nesting beyond 512 levels is refused, up to that it is taken") func nesting() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSON.value(of: nested(512))
    #expect(throws: JSONMistake(at: JSONPlace(position: 512, line: 1), "it is nested too deeply")) {
      try JSON.value(of: nested(513))
    }
    #expect(throws: JSONMistake.self) { try JSON.value(of: nested(1_000_000)) }
  }

  @Test("A mistake says where it is") func places() {
    func mistake(_ position: Int, line: Int = 1, _ reason: String) -> JSONMistake {
      JSONMistake(at: JSONPlace(position: position, line: line), reason)
    }
    #expect(throws: mistake(5, "a value is expected here")) { try JSON.value(of: Array(#"{"a":x}"#.utf8)) }
    #expect(throws: mistake(4, "it ends too early")) { try JSON.value(of: Array(#"{"a""#.utf8)) }
    #expect(throws: mistake(10, line: 4, "a : is expected here")) {
      try JSON.value(of: Array("{\n \n \"a\"\n =}".utf8))
    }
  }

  // MARK: random values

  private static func value(depth: Int, using random: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth < 4 ? 8 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .integer(Int.random(in: (.min)...(.max), using: &random) >> Int.random(in: 0..<63, using: &random))
    // Foundation writes whole doubles without a point, and then they are integers.
    case 3: return .number(Double(Int.random(in: -1_000_000...1_000_000, using: &random)) + 0.25)
    case 4, 5: return .string(text(using: &random))
    case 6:
      return .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in value(depth: depth + 1, using: &random) })
    default:
      let keys = (0..<Int.random(in: 0..<4, using: &random)).map {
        "k\($0)" + text(using: &random).filter { $0.isLetter && $0.isASCII }
      }
      return .object(Dictionary(keys.map { ($0, value(depth: depth + 1, using: &random)) }) { $1 })
    }
  }

  private static func text(using random: inout SeededGenerator) -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "Z", "\"", "\\", "/", "\n", "\t", "\r", "\u{8}", "\u{C}", "\u{0}", "\u{1F}", "\u{7F}", "é", "\u{2028}", "😀",
      "<", "&",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0..<12, using: &random) {
      text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "a")
    }
    return text
  }

  private static func mutate(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
    let position = Int.random(in: bytes.indices, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0 where bytes.count > 1: bytes.remove(at: position)
    case 1: bytes.insert(bytes.randomElement(using: &random) ?? 0, at: position)
    case 2: bytes[position] = Array("{}[],:\"\\0e.-+tn u".utf8).randomElement(using: &random) ?? 0
    default: bytes[position] = UInt8.random(in: 1...255, using: &random)
    }
  }

  private static func holdsInfinity(_ value: JSONValue) -> Bool {
    switch value {
    case .number(let number): number.isInfinite
    case .array(let values): values.contains(where: holdsInfinity)
    case .object(let members): members.values.contains(where: holdsInfinity)
    default: false
    }
  }
}
