import Foundation
import JupyterProtocol
import Logging
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
    let store = HistoryStore(path: path, delay: 60, logger: Self.quiet)
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
      store(path, ["old"]).flush(within: 10)
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
      #expect(inputs(first, HistoryRequest(accessType: .range)) == ["a", "b"])
      #expect(inputs(second, HistoryRequest(accessType: .range)) == ["c"])
      #expect(inputs(first, HistoryRequest(accessType: .tail)).count == 3)
    }
  }

  @Test("Nothing is opened before there is something to keep") func lazy() throws {
    try withFile { path in
      store(path).flush(within: 10)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("A file that is no database costs the past, not the present") func notADatabase() throws {
    try withFile { path in
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(repeating: 65, count: 4096).write(to: URL(fileURLWithPath: path))
      #expect(inputs(store(path, ["a"]), HistoryRequest(accessType: .tail)) == ["a"])
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(repeating: 65, count: 4096))
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
