/// Why a segmentation cannot be held against something.
public enum AgreementError: Error, Sendable, Equatable {
  /// A column of numbers with too many different values to be labels.
  case measurements(column: String, values: Int)
  /// A column that tells rows apart instead of grouping them.
  case identifies(column: String, values: Int, rows: Int)
  /// A column of a type that labels do not have.
  case notLabels(column: String, type: String)
  /// The table is not the built-in sample, the only one whose truth is known.
  case noTruth(table: String)
  /// The file lacks the column that identifies the table's rows.
  case noIdentifier(file: String, column: String)
  /// The file lacks a column called `segment`.
  case noSegment(file: String)
  /// The file has an identifier more than once.
  case twice(file: String, identifier: String)
  /// No row has both a segment and a label.
  case nothingShared(name: String)
  /// All rows have one label.
  case oneGroup(name: String, group: String)

  /// What is wrong in one sentence without a full stop.
  public var message: String {
    switch self {
    case .measurements(let column, let values):
      "\(column) has \(grouped(values)) different values; labels are numbers of \(Labelling.mostNumbers) values at most"
    case .identifies(let column, let values, let rows):
      "\(column) has \(grouped(values)) different values in \(count(rows, "row")): it tells customers apart and groups "
        + "nobody"
    case .notLabels(let column, let type):
      "\(column) holds \(type)s; labels are text, yes or no, or numbers of few values"
    case .noTruth(let table): "nobody knows the truth about \(table); only the built-in sample comes with it"
    case .noIdentifier(let file, let column):
      "\(file) has no column \(column), by which its lines would be matched with the table's"
    case .noSegment(let file): "\(file) has no column segment"
    case .twice(let file, let identifier): "\(file) has \(identifier) more than once"
    case .nothingShared(let name): "no customer of the segmentation is in \(name)"
    case .oneGroup(let name, let group):
      "\(name) puts every customer of the segmentation in one group, \(group); there is nothing to agree with"
    }
  }

  /// What would be right; empty when the message says it.
  public var remedy: String {
    switch self {
    case .measurements(let column, _): "%hist \(column) by=segment compares a measurement between segments"
    case .identifies, .notLabels: "Name a column of labels, or another segmentation: kmeans, complete, previous"
    case .noTruth: "%load alone reads the sample; a column of labels serves as well"
    case .noIdentifier, .noSegment: "%export segments FILE.csv writes such a file"
    case .twice: "A line a customer"
    case .nothingShared, .oneGroup: ""
    }
  }
}
