import Foundation
import Logging
import Testing

@testable import cohort

@Suite("Log lines on standard error")
struct StandardErrorLogTests {
  /// The two ends of a pipe, for the time of `body`.
  private func withPipe(_ body: (_ read: Int32, _ write: Int32) throws -> Void) throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    try body(ends[0], ends[1])
  }

  @Test("A message is one line, with its level")
  func line() throws {
    try withPipe { read, write in
      var logger = Logger(label: "kernel") { StandardErrorLog(label: $0, descriptor: write) }
      logger.info("not asked for")
      logger.logLevel = .info
      logger.info("two\nlines")
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = Foundation.read(read, &bytes, bytes.count)
      let text = String(decoding: bytes[..<count], as: UTF8.self)
      #expect(text.hasSuffix("Z info kernel: two lines\n"))
      #expect(text.count { $0 == "\n" } == 1)
    }
  }

  @Test("A pipe that is full takes no more lines and holds nobody up")
  func full() throws {
    try withPipe { read, write in
      let log = StandardErrorLog(label: "kernel", descriptor: write)
      for _ in 0..<200 { log.write(String(repeating: "x", count: 10_000)) }
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      let count = Foundation.read(read, &bytes, bytes.count)
      #expect(count > 4096 && count.isMultiple(of: 4096))
      // Room again, lines again.
      log.write("last")
      #expect(Foundation.read(read, &bytes, bytes.count) == 5)
    }
  }
}
