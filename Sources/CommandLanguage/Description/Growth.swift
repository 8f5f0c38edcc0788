/// How a command's work grows with the rows of its table.
///
/// A command that declares nothing takes about four times as long on four times the rows; a test runs every command at both
/// sizes and holds it to what it declares.
package enum Growth: Sendable, Equatable {
  /// n, or n·log n.
  case linear
  /// More, at most n²: how many times as long four times the rows may take, and what makes it so.
  case more(times: Double, because: String)

  /// n², such as a figure that is defined over all pairs of rows.
  package static func quadratic(because reason: String) -> Growth { .more(times: 24, because: reason) }

  /// How many times as long four times the rows may take, half as much again as a count of steps would say.
  var mostTimes: Double {
    switch self {
    case .linear: 6
    case .more(let times, _): times
    }
  }
}
