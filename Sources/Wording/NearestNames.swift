/// The names that a misspelt `name` most likely meant, the nearest first, at most `limit` of them.
///
/// Names count as near when they begin or continue alike, or when turning one into the other takes few edits
/// (about one in three characters): insertions, deletions, substitutions and swaps of neighbours, case aside.
/// Damerau, F. J. (1964), doi:10.1145/363958.363994, in the restricted form (optimal string alignment).
/// - Complexity: O(names × length²).
public func nearestNames(to name: String, among names: [String], limit: Int = 3) -> [String] {
  // Of what is pasted where a name belongs the beginning is looked at.
  let name = String(name.prefix(1000)).lowercased()
  let wanted = Array(name.prefix(64))
  guard !wanted.isEmpty, limit > 0 else { return [] }
  let ranked = names.enumerated().compactMap { position, candidate -> (rank: Int, position: Int)? in
    let letters = Array(candidate.lowercased().prefix(64))
    let edits = editDistance(wanted, letters)
    if edits <= max(1, max(wanted.count, letters.count) / 3) { return (2 * edits, position) }
    // A beginning (`BAL` for `BALANCE`) or a part of it is a likely slip too, but after every closer spelling.
    let isPart = wanted.count >= 2 && candidate.lowercased().contains(name)
    return isPart ? (2 * edits + 1, position) : nil
  }
  return ranked.sorted { ($0.rank, $0.position) < ($1.rank, $1.position) }.prefix(limit).map { names[$0.position] }
}

/// Fewest insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`.
func editDistance<Element: Equatable>(_ a: [Element], _ b: [Element]) -> Int {
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 1...a.count {
    var current = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      current[j] = min(substitution, last[j] + 1, current[j - 1] + 1)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        current[j] = min(current[j], beforeLast[j - 2] + 1)
      }
    }
    (beforeLast, last) = (last, current)
  }
  return last[b.count]
}
