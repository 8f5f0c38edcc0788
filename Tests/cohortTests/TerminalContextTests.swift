import Foundation
import KernelInterface
import Testing

@testable import cohort

@Suite("A cell's world without a notebook")
struct TerminalContextTests {
  private func figure(_ text: String, kind: String = "hist") -> DisplayData {
    DisplayData([.plain(text), .svg("<svg>\(text)</svg>")], kind: kind)
  }

  private func files(in folder: URL, after body: (TerminalContext) -> Void) throws -> [String: String] {
    let figures = FigureFiles(folder: folder, stem: "a", replaces: false)
    let context = TerminalContext(figures: figures, interruption: Interruption(), terminal: Terminal(isSilent: true))
    body(context)
    context.finish("code")
    #expect(context.failure == nil)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8).contains("last") ? "last" : "other")
      })
  }

  @Test("Every figure has a file; a thing that redraws itself has one file, with its last state")
  func figures() throws {
    try withTemporaryFolder { folder in
      let written = try files(in: folder) { context in
        context.display(figure("first"), id: nil)
        context.display(DisplayData(plain: "10 %"), id: "map")
        context.update(figure("frame", kind: "tsne"), id: "map")
        context.update(figure("last", kind: "tsne"), id: "map")
        context.display(figure("third"), id: nil)
      }
      #expect(written == ["a-01-hist.svg": "other", "a-02-tsne.svg": "last", "a-03-hist.svg": "other"])
    }
  }

  @Test("A figure redrawn after others were shown keeps its file")
  func redrawnLater() throws {
    try withTemporaryFolder { folder in
      let written = try files(in: folder) { context in
        context.display(figure("frame", kind: "tsne"), id: "map")
        context.display(figure("second"), id: nil)
        context.update(figure("last", kind: "tsne"), id: "map")
      }
      #expect(written == ["a-01-tsne.svg": "last", "a-02-hist.svg": "other"])
    }
  }

  @Test("Progress that no figure replaced leaves no file, and what is shown again after it has one file")
  func retracted() throws {
    try withTemporaryFolder { folder in
      let written = try files(in: folder) { context in
        context.display(figure("first"), id: "1")
        context.display(figure("progress", kind: "tsne"), id: "2")
        context.clearOutput(wait: false)
        context.display(figure("first"), id: "1")
        context.display(figure("last"), id: nil)
      }
      #expect(written == ["a-01-hist.svg": "other", "a-02-hist.svg": "last"])
    }
  }

  @Test("A figure that cannot be written interrupts the cell, and is remembered as the cause")
  func failure() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "a-01-hist.svg")
      try Data().write(to: file)
      let context = TerminalContext(
        figures: FigureFiles(folder: folder, stem: "a", replaces: false), interruption: Interruption(),
        terminal: Terminal(isSilent: true))
      context.display(figure("x"), id: nil)
      #expect(context.isInterrupted)
      #expect(context.failure == .figureExists(path: file.path))
    }
  }

  @Test("History is this run's inputs, oldest first")
  func history() throws {
    try withTemporaryFolder { folder in
      let context = TerminalContext(
        figures: FigureFiles(folder: folder, stem: "a", replaces: false), interruption: Interruption(),
        terminal: Terminal(isSilent: true))
      for input in ["%load", "%head", "%hist"] { context.finish(input) }
      #expect(
        context.history(last: 2) == [HistoryEntry(line: 2, input: "%head"), HistoryEntry(line: 3, input: "%hist")])
    }
  }
}
