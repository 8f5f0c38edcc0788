import Foundation
import Machine
import Synchronization
import Testing

@testable import Tables

@Suite("Reading on as many threads as are given") struct ReadingThreadsTests {
  /// The threads that ask whether to stop, which every one that reads does.
  private func threads(_ count: Int, reading bytes: [UInt8]) throws -> (asking: Set<UInt>, table: Table) {
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.csv", bytes)
    let asking = Mutex<Set<UInt>>([])
    let context = ComputeContext(
      threads: count,
      isCancelled: {
        asking.withLock { _ = $0.insert(UInt(pthread_self())) }
        return false
      })
    let table = try CSVReader.read(path: path, options: CSVOptions(), chunkSize: 1 << 12, context: context)
    return (asking.withLock { $0 }, table)
  }

  private static let plain = Array(("n,word\n" + (0..<60_000).map { "\($0),w\($0 % 9_000)\n" }.joined()).utf8)
  private static let quoted = Array(("n,word\n" + (0..<60_000).map { "\($0),\"w,\($0 % 9)\"\n" }.joined()).utf8)

  @Test("One thread is the caller's", arguments: [plain, quoted])
  func one(bytes: [UInt8]) throws {
    #expect(try threads(1, reading: bytes).asking == [UInt(pthread_self())])
  }

  @Test("The table does not depend on the threads", arguments: [plain, quoted])
  func same(bytes: [UInt8]) throws {
    #expect(try threads(1, reading: bytes).table.columns == threads(4, reading: bytes).table.columns)
  }
}
