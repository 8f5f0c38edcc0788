import Tables
import Wording

/// Finds a row of a table by what the user calls it: its identifier, or its number where there is none.
public struct IdentifierSearch: Sendable {
  private let table: Table
  private let column: Column?

  public init(_ table: Table) {
    self.table = table
    column = table.identifier.map { table.columns[$0] }
  }

  /// The name of the identifier's column, nil where rows go by their numbers.
  public var columnName: String? { column?.name }

  /// The first row called so: spelled exactly so, else the only one that differs in case alone.
  /// - Returns: nil when there is none.
  /// - Complexity: O(n).
  public func row(of identifier: String) -> Int? {
    guard let column else {
      return Int(identifier).flatMap { (1...max(1, table.rowCount)).contains($0) && table.rowCount > 0 ? $0 - 1 : nil }
    }
    if let numbers = column.numbers {
      return Double(identifier).flatMap { wanted in numbers.firstIndex(of: wanted) }
    }
    let wanted = Array(identifier.utf8)
    var similar: [Int] = []
    for row in 0..<table.rowCount {
      guard let text = column.text(at: row), text.utf8.count == wanted.count else { continue }
      if text == identifier { return row }
      if similar.count < 2, Self.commonBeginning(text.utf8, wanted) == wanted.count { similar.append(row) }
    }
    return similar.count == 1 ? similar[0] : nil
  }

  /// Identifiers that begin so, in the order of the rows.
  /// - Complexity: O(n), less where `limit` are found early.
  public func beginning(with prefix: String, limit: Int) -> [String] {
    guard let column else { return [] }
    let wanted = Array(prefix.utf8)
    var found: [String] = []
    for row in 0..<table.rowCount where found.count < limit {
      guard let text = column.text(at: row) else { continue }
      if Self.commonBeginning(text.utf8, wanted) == wanted.count { found.append(text) }
    }
    return found
  }

  /// The identifiers that a mistyped one most likely meant, the nearest first.
  ///
  /// A slip leaves what stands before and behind it: the rows whose identifiers share most of both are compared
  /// letter by letter, so that a million rows cost no more than reading them.
  /// - Complexity: O(n).
  public func nearest(to identifier: String, limit: Int = 3) -> [String] {
    guard let column else { return [] }
    if let numbers = column.numbers {
      guard let wanted = Double(identifier), wanted.isFinite else { return [] }
      let rows = numbers.indices.filter { numbers[$0].isFinite }
      let near = smallest(limit, of: rows) { abs(numbers[$0] - wanted) }
      return near.compactMap { column.text(at: $0) }
    }
    let wanted = Array(identifier.utf8)
    let backwards = Array(wanted.reversed())
    let candidates = smallest(100, of: Array(0..<table.rowCount)) { row in
      guard let text = column.text(at: row) else { return .infinity }
      let shared =
        Self.commonBeginning(text.utf8, wanted) + Self.commonBeginning(text.utf8.reversed(), backwards)
      return Double(max(wanted.count, text.utf8.count) - min(shared, wanted.count))
    }
    return nearestNames(to: identifier, among: candidates.compactMap { column.text(at: $0) }, limit: limit)
  }

  /// How many bytes are the same from the first on, letters' case aside.
  private static func commonBeginning(_ text: some Sequence<UInt8>, _ wanted: [UInt8]) -> Int {
    var count = 0
    for byte in text {
      guard count < wanted.count, folded(byte) == folded(wanted[count]) else { return count }
      count += 1
    }
    return count
  }

  private static func folded(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }
}

/// The elements with the smallest values, smallest first; between equals in their order.
/// - Complexity: O(n) where few of them come late, O(n·limit) at worst.
func smallest<Element>(_ limit: Int, of elements: [Element], by value: (Element) -> Double) -> [Element] {
  var kept: [(element: Element, value: Double)] = []
  guard limit > 0 else { return [] }
  for element in elements {
    let value = value(element)
    if kept.count == limit, value >= kept[limit - 1].value { continue }
    var place = kept.count
    while place > 0, kept[place - 1].value > value { place -= 1 }
    kept.insert((element, value), at: place)
    if kept.count > limit { kept.removeLast() }
  }
  return kept.map(\.element)
}
