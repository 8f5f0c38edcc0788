import Foundation
import Testing

@testable import Graphics

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("The image in reserve")
struct ReserveTests {
  private static func reserve(_ html: String) -> String? {
    html.firstMatch(of: /<img [^>]*src="data:image\/svg\+xml,([^"]*)"/).map { String($0.1) }
  }

  @Test("is a document that reads as it was written, whatever its words are")
  func document() throws {
    var spec = BoxFigureTests.spec(3)
    spec.name = "50% of \"A & B's\" <été> #1\t★"
    let written = try #require(Self.reserve(Figure.boxes(spec).forms.html))
    let read = try #require(written.removingPercentEncoding)
    #expect(written.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    #expect(!written.contains("<") && !written.contains("&") && !written.contains("#"))
    #expect(read.contains("50% of &quot;A &amp; B&#39;s&quot; &lt;été&gt; #1 ★"))
    let parser = XMLParser(data: Data(read.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
  }

  @Test("is shorter than the document, and much shorter where there are many points", arguments: [300, 8950, 20_000])
  func length(count: Int) throws {
    let figure = Figure.map(MapTests.segments(count, 5))
    let written = try #require(Self.reserve(figure.forms.html))
    #expect(Double(written.utf8.count) < (count > 10_000 ? 0.7 : 1.1) * Double(figure.svg.utf8.count))
  }

  @Test("is not there where the figure is a table")
  func table() {
    let figure = Figure.profile(SegmentFigureTests.profile(4))
    #expect(figure.forms.html == figure.html)
  }
}
