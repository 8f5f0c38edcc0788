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
    blocks[column] = ColumnBlock(.numbers(.allocate(capacity: rowCount)), count: rowCount)
  }

  func takeText(_ column: Int) {
    blocks[column] = ColumnBlock(.text(.allocate(capacity: rowCount), position: textColumns.count), count: rowCount)
    textColumns.append(column)
  }

  /// Gives the memory of a column back.
  func skip(_ column: Int) { blocks[column] = nil }

  /// Hands all blocks out, nil for skipped columns: whoever has them finishes them.
  func takeBlocks() -> [ColumnBlock?] {
    defer { blocks = blocks.map { _ in nil } }
    return blocks
  }
}

/// The memory of one column; of use to one thread at a time but for places in it.
final class ColumnBlock {
  private(set) var slot: ColumnStorage.Slot
  private let count: Int

  /// A column of which every row has been written.
  enum Finished {
    case numbers([Double])
    case codes([Int32])
  }

  fileprivate init(_ slot: ColumnStorage.Slot, count: Int) {
    self.slot = slot
    self.count = count
    switch slot {
    case .skipped: break
    case .numbers(let values): SystemMemory.expectUse(of: values, count: count)
    case .text(let codes, _): SystemMemory.expectUse(of: codes, count: count)
    }
  }

  deinit { release() }

  /// The values, which every row must have; the block gives its memory back.
  func finish() -> Finished {
    defer { release() }
    return switch slot {
    case .skipped: .numbers([])
    case .numbers(let values): .numbers(array(values))
    case .text(let codes, _): .codes(array(codes))
    }
  }

  private func array<Element>(_ values: UnsafeMutablePointer<Element>) -> [Element] {
    Array(unsafeUninitializedCapacity: count) { places, initializedCount in
      if let base = places.baseAddress { SystemMemory.expectUse(of: base, count: count) }
      _ = places.initialize(from: UnsafeBufferPointer(start: values, count: count))
      initializedCount = count
    }
  }

  private func release() {
    switch slot {
    case .skipped: break
    case .numbers(let values): values.deallocate()
    case .text(let codes, _): codes.deallocate()
    }
    slot = .skipped
  }
}
