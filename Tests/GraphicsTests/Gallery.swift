import Foundation
import Testing

@testable import Graphics

/// Writes figures too large to commit to the folder named by `COHORT_GALLERY`, to be looked at.
@Suite("Gallery", .enabled(if: ProcessInfo.processInfo.environment["COHORT_GALLERY"] != nil))
struct Gallery {
  @Test("large maps and the images of all figures", arguments: [200, 2000, 8950, 20_000, 100_000])
  func maps(count: Int) throws {
    try Self.write(Figure.map(MapTests.segments(count, 5)), named: "map-\(count)")
  }

  @Test("the other figures as images")
  func others() throws {
    try Self.write(Figure.segmentedHistogram(HistogramTests.segmented(4)), named: "hist4")
    try Self.write(Figure.segmentedHistogram(HistogramTests.segmented(10)), named: "hist10")
    try Self.write(Figure.dendrogram(SegmentFigureTests.dendrogram(4)), named: "dendrogram4")
    try Self.write(Figure.profile(SegmentFigureTests.profile(5)), named: "profile5")
    try Self.write(Figure.profile(SegmentFigureTests.profile(10)), named: "profile10")
    try Self.write(Figure.lines(SegmentFigureTests.candidates), named: "candidates")
    try Self.write(Figure.snake(SegmentFigureTests.profile(8)), named: "snake8")
    try Self.write(Figure.ridges(RidgesTests.spec(5)), named: "ridges5")
    try Self.write(Figure.boxes(BoxFigureTests.spec(4)), named: "boxes4")
    try Self.write(Figure.silhouette(SilhouetteFigureTests.spec(5)), named: "silhouette5")
    try Self.write(Figure.scree(ComponentFigureTests.scree(17)), named: "scree17")
    try Self.write(Figure.tree(TreeFigureTests.tree(leaves: 8, seed: 1, width: 760)), named: "tree8")
  }

  static func write(_ figure: Figure, named name: String) throws {
    let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["COHORT_GALLERY"] ?? ".")
    try Data(figure.forms.html.utf8).write(to: folder.appendingPathComponent(name + ".html"))
    try Data(figure.svg.utf8).write(to: folder.appendingPathComponent(name + ".svg"))
    try Data(figure.png(scale: 2)).write(to: folder.appendingPathComponent(name + ".png"))
  }
}
