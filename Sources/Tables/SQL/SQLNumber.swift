import Foundation

/// A number as SQL reads it back to the bit, as one of double precision.
///
/// Seventeen digits, since SQLite misreads some of the shortest ones by a digit; and an exponent, since DuckDB and Spark take a
/// number without one for a DECIMAL. In parentheses where it is negative: two signs in a row begin a comment.
package func sqlNumber(_ value: Double) -> String {
  let text = String(format: "%.16e", value == 0 ? 0 : value)
  return value < 0 ? "(\(text))" : text
}

/// A sum, its terms added from the left as this program adds them.
package func sqlSum(_ terms: [String]) -> String { terms.joined(separator: " + ") }
