import Testing

@testable import Machine

@Suite("Free memory") struct FreeMemoryTests {
  private static let meminfo = """
    MemTotal:       32768000 kB
    MemFree:         1000000 kB
    MemAvailable:    8000000 kB
    Buffers:          100000 kB
    """

  private func least(_ files: [String: String], limits: [ProcessMemory] = []) -> Int? {
    FreeMemory.least(in: { files[$0] }, limits: limits)
  }

  @Test("Without limits it is what the kernel calls available")
  func available() {
    #expect(least(["/proc/meminfo": Self.meminfo]) == 8_000_000 * 1024)
    #expect(least(["/proc/meminfo": "MemTotal: 5 kB\nMemAvailable: many kB\n"]) == nil)
    #expect(least([:]) == nil)
  }

  @Test("A group's limit counts, less what is used of it and cannot be given up")
  func versionTwo() {
    let files = [
      "/proc/meminfo": Self.meminfo, "/proc/self/cgroup": "0::/user.slice/session.scope\n",
      "/sys/fs/cgroup/user.slice/session.scope/memory.max": "4294967296\n",
      "/sys/fs/cgroup/user.slice/session.scope/memory.current": "3221225472\n",
      "/sys/fs/cgroup/user.slice/session.scope/memory.stat":
        "anon 1000\nfile 1073741824\ninactive_file 536870912\nactive_file 268435456\n",
    ]
    #expect(least(files) == 4_294_967_296 - (3_221_225_472 - 536_870_912 - 268_435_456))
  }

  @Test("The limit of a group above holds too: the least of all counts")
  func hierarchy() {
    let files = [
      "/proc/self/cgroup": "0::/a/b/c\n",
      "/sys/fs/cgroup/a/b/c/memory.max": "max\n", "/sys/fs/cgroup/a/b/c/memory.current": "100\n",
      "/sys/fs/cgroup/a/b/memory.max": "9000\n", "/sys/fs/cgroup/a/b/memory.current": "1000\n",
      "/sys/fs/cgroup/a/memory.max": "5000\n", "/sys/fs/cgroup/a/memory.current": "4000\n",
    ]
    #expect(least(files) == 1_000)
  }

  @Test("A container that sees the host's path finds its limit at the root")
  func container() {
    for path in ["/docker/3f2a", "/../../other", "/"] {
      let files = [
        "/proc/self/cgroup": "0::\(path)\n",
        "/sys/fs/cgroup/memory.max": "2000000\n", "/sys/fs/cgroup/memory.current": "500000\n",
      ]
      #expect(least(files) == 1_500_000)
    }
  }

  @Test("Version 1 says the same in other files; no limit there is a number beyond any memory")
  func versionOne() {
    let membership = "12:cpu,cpuacct:/x\n4:memory:/docker/3f2a\n1:name=systemd:/y\n"
    let root = "/sys/fs/cgroup/memory"
    var files = [
      "/proc/meminfo": Self.meminfo, "/proc/self/cgroup": membership,
      "\(root)/docker/3f2a/memory.limit_in_bytes": "9223372036854771712\n",
      "\(root)/docker/3f2a/memory.usage_in_bytes": "1000\n",
    ]
    #expect(least(files) == 8_000_000 * 1024)
    files["\(root)/memory.limit_in_bytes"] = "1000000\n"
    files["\(root)/memory.usage_in_bytes"] = "700000\n"
    files["\(root)/memory.stat"] = "inactive_file 1\ntotal_inactive_file 50000\ntotal_active_file 25000\n"
    #expect(least(files) == 375_000)
  }

  @Test("With both versions mounted, version 2 is found beside version 1")
  func hybrid() {
    let files = [
      "/proc/self/cgroup": "3:memory:/m\n0::/u\n",
      "/sys/fs/cgroup/memory/m/memory.limit_in_bytes": "3000\n",
      "/sys/fs/cgroup/memory/m/memory.usage_in_bytes": "0\n",
      "/sys/fs/cgroup/unified/u/memory.max": "2000\n", "/sys/fs/cgroup/unified/u/memory.current": "500\n",
    ]
    #expect(least(files) == 1_500)
  }

  @Test("A limit that is overdrawn leaves nothing, never less")
  func overdrawn() {
    let files = [
      "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "100\n", "/sys/fs/cgroup/memory.current": "300\n",
    ]
    #expect(least(files) == 0)
    #expect(least([:], limits: [ProcessMemory(limit: 10, used: 20)]) == 0)
  }

  @Test("Where a group is held up before it is refused, that is its limit")
  func heldUp() {
    let files = [
      "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "max\n", "/sys/fs/cgroup/memory.high": "900\n",
      "/sys/fs/cgroup/memory.current": "300\n",
    ]
    #expect(least(files) == 600)
  }

  @Test("The limit of the address space counts where it is the least")
  func addressSpace() {
    #expect(least(["/proc/meminfo": Self.meminfo], limits: [ProcessMemory(limit: 5_000, used: 1_000)]) == 4_000)
    #expect(
      least(["/proc/meminfo": Self.meminfo], limits: [ProcessMemory(limit: .max, used: 0)]) == 8_000_000 * 1024)
  }

  @Test("Lines that say something else are passed over")
  func garbage() {
    #expect(ControlGroup.all(from: "nonsense\n1:cpu\n::\n") == [])
    #expect(
      ControlGroup.all(from: "7:memory:/a:b\n").map(\.folder) == ["/sys/fs/cgroup/memory/a:b", "/sys/fs/cgroup/memory"])
  }

  @Test("This machine tells how much it has")
  func here() throws {
    #expect(try #require(FreeMemory.bytes) > 0)
  }
}
