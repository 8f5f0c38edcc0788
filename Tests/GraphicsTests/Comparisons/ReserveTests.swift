import Foundation
import Testing

@testable import Graphics

@Suite("The image in reserve")
struct ReserveTests {
  private static func reserve(_ html: String) -> String? {
    html.firstMatch(of: /<img [^>]*src="data:image\/svg\+xml,([^"]*)"/).map { String($0.1) }
  }

  @Test("is the document itself: the same markup once the address is read")
  func document() throws {
    var spec = BoxFigureTests.spec(3)
    spec.name = "50% of \"A & B's\" <été> #1\t★"
    let figure = Figure.boxes(spec)
    let written = try #require(Self.reserve(figure.htmlWithReserve))
    let read = try #require(written.removingPercentEncoding)
    // In the document, attributes stand in double quotes and every other quote is escaped.
    let document = figure.svg.replacing("\n", with: " ").replacing("\"", with: "'")
    #expect(read == document)
    #expect(written.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    #expect(!written.contains("<") && !written.contains("&") && !written.contains("#"))
  }

  @Test("is little longer than the document")
  func length() throws {
    let figure = Figure.map(MapTests.segments(8950, 5))
    let written = try #require(Self.reserve(figure.htmlWithReserve))
    #expect(Double(written.utf8.count) < 1.1 * Double(figure.svg.utf8.count))
  }

  @Test("is not there where the figure is a table")
  func table() {
    let figure = Figure.profile(SegmentFigureTests.profile(4))
    #expect(figure.htmlWithReserve == figure.html)
  }
}
