extension Array {
  /// The first place whose element meets `condition`, which every later one meets as well; `count` where none does.
  /// - Complexity: O(log n).
  package func firstPlace(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
