import Testing

@testable import Graphics

@Suite("A figure as a page to print")
struct FigureSheetTests {
  @Test("the page has the figure's size, and holds the drawing alone")
  func size() throws {
    let figure = Figure.map(MapTests.segments(50, 3)).enlarged(by: 1.5)
    let sheet = figure.sheet
    let size = try #require(sheet.firstMatch(of: /@page\{size:(\d+)px (\d+)px;margin:0\}/))
    let image = try #require(sheet.firstMatch(of: /<img width="(\d+)" height="(\d+)"/))
    #expect((size.1, size.2) == (image.1, image.2))
    #expect(size.1 == "\(figure.width)" && size.2 == "\(figure.height)")
    #expect(
      sheet.contains("src=\"data:image/svg+xml") && !sheet.contains("<script")
        && !sheet.contains("http-equiv=\"refresh"))
  }
}
