import Glibc

/// A number as SQL reads it back to the bit, as one of double precision.
///
/// Seventeen digits, since SQLite misreads some of the shortest ones by a digit; and an exponent, since DuckDB and Spark take a
/// number without one for a DECIMAL. In parentheses where it is negative: two signs in a row begin a comment.
package func sqlNumber(_ value: Double) -> String {
  var bytes = [CChar](repeating: 0, count: 32)
  let count = withVaList([value == 0 ? 0 : value]) { vsnprintf(&bytes, bytes.count, "%.16e", $0) }
  let text = String(decoding: bytes[..<Int(count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return value < 0 ? "(\(text))" : text
}

/// A sum, its terms added from the left as this program adds them.
package func sqlSum(_ terms: [String]) -> String { terms.joined(separator: " + ") }
