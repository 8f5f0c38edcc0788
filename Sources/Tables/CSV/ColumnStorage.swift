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
  private(set) var slots: [Slot]
  /// Indices of the columns read as text.
  private(set) var textColumns: [Int] = []

  init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    slots = [Slot](repeating: .skipped, count: columnCount)
  }

  deinit { for column in slots.indices { skip(column) } }

  func takeNumbers(_ column: Int) {
    skip(column)
    slots[column] = .numbers(.allocate(capacity: rowCount))
  }

  func takeText(_ column: Int) {
    skip(column)
    slots[column] = .text(.allocate(capacity: rowCount), position: textColumns.count)
    textColumns.append(column)
  }

  /// Gives the memory of a column back.
  func skip(_ column: Int) {
    switch slots[column] {
    case .skipped: break
    case .numbers(let values): values.deallocate()
    case .text(let codes, _): codes.deallocate()
    }
    slots[column] = .skipped
  }

  /// A column of which every row has been written.
  enum Finished {
    case numbers([Double])
    case codes([Int32])
  }

  /// Hands a column out and gives its memory back; nil for a column that was skipped.
  func finish(_ column: Int) -> Finished? {
    defer { skip(column) }
    return switch slots[column] {
    case .skipped: nil
    case .numbers(let values): .numbers(Array(UnsafeBufferPointer(start: values, count: rowCount)))
    case .text(let codes, _): .codes(Array(UnsafeBufferPointer(start: codes, count: rowCount)))
    }
  }
}
