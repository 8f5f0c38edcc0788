/// Labels of any numbers as clusters 0, 1, …, in the order of the labels.
package struct LabelNumbers {
  /// The cluster of each row.
  package let numbers: [Int]
  /// The clusters, none of them empty.
  package let count: Int
  /// The number that rows labelled −1 have, which are in no cluster; nil without such rows.
  package let noise: Int?

  /// - Complexity: O(n); O(n + c log c) for c labels that lie far apart.
  package init(_ labels: [Int]) {
    let low = labels.min() ?? 0
    // The lowest label has the lowest number.
    noise = low == -1 ? 0 : nil
    let (extent, overflow) = (labels.max() ?? -1).subtractingReportingOverflow(low)
    // Labels are mostly 0, 1, 2, …, and looking them up in an array costs a tenth of what hashing does.
    guard !overflow, extent <= 4 * labels.count + 1_024 else {
      let different = Set(labels).sorted()
      let number = Dictionary(uniqueKeysWithValues: zip(different, 0...))
      numbers = labels.map { number[$0, default: 0] }
      count = different.count
      return
    }
    var number = [Int](repeating: -1, count: extent + 1)
    for label in labels { number[label - low] = 0 }
    var next = 0
    for place in number.indices where number[place] == 0 {
      number[place] = next
      next += 1
    }
    numbers = labels.map { number[$0 - low] }
    count = next
  }
}
