import Testing
import Wording

@Suite("JSON in the making") struct JSONWriterTests {
  @Test("Text is quoted by RFC 8259: what needs an escape has one, everything else stands as it is")
  func quotes() {
    var writer = JSONWriter()
    writer.append(quoted: "é😀/\u{7F}\"\\\u{8}\u{C}\n\r\t\u{0}\u{1F}")
    #expect(writer.text == #""é😀/\#u{7F}\"\\\b\f\n\r\t\u0000\u001f""#)
  }

  @Test(
    "What is written is read back",
    arguments: ["", "a", "\"", "\\n", "\u{1}é\u{10FFFF}", String(repeating: "x\n", count: 9_000)])
  func roundTrip(text: String) throws {
    var writer = JSONWriter()
    writer.append("[")
    writer.append(quoted: text)
    writer.append(" , ")
    writer.append(quoted: text)
    writer.append("]")
    #expect(try JSONReader<Texts>.read(writer.bytes) == [text, text])
  }

  /// The texts of an array.
  private enum Texts: JSONTree {
    static let deepest = 2
    static func leaf(_ leaf: JSONLeaf, at place: JSONPlace) -> [String] {
      if case .string(let text) = leaf { [text] } else { [] }
    }
    static func array(_ elements: [[String]], at place: JSONPlace) -> [String] { elements.flatMap { $0 } }
    static func object(_ members: [String], at place: JSONPlace) -> [String] { members }
    static var noMembers: [String] { [] }
    static func add(_ value: [String], under key: String, to members: inout [String]) { members += value }
    static func allows(_ key: String, in members: [String]) -> Bool { true }
  }

  @Test(
    "Mistakes are told with byte and line",
    arguments: [
      ("[1,\n 2,\n x]", 8 + 1, 3, "a value is expected here"), ("[[[1]]]", 2, 1, "it is nested too deeply"),
      ("[1", 2, 1, "it ends too early"), ("[1] 2", 4, 1, "something follows the end"),
      ("[01]", 3, 1, "a number begins with zero"),
      ("[\"\\u00g0\"]", 6, 1, "four hexadecimal digits are expected here"),
      ("[\"\\ud800x\"]", 8, 1, "half a character"),
    ])
  func mistakes(text: String, position: Int, line: Int, reason: String) {
    #expect(throws: JSONMistake(at: JSONPlace(position: position, line: line), reason)) {
      try JSONReader<Texts>.read(Array(text.utf8))
    }
  }
}
