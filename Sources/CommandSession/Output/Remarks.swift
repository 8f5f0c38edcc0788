import Synchronization

/// What needs to be said only once in a kernel's life.
package final class Remarks: Sendable {
  private let said = Mutex<Set<String>>([])

  /// Prints `remark` to standard error unless it was before.
  package func once(_ remark: String, on output: CellOutput) {
    guard said.withLock({ $0.insert(remark).inserted }) else { return }
    output.write("Note: \(remark)\n", to: .stderr)
  }
}
