/// Finds the names that a mistyped one may have meant.
enum NearestName {
  /// The up to three nearest of `candidates`, best first: equal but for case, begun alike, or a few slips away.
  ///
  /// - Complexity: O(n · m²) for n candidates of m letters.
  static func of(_ name: String, among candidates: [String]) -> [String] {
    let wanted = Array(name.lowercased())
    guard !wanted.isEmpty, wanted.count <= 200 else { return [] }
    let tolerated = max(1, (wanted.count + 1) / 3)
    var scored: [(score: Int, index: Int)] = []
    for (index, candidate) in candidates.enumerated() {
      let letters = Array(candidate.lowercased())
      if letters == wanted {
        scored.append((-1, index))
      } else if wanted.count >= 2, letters.starts(with: wanted) {
        scored.append((0, index))
      } else if abs(letters.count - wanted.count) <= tolerated {
        let distance = slips(from: wanted, to: letters)
        if distance <= tolerated { scored.append((distance, index)) }
      }
    }
    return scored.sorted { ($0.score, $0.index) < ($1.score, $1.index) }.prefix(3).map { candidates[$0.index] }
  }

  /// Insertions, deletions, substitutions and swaps of neighbours between two words
  /// (optimal string alignment; Damerau 1964, doi:10.1145/363958.363994).
  static func slips(from a: [Character], to b: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in b.indices {
        let substitution = last[j] + (a[i] == b[j] ? 0 : 1)
        row[j + 1] = min(substitution, last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
