import CommandLanguage
import CommandSession

/// One thing to try now, and why.
struct NextStep: Sendable, Equatable {
  /// The line, as it is typed.
  let line: String
  /// What it does: a clause that goes on behind the line.
  let does: String
  /// What in the data calls for it; nil where nothing does but the usual order of work.
  var reason: String?
  /// What it is about: of another one, the same step is news again.
  var subject: Stage?

  /// What stands behind the line: "shows what lacks values together: 2.1% of MINIMUM_PAYMENTS is missing".
  var text: String { does + (reason.map { ": \($0)" } ?? "") }
}

/// What gives a step in some situations, and none in others.
///
/// A rule looks at what is there and at what was shown already, never at a clock or a disk: the same cells give the same advice.
/// Its line runs as it stands; a test walks through many sessions and runs each line that is named.
struct NextRule: Sendable {
  let step: @Sendable (Situation) -> NextStep?

  init(_ step: @escaping @Sendable (Situation) -> NextStep?) { self.step = step }

  /// In the order in which they are asked: what cannot be done without comes first.
  static let all = loading + preparing + clustering + trusting + reading + keeping

  /// The first step that a rule gives.
  /// - Parameter isNews: true leaves out what was named before for what is there now.
  static func first(in session: Session, isNews: Bool) -> NextStep? {
    let situation = Situation(session)
    for rule in all {
      guard let step = rule.step(situation) else { continue }
      if !isNews || !session.wasNamed(step.line, for: step.subject) { return step }
    }
    return nil
  }

  /// What is left to say when no rule gives a step.
  static let last = NextStep(line: "%help", does: "lists every command; of what usually comes next, nothing is left")
}
