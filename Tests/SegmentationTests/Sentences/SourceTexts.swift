import Foundation

/// The texts between quotes of a source file, with `§` in place of what is filled in; comments and raw strings are passed over.
struct SourceTexts {
  private(set) var texts: [String] = []
  private let source: [Character]

  init(_ source: String) {
    self.source = Array(
      source.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.drop { $0 == " " }.hasPrefix("//") ? "" : String(line)
      }.joined(separator: "\n"))
    var place = 0
    while place < self.source.count {
      if begins("#\"\"\"", at: place) {
        place += 4
        while place < self.source.count, !begins("\"\"\"#", at: place) { place += 1 }
        place += 4
      } else if self.source[place] == "\"" {
        place = readText(at: place)
      } else {
        place += 1
      }
    }
  }

  private func begins(_ text: String, at place: Int) -> Bool {
    guard place < source.count, source[place] == text.first else { return false }
    let text = Array(text)
    return place + text.count <= source.count && source[place..<place + text.count].elementsEqual(text)
  }

  /// Notes the text that begins with a quote, and those within it; gives the place behind it.
  private mutating func readText(at start: Int) -> Int {
    let quote = begins("\"\"\"", at: start) ? "\"\"\"" : "\""
    var place = start + quote.count
    var text = ""
    while place < source.count, !begins(quote, at: place) {
      if begins("\\(", at: place) {
        text += "§"
        place = skipFilling(at: place + 2)
      } else if begins("\\\n", at: place) {
        place += 2
      } else {
        text.append(source[place])
        if source[place] == "\\", place + 1 < source.count {
          place += 1
          text.append(source[place])
        }
        place += 1
      }
    }
    texts.append(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    return place + quote.count
  }

  private mutating func skipFilling(at start: Int) -> Int {
    var (place, depth) = (start, 1)
    while place < source.count, depth > 0 {
      switch source[place] {
      case "\"":
        place = readText(at: place)
        continue
      case "(": depth += 1
      case ")": depth -= 1
      default: break
      }
      place += 1
    }
    return place
  }

  /// The texts of several words: those that say something.
  var sentences: [String] {
    texts.filter { text in
      text.split { !$0.isLetter }.count { $0.count > 1 } >= 4 && !text.hasPrefix("<") && !text.hasPrefix("--jp")
    }
  }

  /// The names of the tests in a file: behind `@Test(`, on the same line or the next.
  static func testNames(in source: String) -> [String] {
    var names: [String] = []
    var isOpen = false
    for line in source.split(separator: "\n") {
      var text = line.drop { $0 == " " }
      let begins = text.hasPrefix("@Test(")
      if begins { text = text.dropFirst(6) }
      if begins || isOpen, text.first == "\"", let end = text.dropFirst().firstIndex(of: "\"") {
        names.append(String(text[text.index(after: text.startIndex)..<end]))
      }
      isOpen = begins && text.isEmpty
    }
    return names
  }

  // MARK: Where sources are

  static var root: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// Swift files below a folder of the repository, by their paths from there on.
  static func files(below folder: String) -> [String: String] {
    let top = root.appendingPathComponent(folder)
    var files: [String: String] = [:]
    let walk = FileManager.default.enumerator(at: top, includingPropertiesForKeys: nil)
    while let url = walk?.nextObject() as? URL {
      guard url.pathExtension == "swift", let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
      files[String(url.path.dropFirst(top.path.count + 1))] = text
    }
    return files
  }
}
