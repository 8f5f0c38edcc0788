import Machine

/// The cells of a sheet as delimited text, a line for each row of the sheet, so that lines and rows have the same numbers.
struct SheetText {
  /// Rows without a value are empty lines; the others end with their last value until `squared` brings them to one width.
  var bytes: [UInt8] = []
  /// The columns in use, from 0.
  var firstColumn = Int.max
  var lastColumn = -1
  /// Cells of the columns from the sheet's first on.
  var tallies: [CellTally] = []
  /// Row of the first cell with line breaks.
  var firstLineBreak: Int?
  var merges: [MergedCells] = []
  /// Rows written so far.
  var rowCount = 0

  var isEmpty: Bool { lastColumn < 0 }
}

extension SheetText {
  /// The text in which every row that has a value goes from the first to the last column in use.
  /// - Throws: `LoadError.tooLarge` where that would take more than half of the free memory.
  mutating func square(file: String) throws(LoadError) {
    let width = lastColumn - firstColumn
    let needed = bytes.count + rowCount * width
    // What comes of it is read into columns, which take about as much.
    try LoadError.fitting(file) { () throws(MemoryShortage) in try FreeMemory.require(2 * needed) }
    var squared: [UInt8] = []
    squared.reserveCapacity(needed)
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        let end = bytes.firstOffset(of: CellText.terminator, in: start..<bytes.count) ?? bytes.count
        if end > start {
          let line = UnsafeBufferPointer(rebasing: bytes[start + firstColumn..<end])
          squared.append(contentsOf: line)
          let delimiters = line.occurrences(of: CellText.delimiter, in: 0..<line.count)
          for _ in delimiters..<max(delimiters, width) { squared.append(CellText.delimiter) }
        }
        squared.append(CellText.terminator)
        start = end + 1
      }
    }
    bytes = squared
  }
}
