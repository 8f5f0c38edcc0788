import Foundation
import Testing

@testable import Tables

@Suite("Plain decimals, eight digits at a time")
struct PlainDecimalTests {
  /// What the fast reading makes of `text` with other text behind it.
  private func plain(_ text: String, followedBy rest: String = ",") -> PlainDecimal? {
    let bytes = Array((text + rest + String(repeating: "7", count: PlainDecimal.reach)).utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { PlainDecimal(at: $0, point: UInt8(ascii: "."), conversion: .shared) }
    }
  }

  @Test("any number of digits is the C library's double, or left to the other reading", arguments: 0..<8)
  func oracle(seed: UInt64) {
    var random = SeededGenerator(seed: 500 + seed)
    var taken = 0
    for _ in 0..<20_000 {
      let whole = (0..<Int.random(in: 1...9, using: &random)).map { _ in Int.random(in: 0...9, using: &random) }
      let fraction = (0..<Int.random(in: 0...22, using: &random)).map { _ in Int.random(in: 0...9, using: &random) }
      let text =
        (Bool.random(using: &random) ? "-" : "") + whole.map(String.init).joined()
        + (fraction.isEmpty ? "" : "." + fraction.map(String.init).joined())
      let rest = [",", "\n", "\r\n", ";", "e5", "x", "é"].randomElement(using: &random) ?? ""
      guard let number = plain(text, followedBy: rest) else { continue }
      taken += 1
      #expect(number.value.bitPattern == strtod(text, nil).bitPattern, "\(text)")
      #expect(number.length == text.utf8.count)
      #expect(number.isInteger == fraction.isEmpty)
    }
    #expect(taken > 10_000)
  }

  @Test(
    "usual spellings are taken",
    arguments: ["0", "0.0", "-0.0", "12", "1234567", "40.900749", "0.33075923574632743", "3993.9263208742973", "5."])
  func taken(text: String) {
    #expect(plain(text)?.value.bitPattern == strtod(text, nil).bitPattern)
  }

  @Test(
    "what is none, or needs a second look, is not",
    arguments: ["", "-", ".5", "007", "12345678", "1.12345678901234567890", "+1", "x", "inf", "\u{B0}1"])
  func refused(text: String) {
    #expect(plain(text) == nil)
  }
}

@Suite("Searching eight bytes at a time")
struct ByteWordTests {
  @Test("the first of two bytes, wherever it stands", arguments: 0..<20)
  func search(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ -> UInt8 in
        [UInt8(0x2B), 0x2C, 0x2D, 0x0A, 0x0B, 0xAC, 0x00, 0xFF].randomElement(using: &random) ?? 0
      }
      let start = Int.random(in: 0...bytes.count, using: &random)
      let expected = bytes[start...].firstIndex { $0 == 0x2C || $0 == 0x0A } ?? bytes.count
      let found = bytes.withUnsafeBufferPointer {
        $0.firstOffset(ofEither: 0x2C, or: 0x0A, from: start, limit: $0.count)
      }
      #expect(found == expected)
    }
  }
}
