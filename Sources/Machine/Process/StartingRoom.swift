import CProcessor
import Dispatch
import Glibc
import Synchronization

/// What a process needs before it starts, and finds out that it has not: libraries answer a socket or a thread that they cannot have by
/// ending the program.
public struct StartingRoom: Sendable, Equatable {
  /// Bytes that can be taken, whatever they are limited by.
  var memory: Int
  /// Bytes of addresses that can be mapped: stacks, libraries and pools reserve many and use few.
  var addresses: Int
  /// Files and sockets beside those that are open.
  var descriptors: Int
  /// Threads beside the first, with one that computes.
  var threads: Int

  /// Bytes of the least stack of a thread (`ulimit -s`).
  static let stack = 1 << 20

  /// A kernel: its own threads and sockets, libzmq's, and a few clients that connect.
  public static let kernel = StartingRoom(memory: 96 << 20, addresses: 400 << 20, descriptors: 48, threads: 20)
  /// A run of a file.
  public static let run = StartingRoom(memory: 64 << 20, addresses: 250 << 20, descriptors: 8, threads: 10)

  /// Whether addresses or threads were found to be limited so that it may matter later.
  package static var isLimited: Bool { tightness.load(ordering: .relaxed) }
  private static let tightness = Atomic(false)

  /// What a process has.
  struct Found {
    /// nil for what has no limit, or is not known.
    var memory: Int?
    var addresses: Int?
    var descriptors: Int?
    var stack: Int?
    var threads: Int
  }

  /// Why the process cannot start here, in a sentence; nil where it can.
  ///
  /// To be asked before any thread is made; `ThreadRoom.settle` is to be called before the first is. Pools of addresses are kept small
  /// from here on where these are limited, and loops get fewer threads where there are fewer.
  public func refusal() -> String? {
    AddressPools.limit()
    let computing = processorCount
    let found = Found(
      memory: FreeMemory.bytes, addresses: ProcessMemory.addresses?.free, descriptors: OpenFiles.left,
      stack: ProcessMemory.limit(of: RLIMIT_STACK), threads: ThreadRoom.begin(upTo: threads + computing - 1))
    if let refusal = refusal(of: found) { return refusal }
    ThreadRoom.computing = min(computing, 1 + found.threads - threads)
    Self.tightness.store(
      ProcessMemory.free != nil || found.threads < threads + computing - 1, ordering: .relaxed)
    return nil
  }

  func refusal(of found: Found) -> String? {
    func megabytes(_ bytes: Int) -> String { "\(bytes >> 20) MB" }
    func text(_ needed: String, _ there: String, _ remedy: String) -> String {
      "cohort cannot start: it needs about \(needed), and \(there). \(remedy)"
    }
    if let addresses = found.addresses, addresses < self.addresses {
      return text(
        "\(megabytes(self.addresses)) of address space", "the limit (ulimit -v) leaves \(megabytes(addresses))",
        "What it works on comes on top: a limit of 2 GB (ulimit -v 2000000) is little enough for most tables.")
    }
    if let memory = found.memory, memory < self.memory {
      return text(
        "\(megabytes(self.memory)) of memory", "\(megabytes(memory)) are free here",
        "The least of the machine's free memory, the limits of the container (cgroup) and of the process (ulimit) counts."
      )
    }
    if let descriptors = found.descriptors, descriptors < self.descriptors {
      return text(
        "\(self.descriptors) files and sockets", "\(descriptors) may still be opened (ulimit -n)",
        "1024 (ulimit -n 1024) are usual.")
    }
    if let stack = found.stack, stack < Self.stack {
      return text(
        "\(megabytes(Self.stack)) of stack", "the limit (ulimit -s) is \(stack >> 10) KB",
        "8 MB (ulimit -s 8192) are usual.")
    }
    if found.threads < threads {
      return text(
        "\(threads) threads", "\(found.threads) can be had",
        "The user's limit (ulimit -u) and the container's (pids.max) count all processes together.")
    }
    return nil
  }
}

/// Addresses that the C library reserves for allocations, 64 MiB for each thread that makes some.
enum AddressPools {
  /// Keeps them to one where addresses are limited, so that what is reserved is what is used.
  static func limit() {
    guard ProcessMemory.addresses != nil else { return }
    cohort_keep_one_pool()
  }
}

/// Files and sockets.
enum OpenFiles {
  /// How many more may be opened, counting only up to a thousand; nil without a limit.
  static var left: Int? {
    guard let limit = ProcessMemory.limit(of: RLIMIT_NOFILE) else { return nil }
    // Of a limit that is far away it does not matter how many are open.
    guard limit < 1000 else { return limit }
    return (0..<Int32(limit)).count { fcntl($0, F_GETFD) < 0 }
  }
}

/// Threads that can be made.
public enum ThreadRoom {
  private static let mostComputing = Atomic(Int.max)

  /// The most that a loop may have.
  public internal(set) static var computing: Int {
    get { mostComputing.load(ordering: .relaxed) }
    set { mostComputing.store(max(1, newValue), ordering: .relaxed) }
  }

  /// Whether so many threads can be made now.
  package static func has(_ threads: Int) -> Bool { count(upTo: threads) == threads }

  /// How many threads can be there at once, tried out: which limit there is, and who else uses it, nobody else knows.
  /// - Complexity: some 50 microseconds a thread.
  static func count(upTo most: Int) -> Int {
    let count = begin(upTo: most)
    settle()
    return count
  }

  /// Threads that were tried out and end now.
  private static let ending = Mutex<[pthread_t]>([])

  /// Returns once the threads that `begin` tried out have ended, before others take their room.
  public static func settle() {
    let threads = ending.withLock { ending in
      defer { ending = [] }
      return ending
    }
    for thread in threads { pthread_join(thread, nil) }
  }

  /// As `count`, without waiting for the threads to end: half of the time, in which other things can be done.
  fileprivate static func begin(upTo most: Int) -> Int {
    let gate = Gate()
    var threads: [pthread_t] = []
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 1 << 16)
    while threads.count < most {
      var thread = pthread_t()
      // Each thread keeps the gate until it has passed.
      let waiting = Unmanaged.passRetained(gate).toOpaque()
      let failure = pthread_create(
        &thread, &attributes,
        { gate in
          if let gate { Unmanaged<Gate>.fromOpaque(gate).takeRetainedValue().pass() }
          return nil
        }, waiting)
      guard failure == 0 else {
        Unmanaged<Gate>.fromOpaque(waiting).release()
        break
      }
      threads.append(thread)
    }
    gate.open()
    let (begun, count) = (threads, threads.count)
    ending.withLock { $0 += begun }
    return count
  }

  /// What the threads that are tried out wait at.
  private final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() { semaphore.signal() }

    func pass() {
      semaphore.wait()
      semaphore.signal()
    }
  }
}
