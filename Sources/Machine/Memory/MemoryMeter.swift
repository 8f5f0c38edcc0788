/// Counts the bytes of something whose size an input decides, while it grows, and refuses before memory ends.
///
/// Twice what has grown must still be free: an array that is full asks for one twice as long, while its elements stay where they are.
/// So it ends at a third of what was free when it began, and what is made of it finds room.
public struct MemoryMeter: Sendable {
  private let available: @Sendable () -> Int
  /// Bytes counted so far.
  public private(set) var bytes = 0
  /// At how many bytes the system is asked again.
  private var next = smallest

  /// Bytes that nobody is asked about.
  static let smallest = 4 << 20
  /// Bytes between two questions, which take some files of the system's each: a gigabyte costs a few milliseconds.
  private static let step = 32 << 20

  /// - Parameter available: bytes that can still be taken.
  public init(available: @escaping @Sendable () -> Int = { FreeMemory.bytes ?? .max }) { self.available = available }

  /// Counts bytes that were taken, or are about to be.
  /// - Throws: `MemoryShortage` once twice all that was counted is more than what is free.
  /// - Complexity: O(1); the system is asked every 32 MiB, and more often where little is free.
  @inline(__always)
  public mutating func grow(by count: Int) throws(MemoryShortage) {
    bytes = bytes.addingReportingOverflow(count).partialValue
    if bytes >= next || bytes < 0 { try look() }
  }

  private mutating func look() throws(MemoryShortage) {
    let left = available()
    let needed = bytes < 0 || bytes > .max / 2 ? Int.max : 2 * bytes
    guard needed <= left else { throw MemoryShortage(needed: needed, available: left) }
    next = bytes + min(Self.step, max(Self.smallest / 4, left / 8))
  }
}

extension FreeMemory {
  /// Whether so many bytes can be had at once.
  /// - Parameter available: bytes that can be taken; asked only where much is needed.
  /// - Throws: `MemoryShortage`.
  public static func require(
    _ needed: Int, of available: () -> Int = { FreeMemory.bytes ?? .max }
  ) throws(MemoryShortage) {
    guard needed >= MemoryMeter.smallest else { return }
    let available = available()
    guard needed <= available else { throw MemoryShortage(needed: needed, available: available) }
  }
}
