import Graphics
import Tables

/// How often each value of a column without numbers occurs.
struct CountsOfValues {
  let column: Column

  func figure(_ options: FigureOptions) -> Figure {
    .counts(
      CountsSpec(
        name: column.name, counts: counts, missingCount: column.missingCount, text: FigureText(title: column.name),
        options: options))
  }

  private var counts: [(value: String, count: Int)] {
    if case .text(let text) = column.values {
      return zip(text.categories, text.counts()).map { (value: $0, count: $1) }
    }
    var counts: [String: Int] = [:]
    for row in 0..<column.count {
      if let text = column.text(at: row) { counts[text, default: 0] += 1 }
    }
    return counts.sorted { $0.key < $1.key }.map { (value: $0.key, count: $0.value) }
  }
}
