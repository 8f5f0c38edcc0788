/// How a command's work grows with the rows of its table.
///
/// A command that declares nothing takes about four times as long on four times the rows; a test runs every command at both
/// sizes and holds it to what it declares.
enum Growth: Sendable, Equatable {
  /// n, or n·log n.
  case linear
  /// n², with what makes it so, such as a figure that is defined over all pairs of rows.
  case quadratic(because: String)
}
