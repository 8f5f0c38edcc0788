import Graphics
import Segmentation
import Tables

/// How often each value of a column without numbers occurs.
struct CountsOfValues {
  private let name: String
  private let counts: [ValueCount]
  private let missing: Int

  init<Asked: ColumnQuestions>(of column: Asked) throws(Asked.Failure) {
    name = column.name
    counts = try column.valueCounts()
    missing = try column.missingCount()
  }

  func figure(_ options: FigureOptions) -> Figure {
    .counts(
      CountsSpec(
        name: name, counts: counts.map { ($0.value, $0.count) }, missingCount: missing, text: FigureText(title: name),
        options: options))
  }
}
