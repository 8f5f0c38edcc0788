/// How large the parts of a file of delimited text may be. What is larger was not meant to be a table, and would take memory and time
/// before that shows.
enum CSVLimit {
  /// Bytes of a record, which bounds its fields and the names of columns.
  static let recordBytes = 16 << 20
  static let nameBytes = 1 << 20
  static let columns = 100_000
}
