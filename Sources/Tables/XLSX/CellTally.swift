/// What was met in the cells of a column that the user should know. Rows are those of the sheet, from 1.
struct CellTally {
  /// A number of cells, the first of them and what it holds.
  struct Sighting {
    var count = 0
    var row = 0
    var token = ""
    /// The first ones.
    private var first: [(row: Int, token: String)] = []
    /// More rows of names than there are.
    private static let mostKept = 8

    mutating func add(row: Int, _ token: @autoclosure () -> String = "") {
      count += 1
      if first.count < Self.mostKept { first.append((row, token())) }
      if count == 1 { (self.row, self.token) = first[0] }
    }

    /// Those below a row; of many, the first that is known.
    func below(_ row: Int) -> Sighting {
      var below = self
      let above = first.count { $0.row <= row }
      below.count -= above
      below.first.removeFirst(above)
      if let next = below.first.first { (below.row, below.token) = next }
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
