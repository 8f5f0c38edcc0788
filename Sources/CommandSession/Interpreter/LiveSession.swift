import KernelInterface
import Widgets

/// The session beyond the run of one command: what a widget asks when its user moves it.
package protocol LiveSession: AnyObject, Sendable {
  /// The state that the last finished command left.
  var session: Session { get }

  /// What a kernel keeps of the session, for `%resume`; nil where nothing is kept.
  var journal: SessionJournal? { get }

  /// What a kernel begins with.
  var beginning: Session { get }

  /// The widgets that commands have open.
  var widgets: OpenWidgets { get }

  /// Runs lines as a cell does; what they show is for widgets.
  func executeOnWidgets(_ code: String, in context: any ExecutionContext) -> ExecutionOutcome

  /// What lines show of a session that nobody else sees.
  /// - Parameter isOnWidgets: false for the output of a cell, which a notebook keeps.
  /// - Throws: what is wrong with a line, as a reader sees it.
  func preview(
    _ code: String, of session: Session, isOnWidgets: Bool, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(ErrorReport) -> [DisplayData]
}

/// What shows something of the session on widgets.
package protocol SessionFollower: AnyObject, Sendable {
  /// Called once a cell has changed the session.
  /// - Parameter context: the cell's.
  func sessionChanged(in context: any OutputContext)
}

extension LiveSession {
  package var journal: SessionJournal? { nil }
  package var beginning: Session { Session() }

  /// What lines show on widgets, of a session that nobody else sees.
  /// - Throws: what is wrong with a line, as a reader sees it.
  package func preview(
    _ code: String, of session: Session, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(ErrorReport) -> [DisplayData] {
    try preview(code, of: session, isOnWidgets: true, isInterrupted: isInterrupted)
  }
}
