/// A priority queue: the smallest element first.
struct BinaryHeap<Element: Comparable> {
  /// In no particular order but for the first, the smallest.
  private(set) var elements: [Element] = []

  var isEmpty: Bool { elements.isEmpty }
  var first: Element? { elements.first }

  /// Empties it; its memory stays.
  mutating func removeAll() { elements.removeAll(keepingCapacity: true) }

  /// - Complexity: O(log n).
  mutating func push(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard elements[child] < elements[parent] else { return }
      elements.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the smallest element out; nil when there is none.
  /// - Complexity: O(log n).
  mutating func pop() -> Element? {
    guard let smallest = elements.first, let last = elements.popLast() else { return nil }
    guard !elements.isEmpty else { return smallest }
    elements[0] = last
    var parent = 0
    while true {
      var least = 2 * parent + 1
      guard least < elements.count else { return smallest }
      if least + 1 < elements.count && elements[least + 1] < elements[least] { least += 1 }
      guard elements[least] < elements[parent] else { return smallest }
      elements.swapAt(least, parent)
      parent = least
    }
  }
}
