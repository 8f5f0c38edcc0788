import CArrow
import Tables

/// A column of the session's, from which DuckDB's vectors are filled.
struct DuckDBColumn {
  /// As duckdb.h numbers its types.
  enum ValueType: Int32 {
    case boolean = 1
    case double = 11
    case timestamp = 12
    case date = 13
    case text = 17
    case timestampUTC = 31
  }

  let name: String
  let type: ValueType
  private let values: ColumnValues
  /// Of text: all of its categories, one behind the other. DuckDB points into them, for as long as this column is there.
  private let categories: (bytes: [UInt8], offsets: [Int])

  private static let microsecondsPerDay: Int64 = 86_400_000_000

  init(_ column: Column) {
    name = column.name
    values = column.values
    switch column.values {
    case .numbers: (type, categories) = (.double, ([], []))
    case .booleans: (type, categories) = (.boolean, ([], []))
    case .text(let text): (type, categories) = (.text, text.categories.storage)
    case .dates(let dates):
      let types: [DateColumn.Precision: ValueType] = [.day: .date, .time: .timestamp, .timeUTC: .timestampUTC]
      (type, categories) = (types[dates.precision] ?? .timestamp, ([], []))
    }
  }

  /// Puts values into a vector, from its first place on; missing is NULL.
  /// - Parameter rows: at most as many as a vector holds.
  func fill(_ vector: DuckDBHandle, with rows: Range<Int>, _ library: DuckDBLibrary) {
    guard let data = library.call.vector_get_data(vector) else { return }
    switch values {
    case .numbers(let numbers):
      numbers.withUnsafeBufferPointer { numbers in
        let numbers = UnsafeBufferPointer(rebasing: numbers[rows])
        guard let base = numbers.baseAddress else { return }
        data.copyMemory(from: base, byteCount: rows.count * MemoryLayout<Double>.stride)
        markMissing(in: vector, rows.count, library) { numbers[$0].isNaN }
      }
    case .booleans(let booleans):
      let bytes = data.assumingMemoryBound(to: UInt8.self)
      for (place, row) in rows.enumerated() { bytes[place] = booleans[row] == true ? 1 : 0 }
      markMissing(in: vector, rows.count, library) { booleans[rows.lowerBound + $0] == nil }
    case .dates(let dates): fill(vector, data, with: dates, rows, library)
    case .text(let text): fill(vector, data, with: text, rows, library)
    }
  }

  private func fill(
    _ vector: DuckDBHandle, _ data: UnsafeMutableRawPointer, with dates: DateColumn, _ rows: Range<Int>,
    _ library: DuckDBLibrary
  ) {
    dates.microseconds.withUnsafeBufferPointer { moments in
      let moments = UnsafeBufferPointer(rebasing: moments[rows])
      if dates.precision == .day {
        let days = data.assumingMemoryBound(to: Int32.self)
        for (place, moment) in moments.enumerated() {
          // Midnights, so that nothing is rounded.
          days[place] = moment == DateColumn.missing ? 0 : Int32(moment / Self.microsecondsPerDay)
        }
      } else if let base = moments.baseAddress {
        data.copyMemory(from: base, byteCount: rows.count * MemoryLayout<Int64>.stride)
      }
      markMissing(in: vector, rows.count, library) { moments[$0] == DateColumn.missing }
    }
  }

  /// Texts of up to twelve bytes stand in the vector; longer ones stay where they are, and are pointed at.
  ///
  /// The array that holds them is neither changed nor given back while a scan has this column, so that its bytes do not move.
  private func fill(
    _ vector: DuckDBHandle, _ data: UnsafeMutableRawPointer, with text: TextColumn, _ rows: Range<Int>,
    _ library: DuckDBLibrary
  ) {
    let texts = data.assumingMemoryBound(to: DuckDBText.self)
    categories.bytes.withUnsafeBytes { bytes in
      categories.offsets.withUnsafeBufferPointer { offsets in
        text.codes.withUnsafeBufferPointer { codes in
          let codes = UnsafeBufferPointer(rebasing: codes[rows])
          for (place, code) in codes.enumerated() {
            texts[place] =
              code < 0
              ? DuckDBText()
              : DuckDBText(UnsafeRawBufferPointer(rebasing: bytes[offsets[Int(code)]..<offsets[Int(code) + 1]]))
          }
          markMissing(in: vector, rows.count, library) { codes[$0] < 0 }
        }
      }
    }
  }

  /// A vector has a bit for each value, 1 where there is one, and none at all where all are there.
  @inline(__always)
  private func markMissing(
    in vector: DuckDBHandle, _ count: Int, _ library: DuckDBLibrary, where isMissing: (Int) -> Bool
  ) {
    guard (0..<count).contains(where: isMissing) else { return }
    library.call.vector_ensure_validity_writable(vector)
    guard let bits = library.call.vector_get_validity(vector) else { return }
    for word in 0..<(count + 63) / 64 {
      var there = UInt64.max
      for place in 0..<min(64, count - word * 64) where isMissing(word * 64 + place) { there &= ~(1 << UInt64(place)) }
      bits[word] = there
    }
  }
}

extension DuckDBText {
  /// - Parameter bytes: kept by the caller where there are more than twelve.
  @inline(__always)
  fileprivate init(_ bytes: UnsafeRawBufferPointer) {
    self.init()
    length = UInt32(bytes.count)
    guard bytes.count > 12 else {
      withUnsafeMutableBytes(of: &self) { $0[4...].copyBytes(from: bytes) }
      return
    }
    withUnsafeMutableBytes(of: &head) { $0.copyBytes(from: bytes.prefix(4)) }
    rest.bytes = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
  }
}
