import Foundation
import Testing

@testable import Tables

@Suite("Bytes and text")
struct TextEncodingTests {
  /// Random bytes of which some are well-formed UTF-8.
  private func bytes(_ random: inout SeededGenerator) -> [UInt8] {
    let pieces: [[UInt8]] = [
      Array("plain text of some length".utf8), Array("é".utf8), Array("€".utf8), Array("😀".utf8), [0x80], [0xC3],
      [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xFF], [0xC0, 0xAF],
    ]
    let isClean = Bool.random(using: &random)
    return (0..<Int.random(in: 0...12, using: &random)).flatMap { _ in
      pieces[Int.random(in: 0..<(isClean ? 4 : pieces.count), using: &random)]
    }
  }

  @Test("well-formed UTF-8 is what the standard library accepts, and ends where it says")
  func validation() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let bytes = bytes(&random)
      let invalid = bytes.withUnsafeBufferPointer { $0.firstInvalidUTF8(in: 0..<$0.count) }
      #expect((invalid == nil) == (String(validating: bytes, as: UTF8.self) != nil))
      if let invalid { #expect(String(validating: bytes[..<invalid], as: UTF8.self) != nil) }
    }
  }

  @Test("Windows-1252 as Foundation reads it")
  func windows1252() throws {
    let holes: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    for byte in UInt8.min...UInt8.max where !holes.contains(byte) {
      let text = try Transcoding.utf8(
        SourceBytes([byte]), as: Transcoding.latin1, file: "t", isCancelled: { false })
      #expect(
        String(decoding: try text.prefix(9), as: UTF8.self) == String(data: Data([byte]), encoding: .windowsCP1252))
    }
  }

  @Test("ISO-8859-15 is Latin-1 but for eight characters")
  func latin9() throws {
    let own: [UInt8: Character] = [
      0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ",
    ]
    for byte in UInt8.min...UInt8.max {
      let text = try Transcoding.utf8(
        SourceBytes([byte]), as: Transcoding.latin9, file: "t", isCancelled: { false })
      let expected = own[byte] ?? Character(Unicode.Scalar(byte))
      #expect(String(decoding: try text.prefix(9), as: UTF8.self) == String(expected))
    }
  }

  @Test("UTF-16 as the standard library reads it")
  func utf16() throws {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<5_000 {
      let units = (0..<Int.random(in: 0...8, using: &random)).map { _ -> UInt16 in
        let isSurrogate = Int.random(in: 0..<3, using: &random) == 0
        return isSurrogate ? .random(in: 0xD800...0xDFFF, using: &random) : .random(in: 0...(.max), using: &random)
      }
      let bytes = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      let text = try? Transcoding.utf8(
        utf16: SourceBytes(bytes), isBigEndian: true, file: "t", isCancelled: { false })
      let decoded = try text.map { String(decoding: try $0.prefix(100), as: UTF8.self) }
      #expect(decoded == String(validating: units, as: UTF16.self))
    }
  }

  @Test("a dictionary of texts gives every text one code, by first appearance, also when merged")
  func dictionary() throws {
    var random = SeededGenerator(seed: 3)
    let words = (0..<5_000).map { _ in
      String(random.next() % 2000) + ["", "long suffix of a word", "é"][Int(random.next() % 3)]
    }
    var first = TextDictionary()
    var second = TextDictionary()
    func code(_ word: String, _ dictionary: inout TextDictionary) -> Int32 {
      Array(word.utf8).withUnsafeBufferPointer { dictionary.code(for: $0) }
    }
    var codes = words.prefix(3_000).map { code($0, &first) }
    let later = words.dropFirst(3_000).map { code($0, &second) }
    let quiet = LoadPoll(totalBytes: 1, context: .plain)
    let merge = DictionaryMerge([first, TextDictionary(), second], poll: quiet)
    let (categories, newCodes) = try #require(merge.merged())
    codes = codes.map { newCodes[Int($0)] } + later.map { newCodes[merge.starts[2] + Int($0)] }
    #expect(TextColumn(codes: codes, categories: categories) == TextColumn(words))
  }

  @Test("UTF-16 without a mark is read with the high byte where it is", arguments: [true, false])
  func unmarked(isBigEndian: Bool) throws {
    let bytes = "id,name\n1,Zoë\n2,Łukasz\n".utf16.flatMap { unit in
      isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    #expect(try load(bytes, CSVOptions(encoding: .utf16)).columns[1].texts == ["Zoë", "Łukasz"])
  }
}
