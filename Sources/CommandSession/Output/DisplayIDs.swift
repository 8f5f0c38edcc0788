import Synchronization

/// The ids of displays that may be replaced, none of which comes twice, whatever runs at the same time.
package final class DisplayIDs: Sendable {
  private let count = Atomic(0)

  package init() {}

  func next() -> String { "cohort-\(count.add(1, ordering: .relaxed).newValue)" }
}
