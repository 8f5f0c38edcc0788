/// What was met in the cells of a column that the user should know. Rows are those of the sheet, from 1.
struct CellTally {
  /// A number of cells, the first of them and what it holds.
  struct Sighting {
    private(set) var count = 0
    /// The first ones.
    private var first: [(row: Int, token: String)] = []
    /// More rows of names than there are.
    private static let mostKept = 8

    var row: Int { first.first?.row ?? 0 }
    var token: String { first.first?.token ?? "" }

    mutating func add(row: Int, _ token: @autoclosure () -> String = "") {
      count += 1
      if first.count < Self.mostKept { first.append((row, token())) }
    }

    /// Those below a row.
    func below(_ row: Int) -> Sighting {
      var below = self
      let above = first.count { $0.row <= row }
      below.count -= above
      below.first.removeFirst(above)
      return below
    }
  }

  /// `#N/A` and the like.
  var errors = Sighting()
  /// Formulas whose result is not in the file.
  var uncomputed = Sighting()
  /// Numbers of days that are no day.
  var impossibleDates = Sighting()
  var dates = Sighting()
  var times = Sighting()
  /// Texts that read as plain numbers.
  var numbersAsText = Sighting()
}
