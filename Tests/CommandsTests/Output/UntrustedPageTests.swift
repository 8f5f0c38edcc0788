import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("In a notebook that nobody trusts")
struct UntrustedPageTests {
  /// All that commands show as HTML, progress and frames included.
  private static func pages() throws -> [(line: String, html: String)] {
    let session = try SampleSession(rows: 300, patience: .zero)
    return try CommandTrial.all.flatMap { trial in
      let shown = try session.attempt(trial) { try session.run($0) }
      return shown.flatMap { data in
        data.forms.compactMap { if case .html(let html) = $0 { (trial.line, html) } else { nil } }
      }
    }
  }

  @Test("every command's words and numbers are those of a page that keeps its style sheet")
  func words() throws {
    let pages = try Self.pages()
    #expect(Set(pages.map(\.line)).count > 35)
    for var page in pages {
      if page.html.contains("<table>"), page.html.contains("<svg xmlns") {
        // A table with a picture below it: the one is read here, the other as in every figure.
        let picture = /<div><style>#p[0-9a-z]+\{display.*?(?:<img [^>]*>|<p>[^<]*<\/p>)<\/div>/.dotMatchesNewlines()
        page.html = page.html.replacing(picture, with: "")
      }
      #expect(PageWords.unknownElements(page.html).isEmpty, "\(page.line)")
      let sanitised = PageWords.sanitised(page.html)
      if page.html.contains("<svg xmlns"), page.html.contains("display:none") {
        // A picture, in whose place an image or a line of text is seen; nothing of what was written in it.
        let line = page.html.firstMatch(of: /<\/div><p>(.*?)<\/p><\/div>/)?.1 ?? ""
        #expect(sanitised == line.split(whereSeparator: \.isWhitespace).map(String.init), "\(page.line)")
        #expect(page.html.contains("<img ") || !line.isEmpty, "\(page.line)")
        #expect(PageWords.trusted(page.html).isEmpty, "\(page.line)")
      } else {
        #expect(sanitised == PageWords.trusted(page.html), "\(page.line)")
        #expect(!sanitised.isEmpty, "\(page.line)")
      }
    }
  }

  @Test("a segment and its size do not become one number")
  func sizes() throws {
    let session = try SampleSession(rows: 300)
    let html = try session.run("%profile").flatMap(\.forms).compactMap {
      if case .html(let html) = $0 { html } else { nil }
    }
    let words = PageWords.sanitised(html.joined())
    let sizes = session.cohort.session.currentSegmentation?.sizes ?? []
    #expect(sizes.count == 4)
    for size in sizes { #expect(words.contains("\(size)")) }
  }

  @Test("the reader of words tells what is apart by a style sheet alone")
  func reader() {
    let page =
      "<div id=\"t1\"><style>#t1 .n{display:block}</style><table><tr><th>1<span class=\"n\">23</span></th></tr></table></div>"
    #expect(PageWords.trusted(page) == ["1", "23"])
    #expect(PageWords.sanitised(page) == ["123"])
    let drawing = "<svg xmlns=\"x\"><title>Sizes</title><desc>of all</desc><text>12</text></svg>"
    #expect(PageWords.trusted(drawing) == [] && PageWords.sanitised(drawing) == ["Sizesof", "all12"])
    #expect(PageWords.sanitised("<div style=\"display:none\">\(drawing)</div><p>sizes</p>") == ["sizes"])
  }
}
