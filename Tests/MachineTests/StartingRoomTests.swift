import Testing

@testable import Machine

@Suite("Room to start in") struct StartingRoomTests {
  private let room = StartingRoom(memory: 90 << 20, addresses: 300 << 20, descriptors: 40, threads: 12)

  private func found(
    memory: Int? = nil, addresses: Int? = nil, descriptors: Int? = nil, stack: Int? = nil, threads: Int = 99
  ) -> StartingRoom.Found {
    StartingRoom.Found(
      memory: memory, addresses: addresses, descriptors: descriptors, stack: stack, threads: threads)
  }

  @Test("Where nothing is limited, or as much is there as is needed, it starts")
  func starts() {
    #expect(room.refusal(of: found()) == nil)
    #expect(
      room.refusal(
        of: found(memory: 90 << 20, addresses: 300 << 20, descriptors: 40, stack: 1 << 20, threads: 12)) == nil)
  }

  @Test("What is short is said with what is needed, what there is and what limits it")
  func says() throws {
    let cases: [(StartingRoom.Found, [String])] = [
      (found(memory: 50 << 20), ["90 MB of memory", "50 MB are free", "cgroup"]),
      (found(addresses: 250 << 20), ["300 MB of address space", "ulimit -v", "250 MB"]),
      (found(descriptors: 29), ["40 files and sockets", "29 may", "ulimit -n"]),
      (found(stack: 64 << 10), ["1 MB of stack", "64 KB", "ulimit -s"]),
      (found(threads: 5), ["12 threads", "5 can be had", "ulimit -u"]),
    ]
    for (found, words) in cases {
      let refusal = try #require(room.refusal(of: found))
      #expect(words.allSatisfy(refusal.contains), "\(refusal)")
      #expect(refusal.hasPrefix("cohort cannot start") && refusal.hasSuffix("."))
    }
  }

  @Test("This machine has room for a kernel, and as many threads as are tried")
  func here() {
    #expect(ThreadRoom.count(upTo: 20) == 20)
    #expect(ThreadRoom.has(1))
  }
}
