/// Why a table could not be made or a column not be found.
public enum TableError: Error, Sendable, Equatable {
  case noSuchColumn(String, nearest: [String])
  case ambiguousColumn(String, candidates: [String])
  case duplicateColumn(String)
  case unequalLengths(column: String, expected: Int, found: Int)

  public var message: String {
    switch self {
    case .noSuchColumn(let name, let nearest):
      "there is no column \(name)" + (nearest.isEmpty ? "" : "; the nearest: \(nearest.joined(separator: ", "))")
    case .ambiguousColumn(let name, let candidates):
      "\(name) could be \(candidates.joined(separator: " or ")): spell it exactly"
    case .duplicateColumn(let name):
      "two columns are called \(name)"
    case .unequalLengths(let column, let expected, let found):
      "column \(column) has \(found) rows, the ones before it \(expected)"
    }
  }

  /// The names that were probably meant.
  public var suggestions: [String] {
    switch self {
    case .noSuchColumn(_, let nearest): nearest
    case .ambiguousColumn(_, let candidates): candidates
    case .duplicateColumn, .unequalLengths: []
    }
  }
}
