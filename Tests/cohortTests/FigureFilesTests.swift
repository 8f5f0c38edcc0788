import Foundation
import Testing

@testable import cohort

@Suite("Files of figures")
struct FigureFilesTests {
  @Test("Numbered in the order of the figures, named after the command")
  func names() {
    var files = FigureFiles(folder: URL(fileURLWithPath: "/out"), stem: "analysis", replaces: false)
    let names = (1...10).map { _ in files.next(kind: "hist").lastPathComponent }
    #expect(names.first == "analysis-01-hist.svg")
    #expect(names.last == "analysis-10-hist.svg")
  }

  @Test("A figure of an earlier run is found before anything is computed; other files are nobody's figures")
  func earlierRun() throws {
    try withTemporaryFolder { folder in
      let files = FigureFiles(folder: folder, stem: "a", replaces: false)
      for other in ["a.txt", "b-01-hist.svg", "a-hist.svg", "a-01-hist.png", "a-1-hist.svg"] {
        try Data().write(to: folder.appending(path: other))
      }
      #expect(throws: Never.self) { try files.requireNone() }
      try Data().write(to: folder.appending(path: "a-07-tsne.svg"))
      #expect(throws: RunError.figureExists(path: folder.appending(path: "a-07-tsne.svg").path)) {
        try files.requireNone()
      }
      #expect(throws: Never.self) { try FigureFiles(folder: folder, stem: "a", replaces: true).requireNone() }
    }
  }

  @Test("An existing file keeps its content, unless replacing was asked for")
  func existing() throws {
    try withTemporaryFolder { folder in
      let files = FigureFiles(folder: folder, stem: "a", replaces: false)
      let file = folder.appending(path: "a-01-hist.svg")
      try files.write("mine", to: file, replacing: false)
      #expect(throws: RunError.figureExists(path: file.path)) { try files.write("new", to: file, replacing: false) }
      #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
      try FigureFiles(folder: folder, stem: "a", replaces: true).write("new", to: file, replacing: false)
      #expect(try String(contentsOf: file, encoding: .utf8) == "new")
    }
  }
}
