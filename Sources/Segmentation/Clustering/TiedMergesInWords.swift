import Analysis

extension Dendrogram {
  /// That some merges were tied, so that the rule for ties chose among equally good trees; nil where none was. Without a full stop.
  ///
  /// "12 of the 499 merges were tied: an equally good tree exists".
  var tiedMergesInWords: String? {
    guard !tiedMerges.isEmpty else { return nil }
    let verb = tiedMerges.count == 1 ? "was" : "were"
    return
      "\(grouped(tiedMerges.count)) of the \(count(merges.count, "merge")) \(verb) tied: an equally good tree exists"
  }
}
