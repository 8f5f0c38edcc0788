import Foundation
import JupyterProtocol
import Logging
import SQLite
import Testing

@testable import JupyterKernel

@Suite("History") struct HistoryTests {
  private static let quiet: Logger = {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
  }()

  /// A path of its own for the time of `body`.
  private func withFile(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "deep/history.sqlite").path)
  }

  private func store(_ path: String? = nil, _ inputs: [String] = []) -> HistoryStore {
    let store = HistoryStore(path: path, delay: 60, patience: 10, logger: Self.quiet)
    for (index, input) in inputs.enumerated() { store.append(line: index + 1, input: input, output: "=\(input)") }
    return store
  }

  private func inputs(_ store: HistoryStore, _ request: HistoryRequest) -> [String] {
    store.entries(for: request).map(\.input)
  }

  @Test("A range excludes its stop, and goes to the end without one") func range() {
    let store = store(nil, ["a", "b", "c", "d"])
    #expect(inputs(store, HistoryRequest(accessType: .range, start: 2, stop: 4)) == ["b", "c"])
    #expect(inputs(store, HistoryRequest(accessType: .range, start: 3)) == ["c", "d"])
    #expect(inputs(store, HistoryRequest(accessType: .range, session: 7, start: 0)) == [])
  }

  @Test("The tail is the last n, oldest first; all without n, none with 0") func tail() {
    let store = store(nil, ["a", "b", "c"])
    #expect(inputs(store, HistoryRequest(accessType: .tail, count: 2)) == ["b", "c"])
    #expect(inputs(store, HistoryRequest(accessType: .tail)) == ["a", "b", "c"])
    #expect(inputs(store, HistoryRequest(accessType: .tail, count: 0)) == [])
    #expect(inputs(store, HistoryRequest(accessType: .tail, count: -3)) == [])
  }

  @Test("Patterns are globs: they match whole inputs, with case, and quotes mean nothing in them")
  func search() {
    let store = store(nil, ["%load x.csv", "%hist BALANCE", "%hist balance", "it's 100%"])
    func search(_ pattern: String) -> [String] {
      inputs(store, HistoryRequest(accessType: .search, pattern: pattern))
    }
    #expect(search("%hist*") == ["%hist BALANCE", "%hist balance"])
    #expect(search("*BAL*") == ["%hist BALANCE"])
    #expect(search("%load ?.csv") == ["%load x.csv"])
    #expect(search("%hist [Bb]*") == ["%hist BALANCE", "%hist balance"])
    #expect(search("hist") == [])
    #expect(search("it's*") == ["it's 100%"])
    #expect(search("*").count == 4)
  }

  @Test("Unique keeps the latest of equal inputs, in its place") func unique() {
    let store = store(nil, ["a", "b", "a", "c", "b"])
    let request = HistoryRequest(accessType: .tail, isUnique: true)
    #expect(store.entries(for: request).map(\.line) == [3, 4, 5])
    #expect(
      inputs(store, HistoryRequest(accessType: .search, count: 2, pattern: "[ab]", isUnique: true)) == ["a", "b"])
  }

  @Test("Sessions are numbered over all runs; 0 is this one, -1 the one before") func sessions() throws {
    try withFile { path in
      store(path, ["old"]).flush(until: .now() + 10)
      let store = store(path, ["new"])
      #expect(store.entries(for: HistoryRequest(accessType: .tail)).map(\.session) == [1, 2])
      #expect(inputs(store, HistoryRequest(accessType: .range, session: 0)) == ["new"])
      #expect(inputs(store, HistoryRequest(accessType: .range, session: -1)) == ["old"])
      #expect(inputs(store, HistoryRequest(accessType: .range, session: 1)) == ["old"])
      #expect(store.inputs(last: 9).map(\.input) == ["new"])
    }
  }

  @Test("Two kernels at once share the file and keep their lines apart") func twoKernels() throws {
    try withFile { path in
      let (first, second) = (store(path, ["a", "b"]), store(path, ["c"]))
      for store in [first, second] { #expect(store.flush(until: .now() + 10)) }
      #expect(inputs(first, HistoryRequest(accessType: .range)) == ["a", "b"])
      #expect(inputs(second, HistoryRequest(accessType: .range)) == ["c"])
      #expect(inputs(first, HistoryRequest(accessType: .tail)).count == 3)
    }
  }

  @Test("Nothing is opened before there is something to keep") func lazy() throws {
    try withFile { path in
      store(path).flush(until: .now() + 10)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("A file that is no database is moved aside, and another one begins") func notADatabase() throws {
    try withFile { path in
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let junk = Data(repeating: 65, count: 4096)
      try junk.write(to: URL(fileURLWithPath: path))
      let store = store(path, ["a"])
      #expect(inputs(store, HistoryRequest(accessType: .tail)) == ["a"])
      #expect(store.flush(until: .now() + 10))
      #expect(try Data(contentsOf: URL(fileURLWithPath: path + ".damaged-1")) == junk)
      #expect(inputs(self.store(path), HistoryRequest(accessType: .tail)) == ["a"])
    }
  }

  @Test("A database that was damaged behind its head is moved aside too, and this session is whole in the next")
  func damaged()
    throws
  {
    try withFile { path in
      let first = store(path, ["a"])
      #expect(first.flush(until: .now() + 10))
      // What is still beside the file would mend it.
      try SQLiteDatabase(path: path).execute("PRAGMA wal_checkpoint(TRUNCATE)")
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
      let end = try file.seekToEnd()
      try file.seek(toOffset: 100)
      try file.write(contentsOf: Data(repeating: 255, count: Int(end) - 100))
      try file.close()
      let second = store(path, ["b", "c"])
      #expect(second.flush(until: .now() + 10))
      #expect(inputs(second, HistoryRequest(accessType: .tail)) == ["b", "c"])
      #expect(FileManager.default.fileExists(atPath: path + ".damaged-1"))
      #expect(inputs(store(path), HistoryRequest(accessType: .tail)) == ["b", "c"])
    }
  }

  @Test(
    "What is typed while the file is locked is answered from memory, and written once it is not", arguments: [0, 2])
  func locked(writtenBefore: Int) throws {
    try withFile { path in
      store(path, ["old"]).flush(until: .now() + 10)
      let store = store(path)
      for line in 1...4 {
        if line == writtenBefore + 1 { store.flush(until: .now() + 10) }
        store.append(line: line, input: "\(line)", output: nil)
      }
      let other = try SQLiteDatabase(path: path)
      try other.execute("BEGIN EXCLUSIVE")
      #expect(!store.flush(until: .now() + 0.1))
      #expect(inputs(store, HistoryRequest(accessType: .tail)) == ["old", "1", "2", "3", "4"])
      #expect(inputs(store, HistoryRequest(accessType: .range)) == ["1", "2", "3", "4"])
      try other.execute("COMMIT")
      #expect(store.flush(until: .now() + 10))
      #expect(inputs(self.store(path), HistoryRequest(accessType: .range, session: -1)) == ["1", "2", "3", "4"])
    }
  }

  @Test(
    "What a kernel could not write to its end waits beside the file, and the next one that writes takes it in, once")
  func setAside() throws {
    try withFile { path in
      let first = store(path, ["a"])
      first.flush(until: .now() + 10)
      first.append(line: 2, input: "b", output: "=b")
      let other = try SQLiteDatabase(path: path)
      try other.execute("BEGIN EXCLUSIVE")
      #expect(!first.flush(until: .now() + 0.05))
      first.setAside(until: .now() + 10)
      try other.execute("COMMIT")
      let (second, third) = (store(path, ["c"]), store(path, ["d"]))
      for store in [second, third] { #expect(store.flush(until: .now() + 10)) }
      let all = store(path).entries(for: HistoryRequest(accessType: .tail))
      #expect(all.map(\.input).sorted() == ["a", "b", "c", "d"])
      #expect(all.first { $0.input == "b" }?.output == "=b")
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.contains("waiting") })
    }
  }

  @Test("What could not be written is tried again without being asked") func triedAgain() throws {
    try withFile { path in
      let store = HistoryStore(path: path, delay: 0.001, logger: Self.quiet)
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      // A file where the folder is to be.
      try FileManager.default.createDirectory(at: folder.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: folder)
      store.append(line: 1, input: "a", output: nil)
      while store.failures < 2 { usleep(1000) }
      try FileManager.default.removeItem(at: folder)
      while store.failures > 0 { usleep(1000) }
      #expect(inputs(self.store(path), HistoryRequest(accessType: .tail)) == ["a"])
    }
  }

  @Test("A file that was taken away is begun again with the whole session") func takenAway() throws {
    try withFile { path in
      let store = store(path, ["a"])
      store.flush(until: .now() + 10)
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
      store.append(line: 2, input: "b", output: nil)
      #expect(store.flush(until: .now() + 10))
      #expect(inputs(self.store(path), HistoryRequest(accessType: .tail)) == ["a", "b"])
    }
  }

  @Test("Of a cell of more than a mebibyte the beginning is kept, and that something is missing") func huge() throws {
    try withFile { path in
      let store = store(path, [String(repeating: "é", count: 1 << 20)])
      store.flush(until: .now() + 10)
      for store in [store, self.store(path)] {
        let entry = try #require(store.entries(for: HistoryRequest(accessType: .tail)).first)
        #expect(entry.input == String(repeating: "é", count: 1 << 19) + "\n… [1048576 more bytes were not kept]")
        #expect(entry.output?.hasPrefix("=éé") == true)
        #expect((entry.output?.utf8.count ?? 0) < (1 << 20) + 100)
      }
    }
  }

  @Test("Unique inputs of this and of earlier sessions come once, where they were last typed") func uniqueOverSessions()
    throws
  {
    try withFile { path in
      store(path, ["a", "b", "c"]).flush(until: .now() + 10)
      let request = HistoryRequest(accessType: .tail, count: 3, isUnique: true)
      let present = store(path, ["d", "a"])
      #expect(inputs(present, request) == ["c", "d", "a"])
      present.flush(until: .now() + 10)
      #expect(inputs(present, request) == ["c", "d", "a"])
    }
  }

  @Test("A reply has inputs, or pairs of input and output, with null where a cell had no value") func reply() {
    let kernel = CoreUnderTest()
    kernel.run("value 1")
    kernel.run("print x")
    func history(_ wantsOutput: Bool) -> JSONValue? {
      kernel.serve(HistoryRequest(accessType: .tail, wantsOutput: wantsOutput)).only("history_reply")?["history"]
    }
    #expect(history(false) == [[1, 1, "value 1"], [1, 2, "print x"]])
    #expect(history(true) == [[1, 1, ["value 1", "1"]], [1, 2, ["print x", .null]]])
  }
}
