import Analysis
import Foundation

/// Features as the peers get them: rows × columns doubles, row by row, in a file with the two counts before them.
enum Features {
  /// Reads a file of features.
  static func read(_ path: String) throws -> Matrix {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    return bytes.withUnsafeBytes { raw in
      let rows = Int(raw.loadUnaligned(fromByteOffset: 0, as: Int64.self))
      let columns = Int(raw.loadUnaligned(fromByteOffset: 8, as: Int64.self))
      let values = (0..<rows * columns).map { raw.loadUnaligned(fromByteOffset: 16 + 8 * $0, as: Double.self) }
      return Matrix(rowCount: rows, columnCount: columns, elements: values)
    }
  }
}
