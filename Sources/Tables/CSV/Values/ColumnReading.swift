/// What all chunks found about the columns, joined.
struct ColumnReading {
  private(set) var tallies: [NumberTally]
  private(set) var missingWords: [MissingWord: Sighting] = [:]
  /// The distinct texts of every text column.
  var categories: [Int: TextCategories] = [:]

  init(columnCount: Int) {
    tallies = Array(repeating: NumberTally(), count: columnCount)
  }

  mutating func merge(_ findings: [ChunkFindings]) {
    for found in findings {
      for column in tallies.indices { tallies[column].merge(found.tallies[column]) }
      missingWords.merge(found.missingWords) { first, second in
        var both = first
        both.merge(second)
        return both
      }
    }
  }

  /// Drops what was noted about columns that are to be read again.
  mutating func forget(_ columns: [Int]) {
    for column in columns { tallies[column] = NumberTally() }
    missingWords = missingWords.filter { !columns.contains($0.key.column) }
  }
}
