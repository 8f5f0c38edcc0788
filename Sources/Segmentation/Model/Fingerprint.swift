import Tables

/// A number that tells contents apart: equal contents have equal ones, others practically never.
///
/// FNV-1a on words of 64 bits with a final shift each (G. Fowler, L. C. Noll, K.-P. Vo, 1991); it detects accidents, not
/// forgery.
struct Fingerprint {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ word: UInt64) {
    state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
    state ^= state >> 29
  }

  mutating func add(_ text: String) {
    add(UInt64(text.utf8.count))
    for byte in text.utf8 { add(UInt64(byte)) }
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Of the named columns of a table with the order of their rows.
  /// - Complexity: O(rows × columns).
  static func of(_ names: [String], in table: Table) throws(TableError) -> String {
    var print = Fingerprint()
    print.add(UInt64(table.rowCount))
    for name in names {
      print.add(name)
      switch try table.column(name).values {
      case .numbers(let numbers): for number in numbers { print.add(number.isNaN ? 1 : number.bitPattern) }
      case .text(let text):
        for code in text.codes { print.add(UInt64(bitPattern: Int64(code))) }
        for category in text.categories { print.add(category) }
      case .booleans(let values): for value in values { print.add(value.map { $0 ? 2 : 1 } ?? 0) }
      case .dates(let dates): for value in dates.microseconds { print.add(UInt64(bitPattern: value)) }
      }
    }
    return print.text
  }
}
