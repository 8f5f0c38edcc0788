/// What was met in the cells of a column that the user should know. Rows are those of the sheet, from 1.
struct CellTally {
  /// A number of cells, the first of them and what it holds.
  struct Sighting {
    var count = 0
    var row = 0
    var token = ""

    mutating func add(row: Int, _ token: @autoclosure () -> String = "") {
      count += 1
      if count == 1 { (self.row, self.token) = (row, token()) }
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
