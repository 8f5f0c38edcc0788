extension RandomAccessCollection where Index == Int {
  /// The first place whose element meets `condition`, which every later one meets as well; the end where none does.
  /// - Complexity: O(log n).
  package func firstPlace(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
