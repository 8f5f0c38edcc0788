/// A value as an analyst reads it, and how many rows have it.
public struct ValueCount: Sendable, Equatable {
  public let value: String
  public let count: Int

  public init(value: String, count: Int) {
    self.value = value
    self.count = count
  }
}
