/// Memory that something needs and that is not to be had; bytes.
public struct MemoryShortage: Error, Sendable, Equatable {
  public let needed: Int
  public let available: Int

  public init(needed: Int, available: Int) { (self.needed, self.available) = (needed, available) }
}
