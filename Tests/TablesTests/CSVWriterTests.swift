import Foundation
import Testing

@testable import Tables

@Suite("Writing CSV")
struct CSVWriterTests {
  private func table() throws -> Table {
    try Table(
      name: "t",
      columns: [
        Column(name: "n", numbers: [1, 0.1, .nan]),
        Column(name: "a \"b\"", text: ["x,y", "NA", nil]),
      ])
  }

  @Test("quotes what needs it and nothing else")
  func quoting() throws {
    let text = String(decoding: try CSVWriter.bytes(of: table()), as: UTF8.self)
    #expect(text == "n,\"a \"\"b\"\"\"\n1,\"x,y\"\n0.1,\"NA\"\n,\n")
  }

  @Test("a missing value alone on its line is a pair of quotes")
  func singleColumn() throws {
    let table = try Table(name: "t", columns: [Column(name: "n", numbers: [.nan, 2])])
    #expect(String(decoding: try CSVWriter.bytes(of: table), as: UTF8.self) == "n\n\"\"\n2\n")
  }

  @Test("replaces an existing file, keeps its permissions, leaves nothing beside it")
  func replaces() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.file("out.csv", Array("old".utf8))
    chmod(path, 0o640)
    try CSVWriter.write(try table(), to: path)
    #expect(try directory.contents(of: "out.csv") == CSVWriter.bytes(of: table()))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["out.csv"])
  }

  @Test("never replaces the source, by whatever name")
  func protectsSource() throws {
    let directory = try TemporaryDirectory()
    let source = try directory.file("source.csv", Array("a\n1\n".utf8))
    let hardLink = directory.path + "/hard.csv"
    let symbolicLink = directory.path + "/soft.csv"
    link(source, hardLink)
    symlink(source, symbolicLink)
    for path in [source, directory.path + "/./source.csv", hardLink, symbolicLink] {
      #expect(throws: WriteError.wouldReplaceSource(file: path)) {
        try CSVWriter.write(try table(), to: path, protecting: ["/nowhere.csv", source])
      }
    }
    #expect(try directory.contents(of: "source.csv") == Array("a\n1\n".utf8))
  }

  @Test("a symbolic link stays one, its target is replaced")
  func followsLinks() throws {
    let directory = try TemporaryDirectory()
    let target = try directory.file("target.csv", Array("old".utf8))
    let linkPath = directory.path + "/link.csv"
    symlink(target, linkPath)
    try CSVWriter.write(try table(), to: linkPath)
    #expect(try directory.contents(of: "target.csv") == CSVWriter.bytes(of: table()))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: linkPath) == target)
  }

  @Test("a link that leads nowhere, or back to itself, stays what it is, and a name with a NUL is no other file's")
  func refusedNames() throws {
    let directory = try TemporaryDirectory()
    let (dangling, loop) = (directory.path + "/dangling.csv", directory.path + "/loop.csv")
    symlink(directory.path + "/nothing.csv", dangling)
    symlink(loop, loop)
    for (path, reason) in [
      (dangling, "it is a link that leads nowhere"), (loop, "it is a link that leads back to itself"),
      (directory.path + "/out.csv\0.txt", "its name holds a NUL character, which no file's can"),
    ] {
      #expect(throws: WriteError.failed(file: path, reason: reason)) { try CSVWriter.write(try table(), to: path) }
    }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: loop) == loop)
    #expect(
      try Set(FileManager.default.contentsOfDirectory(atPath: directory.path)) == ["dangling.csv", "loop.csv"])
  }

  @Test(
    "what a process left behind that ended in the midst of it goes with the next write; what is being written stays")
  func leftovers() throws {
    let directory = try TemporaryDirectory()
    for name in [".out.csv.4000000.0.tmp", ".out.csv.17.3.tmp", ".out.csv.x.0.tmp", ".other.csv.4000000.0.tmp"] {
      _ = try directory.file(name, Array("half".utf8))
    }
    let busy = open(directory.path + "/.out.csv.17.3.tmp", O_RDONLY)
    defer { close(busy) }
    try #require(flock(busy, LOCK_EX) == 0)
    try CSVWriter.write(try table(), to: directory.path + "/out.csv")
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(Set(names) == [".out.csv.17.3.tmp", ".out.csv.x.0.tmp", ".other.csv.4000000.0.tmp", "out.csv"])
  }

  @Test("says where it cannot write")
  func failures() throws {
    let directory = try TemporaryDirectory()
    #expect(throws: WriteError.directory(file: directory.path)) {
      try CSVWriter.write(try table(), to: directory.path)
    }
    #expect(throws: WriteError.missingDirectory(directory: directory.path + "/no/")) {
      try CSVWriter.write(try table(), to: directory.path + "/no/out.csv")
    }
    let path = try directory.file("out.csv", Array("old".utf8))
    #expect(throws: WriteError.cancelled) { try CSVWriter.write(try table(), to: path, isCancelled: { true }) }
    #expect(try directory.contents(of: "out.csv") == Array("old".utf8))
  }
}
