import Foundation
import Machine
import Synchronization
import Testing

@testable import Tables

@Suite("Files that somebody writes to while they are read")
struct ChangingFileTests {
  private let rows = (0..<20_000).map { "C\($0),\($0).5,\($0 % 7)" }

  private var text: [UInt8] { Array(("id,a,b\n" + rows.joined(separator: "\n") + "\n").utf8) }

  /// Reads a file of `text` piece by piece and has `change` run once the first chunk is behind.
  private func read(
    _ text: [UInt8], while change: @escaping @Sendable (String) -> Void
  ) throws -> Result<Table, LoadError> {
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.csv", text)
    // A file system tells two times apart only when they are some milliseconds apart.
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: path)
    let isChanged = Mutex(false)
    return Result { () throws(LoadError) in
      let progress: @Sendable (Double) -> Void = { _ in
        isChanged.withLock { done in
          if !done { change(path) }
          done = true
        }
      }
      return try CSVReader.read(
        path: path, options: CSVOptions(), chunkSize: 1 << 12, memoryLimit: 0,
        context: ComputeContext(threads: 4, report: progress))
    }
  }

  @Test("shortened, it ends in an error that says so", arguments: [0, 1, 5_000, 200_000])
  func shortened(size: Int) throws {
    let result = try read(text) { truncate($0, off_t(size)) }
    guard case .failure(.unreadable(_, reason: "it changed while it was read")) = result else {
      Issue.record("got \(result)")
      return
    }
  }

  @Test("with quotes, which are looked at in order, too")
  func shortenedWithQuotes() throws {
    let quoted = Array(("id,a\n" + (0..<20_000).map { "\"C\($0)\",\($0)\n" }.joined()).utf8)
    let result = try read(quoted) { truncate($0, 50_000) }
    guard case .failure(.unreadable(_, reason: "it changed while it was read")) = result else {
      Issue.record("got \(result)")
      return
    }
  }

  @Test("other lines of the same length in all are noticed, not read into places that are not there")
  func otherLines() throws {
    let size = text.count
    let result = try read(text) { path in
      let lines = [UInt8](repeating: UInt8(ascii: "\n"), count: size)
      guard let file = FileHandle(forWritingAtPath: path) else { return }
      file.write(Data(lines))
      try? file.close()
    }
    guard case .failure(.unreadable(_, reason: "it changed while it was read")) = result else {
      Issue.record("got \(result)")
      return
    }
  }

  @Test("lengthened, it is read as far as it went")
  func lengthened() throws {
    let table = try read(text) { path in
      guard let file = FileHandle(forWritingAtPath: path) else { return }
      file.seekToEndOfFile()
      file.write(Data("x,y\n".utf8))
      try? file.close()
    }.get()
    #expect(table.rowCount == rows.count)
  }

  @Test("read in pieces, a file is what it is from memory", arguments: 0..<20)
  func pieces(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let isQuoted = seed % 2 == 1
    let lines = (0..<Int.random(in: 1...3_000, using: &random)).map { row in
      let word = String(repeating: "w", count: Int.random(in: 0...60, using: &random))
      return "\(row),\(Double.random(in: -9...9, using: &random)),\(isQuoted ? "\"\(word)\n,\"" : word)"
    }
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.csv", Array(("a,b,c\n" + lines.joined(separator: "\r\n")).utf8))
    let whole = try CSVReader.read(path: path)
    let chunkSize = Int.random(in: 1...50_000, using: &random)
    #expect(try CSVReader.read(path: path, options: CSVOptions(), chunkSize: chunkSize, memoryLimit: 0) == whole)
  }

  @Test("lines that are much shorter between a first and a last chunk of long ones all have their places")
  func denseMiddle() throws {
    let long = (0..<100).map { "\($0).123456789012,\(String(repeating: "w", count: 90))" }
    let short = (0..<30_000).map { "\($0 % 10),v" }
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.csv", Array(("a,b\n" + (long + short + long).joined(separator: "\n")).utf8))
    let table = try CSVReader.read(path: path, options: CSVOptions(), chunkSize: 4096, memoryLimit: 0)
    let numbers = (0..<100).map { Double("\($0).123456789012")! }
    #expect(table.columns[0].numbers == numbers + (0..<30_000).map { Double($0 % 10) } + numbers)
    #expect(table.columns[1].texts[..<101].last == "v")
    #expect(table.rowCount == 30_200)
  }

  @Test("a quote far below, blank lines among the others, a last line without an end", arguments: ["\n", "\r\n", "\r"])
  func lateSurprises(lineEnd: String) throws {
    var lines = (0..<9_000).map { "\($0),w\($0)" }
    lines[7_000] = "7000,\"with\(lineEnd)a line end\""
    for place in [8_000, 5_000, 20] { lines.insert(place == 20 ? "" : "  ", at: place) }
    let directory = try TemporaryDirectory()
    let text = (["a,b"] + lines).joined(separator: lineEnd)
    for end in ["", lineEnd] {
      let path = try directory.file("t.csv", Array((text + end).utf8))
      let table = try CSVReader.read(path: path, options: CSVOptions(), chunkSize: 2048, memoryLimit: 0)
      #expect(table.columns[0].numbers == (0..<9_000).map(Double.init))
      #expect(table.columns[1].texts[7_000] == "with\(lineEnd)a line end")
    }
  }

  @Test("a header longer than any window, and a field longer than any chunk")
  func longRecords() throws {
    let name = String(repeating: "n", count: 300_000)
    let field = String(repeating: "f,\n", count: 100_000)
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.csv", Array("\"\(name)\",b\n\"\(field)\",1\nx,2\n".utf8))
    let table = try CSVReader.read(path: path, options: CSVOptions(delimiter: ","), chunkSize: 64, memoryLimit: 0)
    #expect(table.columns.map(\.name) == [name, "b"])
    #expect(table.columns[0].texts == [field, "x"])
  }
}
