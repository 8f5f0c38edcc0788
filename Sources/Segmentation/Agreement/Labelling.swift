import Tables

/// A division of a table's rows that a segmentation is held against: a column of labels, another segmentation, a file.
public struct Labelling: Sendable, Equatable {
  /// What it is called in a sentence: `city`, `k-means`, `the truth`.
  public let name: String
  /// What its groups are called; no two alike.
  public let groups: [String]
  /// The group of each row of the table, a place in `groups`; nil where it has none.
  public let groupOfRow: [Int?]
  /// Whether the groups are segments, between which customers move, rather than labels that customers have.
  public let isSegmentation: Bool
  /// How it came about, for a caption: `city`, `k-means, best of 10 starts, seed 42`.
  public let origin: String
  /// What the user should know. Whole sentences without a full stop.
  public let notes: [String]

  init(
    name: String, groups: [String], groupOfRow: [Int?], isSegmentation: Bool, origin: String, notes: [String] = []
  ) {
    self.name = name
    self.groups = groups
    self.groupOfRow = groupOfRow
    self.isSegmentation = isSegmentation
    self.origin = origin
    self.notes = notes
  }
}

// MARK: Labels

extension Labelling {
  /// Numbers with more different values than these are measurements, not labels.
  public static let mostNumbers = 50

  /// The labels of a column: text, yes or no, or numbers of few different values. Rows without a value have none.
  /// - Throws: `AgreementError.measurements`, `.identifies`, `.notLabels`.
  public init(_ column: Column) throws(AgreementError) {
    let coded: (groups: [String], codes: [Int?])
    switch column.values {
    case .text(let text):
      coded = Self.coded(text)
    case .booleans(let values):
      coded = (["false", "true"], values.map { $0.map { $0 ? 1 : 0 } })
    case .numbers(let numbers):
      coded = try Self.coded(numbers, of: column)
    case .dates:
      throw .notLabels(column: column.name, type: column.values.typeName)
    }
    let rows = column.count - column.missingCount
    // Text that is different in most rows names customers and groups nobody.
    guard coded.groups.count <= max(Self.mostNumbers, rows / 2) else {
      throw .identifies(column: column.name, values: coded.groups.count, rows: rows)
    }
    self.init(
      name: column.name, groups: coded.groups, groupOfRow: coded.codes, isSegmentation: false, origin: column.name)
  }

  /// Groups by name, not by who comes first in the file.
  private static func coded(_ text: TextColumn) -> ([String], [Int?]) {
    let order = text.categories.indices.sorted { text.categories.isBefore($0, $1) }
    var codes = [Int](repeating: 0, count: order.count)
    for (code, category) in order.enumerated() { codes[category] = code }
    return (order.map { text.categories[$0] }, text.codes.map { $0 < 0 ? nil : codes[Int($0)] })
  }

  private static func coded(_ numbers: [Double], of column: Column) throws(AgreementError) -> ([String], [Int?]) {
    let values = Set(numbers.filter { !$0.isNaN }).sorted()
    guard values.count <= mostNumbers else { throw .measurements(column: column.name, values: values.count) }
    let codes = Dictionary(uniqueKeysWithValues: zip(values, 0...))
    return (values.map { shortest($0) }, numbers.map { codes[$0] })
  }

  /// The types behind the rows of the built-in sample, whichever of its rows the table still has.
  /// - Throws: `AgreementError.noTruth` for any other table.
  /// - Complexity: makes the sample anew, some milliseconds.
  public init(truthOf table: Table) throws(AgreementError) {
    let sample = SampleData()
    guard table.source == sample.table.source, let identifier = sample.table.identifier,
      let own = table.identifier, table.columns[own].name == sample.table.columns[identifier].name
    else { throw .noTruth(table: table.name) }
    let all = CustomerType.allCases
    var types: [String: Int] = [:]
    for (row, type) in sample.types.enumerated() {
      types[sample.table.identifierText(row: row)] = all.firstIndex(of: type)
    }
    self.init(
      name: "the truth", groups: all.map(\.rawValue),
      groupOfRow: (0..<table.rowCount).map { types[table.identifierText(row: $0)] }, isSegmentation: false,
      origin: "the types that the sample was made of")
  }
}
