import FoundationEssentials
import Synchronization

/// The ids of displays that may be replaced, none of which comes twice, whatever runs at the same time, and in whatever session: a
/// notebook still shows what earlier ones displayed, and an update must not meet that.
package final class DisplayIDs: Sendable {
  private let count = Atomic(0)
  private let prefix: String

  /// - Parameter session: what tells these ids from those of other sessions.
  package init(session: String = UUID().uuidString.lowercased()) {
    prefix = "cohort-\(session)-"
  }

  func next() -> String { prefix + String(count.add(1, ordering: .relaxed).newValue) }
}
