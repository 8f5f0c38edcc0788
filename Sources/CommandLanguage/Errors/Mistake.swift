/// What went wrong and where in the cell it shows.
package struct Mistake: Error, Sendable, Equatable {
  /// The part of the cell an error points at.
  package enum Place: Sendable, Equatable {
    /// The name of the command that runs.
    case command
    /// The value of one of its keys; its name where the key was not written.
    case key(String)
    /// Unicode scalars of the cell.
    case range(Range<Int>)
  }

  package var problem: Problem
  package var place: Place

  package init(_ problem: Problem, at range: Range<Int>) {
    self.problem = problem
    self.place = .range(range)
  }

  /// A mistake found while a command runs: it points at the command, or at one of its keys.
  package init(_ problem: Problem, at place: Place = .command) {
    self.problem = problem
    self.place = place
  }

  /// The same mistake, shown at the argument that led to it.
  package func pointing(at place: Place) -> Mistake { Mistake(problem, at: place) }
}
