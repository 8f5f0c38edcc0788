import Foundation
import Synchronization
import Testing

@testable import Tables

@Suite("Files that are there whole or not at all")
struct AtomicFileTests {
  @Test("what another writer makes is nobody's leftover while a second write of the name comes and goes")
  func writesWithinWrites() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/out.duckdb"
    try AtomicFile.write(to: path) { temporary in
      try Data("first".utf8).write(to: URL(fileURLWithPath: temporary))
      try AtomicFile.write(to: path) { other in
        #expect(other != temporary)
        try Data("second".utf8).write(to: URL(fileURLWithPath: other))
      }
      #expect(try directory.contents(of: "out.duckdb") == Array("second".utf8))
      try AtomicFile.write(Array("third".utf8), to: path)
      #expect(try directory.contents(of: "out.duckdb") == Array("third".utf8))
      #expect(try Data(contentsOf: URL(fileURLWithPath: temporary)) == Data("first".utf8))
    }
    #expect(try directory.contents(of: "out.duckdb") == Array("first".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["out.duckdb"])
  }

  @Test("many writes of one name at the same time all succeed, and each leaves a whole file")
  func manyWriters() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/out.csv"
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { writer in
      let content = [UInt8](repeating: UInt8(ascii: "a") + UInt8(writer), count: 20_000)
      for round in 0..<60 {
        do {
          if (writer + round).isMultiple(of: 2) {
            try AtomicFile.write(content, to: path)
          } else {
            try AtomicFile.write(to: path) { try Data(content).write(to: URL(fileURLWithPath: $0)) }
          }
          let found = Set(try Data(contentsOf: URL(fileURLWithPath: path)))
          if found.count != 1 { failures.withLock { $0.append("a file of \(found.count) writers") } }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["out.csv"])
  }

  @Test("a folder that a process left behind goes with all that is in it; one that is in use stays")
  func folders() throws {
    let directory = try TemporaryDirectory()
    for name in [".out.duckdb.4000000.0.tmp", ".out.duckdb.17.3.tmp"] {
      try FileManager.default.createDirectory(atPath: "\(directory.path)/\(name)", withIntermediateDirectories: false)
      for file in ["file", "file.wal"] { _ = try directory.file("\(name)/\(file)", Array("half".utf8)) }
    }
    let busy = open(directory.path + "/.out.duckdb.17.3.tmp", O_RDONLY | O_DIRECTORY)
    defer { close(busy) }
    try #require(flock(busy, LOCK_EX) == 0)
    try AtomicFile.write([], to: directory.path + "/out.duckdb")
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(Set(names) == [".out.duckdb.17.3.tmp", "out.duckdb"])
  }

  @Test("a writer that fails, or makes nothing, leaves the old file and nothing beside it")
  func failures() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.file("out.duckdb", Array("old".utf8))
    #expect(throws: CancellationError.self) {
      try AtomicFile.write(to: path) { temporary in
        for name in [temporary, temporary + ".wal"] { try Data("half".utf8).write(to: URL(fileURLWithPath: name)) }
        throw CancellationError()
      }
    }
    #expect(throws: WriteError.self) { try AtomicFile.write(to: path) { _ in } }
    #expect(try directory.contents(of: "out.duckdb") == Array("old".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["out.duckdb"])
  }
}
