import Dispatch
import Synchronization
import Testing

@testable import Tables

@Suite("Places for the rows of chunks that are read side by side")
struct RowTicketsTests {
  @Test("follow each other in the order of the chunks, whoever comes first", .timeLimit(.minutes(1)))
  func inOrder() {
    let tickets = RowTickets(capacity: 5_000)
    let places = Mutex([Int?](repeating: nil, count: 100))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      while true {
        let chunk = next.add(1, ordering: .relaxed).oldValue
        guard chunk < 100 else { return }
        let place = tickets.place(chunk, ofChunk: chunk)
        places.withLock { $0[chunk] = place }
      }
    }
    #expect(places.withLock { $0 } == (0..<100).map { $0 * ($0 - 1) / 2 })
    #expect(tickets.rowCount == 4_950)
  }

  @Test("come to an end with the room for them, to the row")
  func room() {
    let tickets = RowTickets(capacity: 10)
    #expect([6, 4].enumerated().map { tickets.place($1, ofChunk: $0) } == [0, 6])
    #expect(tickets.rowCount == 10)
    #expect(tickets.place(1, ofChunk: 2) == nil)
    #expect(tickets.rowCount == nil)
    #expect(tickets.place(0, ofChunk: 3) == nil)
  }

  @Test("come to an end with a chunk that could not be counted")
  func uncounted() {
    let tickets = RowTickets(capacity: 10)
    #expect(tickets.place(nil, ofChunk: 0) == nil)
    #expect(tickets.place(1, ofChunk: 1) == nil)
    #expect(tickets.rowCount == nil)
  }
}
