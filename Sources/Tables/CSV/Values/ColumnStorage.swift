import Machine

/// Where the chunks write their values: one block of memory a column, a place for every row.
///
/// Chunks know their first row, so threads write side by side without ever sharing a place, and the finished columns
/// cost no more than their values.
final class ColumnStorage {
  enum Slot {
    case skipped
    case numbers(UnsafeMutablePointer<Double>)
    /// Codes, and the column's position among the text columns.
    case text(UnsafeMutablePointer<Int32>, position: Int)
  }

  let rowCount: Int
  private var blocks: [ColumnBlock?]
  /// Indices of the columns read as text.
  private(set) var textColumns: [Int] = []

  init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    blocks = [ColumnBlock?](repeating: nil, count: columnCount)
  }

  var slots: [Slot] { blocks.map { $0?.slot ?? .skipped } }

  func takeNumbers(_ column: Int) {
    blocks[column] = ColumnBlock(numbers: rowCount)
  }

  func takeText(_ column: Int) {
    blocks[column] = ColumnBlock(codes: rowCount, position: textColumns.count)
    textColumns.append(column)
  }

  /// Says that all columns will be written from end to end.
  func expectUse(threads: Int) {
    let slots = slots
    _ = parallelMap(count: slots.count, threads: threads) { column in
      switch slots[column] {
      case .skipped: break
      case .numbers(let places): LargePages.expectUse(of: places, count: rowCount)
      case .text(let places, _): LargePages.expectUse(of: places, count: rowCount)
      }
    }
  }

  /// Says that rows from `count` on have not been written: columns come to an end there.
  func trim(to count: Int) {
    for block in blocks { block?.rowCount = count }
  }

  /// Gives the memory of a column back.
  func skip(_ column: Int) { blocks[column] = nil }

  /// Hands all blocks out, nil for skipped columns: whoever has them finishes them.
  func takeBlocks() -> [ColumnBlock?] {
    defer { blocks = blocks.map { _ in nil } }
    return blocks
  }
}

/// The memory of one column.
final class ColumnBlock {
  let slot: ColumnStorage.Slot
  /// Rows that are written.
  fileprivate(set) var rowCount: Int
  private var values: Finished

  /// A column of which every row has been written.
  enum Finished {
    case numbers([Double])
    case codes([Int32])
  }

  fileprivate init(numbers count: Int) {
    let (array, places): ([Double], _) = Self.places(count)
    values = .numbers(array)
    rowCount = count
    slot = .numbers(places)
  }

  fileprivate init(codes count: Int, position: Int) {
    let (array, places): ([Int32], _) = Self.places(count)
    values = .codes(array)
    rowCount = count
    slot = .text(places, position: position)
  }

  /// The values, once every row is written; the block has none afterwards, so nobody else writes to them.
  func finish() -> Finished {
    let finished = values
    values = .codes([])
    // Consumed: an array that somebody else has too would be copied to be made shorter.
    switch consume finished {
    case .numbers(var numbers):
      numbers.removeLast(numbers.count - rowCount)
      return .numbers(numbers)
    case .codes(var codes):
      codes.removeLast(codes.count - rowCount)
      return .codes(codes)
    }
  }

  /// An array of `count` places that nothing has been written to, and where they are.
  ///
  /// The address holds for as long as the block alone has the array and leaves it alone: an array moves only when it grows, or
  /// is changed while somebody else has it too. Values written through it so are in the finished column without being copied.
  /// Nobody reads a place before it is written; any bits are a number.
  private static func places<Element: BitwiseCopyable>(
    _ count: Int
  ) -> (array: [Element], places: UnsafeMutablePointer<Element>) {
    var address: UnsafeMutablePointer<Element>?
    // An array of none has no address.
    let capacity = LargePages.roomyCapacity(of: Element.self, max(1, count))
    let array = [Element](unsafeUninitializedCapacity: capacity) { places, initializedCount in
      address = places.baseAddress
      initializedCount = count
    }
    guard let address else { preconditionFailure("an array with places has an address") }
    return (array, address)
  }
}
