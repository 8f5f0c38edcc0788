import Machine

/// Short codes for the values that a column has in some rows: codes rise as values do, and equal values share one.
///
/// A code is the distance from the least value: of whole numbers their difference, of others that of the order keys. Bits at its
/// end that never tell two apart are left out. Scores from 0 to 10 need four bits so, limits in steps of 500 a few more, amounts
/// with cents nearly all 64.
struct OrderCode {
  private let values: [Double]
  private let isWhole: Bool
  private let least: UInt64
  /// Bits left out at the end of a distance.
  private var shift: Int
  private var missing: UInt64
  /// Bits of a code; none when all rows have the same value.
  private(set) var bits: Int

  /// - Parameters:
  ///   - values: of the column.
  ///   - rows: those to be told apart, one at least.
  /// - Throws: `CancellationError`.
  init(_ values: [Double], rows: [Int], context: ComputeContext) throws(CancellationError) {
    let whole = try Extent(values, rows, isWhole: true, context)
    self.values = values
    isWhole = whole != nil
    var extent = whole
    if extent == nil { extent = try Extent(values, rows, isWhole: false, context) }
    // Nothing but missing values: one code.
    guard let extent, extent.least <= extent.greatest else {
      (least, shift, missing, bits) = (0, 0, 0, 0)
      return
    }
    least = extent.least
    shift = min(63, (extent.either ^ extent.all).trailingZeroBitCount)
    let greatest = (extent.greatest - least) >> shift
    missing = greatest + 1
    bits = UInt64.bitWidth - (extent.hasMissing ? missing : greatest).leadingZeroBitCount
  }

  /// The upper bits of the same codes, for a first division.
  func shortened(to bits: Int) -> OrderCode {
    guard bits < self.bits else { return self }
    var short = self
    short.shift += self.bits - bits
    short.missing >>= self.bits - bits
    short.bits = bits
    return short
  }

  func callAsFunction(_ row: Int) -> UInt64 {
    let value = values[row]
    if value.isNaN { return missing }
    return ((isWhole ? Int64(value).orderKey : value.orderKey) - least) >> shift
  }
}

/// What there is to know of the keys of some rows to make codes of them.
private struct Extent {
  var least = UInt64.max
  var greatest: UInt64 = 0
  /// Bits that all keys have, and those that one has.
  var all = UInt64.max
  var either: UInt64 = 0
  var hasMissing = false

  /// nil when keys of whole numbers are asked for and not all values are.
  init?(_ values: [Double], _ rows: [Int], isWhole: Bool, _ context: ComputeContext) throws(CancellationError) {
    let parts = try parallelMap(count: rows.count, chunkSize: 1 << 14, context: context) { places, _ in
      Extent(values, rows[places], isWhole: isWhole)
    }
    for part in parts {
      guard let part else { return nil }
      least = min(least, part.least)
      greatest = max(greatest, part.greatest)
      all &= part.all
      either |= part.either
      hasMissing = hasMissing || part.hasMissing
    }
  }

  private init?(_ values: [Double], _ rows: ArraySlice<Int>, isWhole: Bool) {
    for row in rows {
      let value = values[row]
      guard !value.isNaN else {
        hasMissing = true
        continue
      }
      var key = value.orderKey
      if isWhole {
        guard let whole = Int64(exactly: value) else { return nil }
        key = whole.orderKey
      }
      least = min(least, key)
      greatest = max(greatest, key)
      all &= key
      either |= key
    }
  }
}

extension Int64 {
  /// Rises as numbers do.
  fileprivate var orderKey: UInt64 { UInt64(bitPattern: self) ^ 1 << 63 }
}
