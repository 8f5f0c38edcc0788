import Analysis
import CommandLanguage
import KernelInterface
import Machine

/// What a running command can do besides changing its draft of the session: show, print, compute, ask.
package struct CommandContext: Sendable {
  package let line: CommandLine
  /// Where in the cell the value of each given key stands.
  package let places: [String: Range<Int>]
  package let cell: SourceText
  package let registry: Registry
  /// The version of Cohort that runs.
  package let version: String
  package let output: CellOutput
  package let execution: any ExecutionContext
  package let configuration: Configuration
  package let runner: LineRunner

  /// Whether the command may change anything outside the session: not where `%resume` runs a line again that did so before.
  package var changesOutside: Bool { !runner.isAgain }

  package var remarks: Remarks { runner.remarks }

  /// What outlives the command, for what it leaves on the page.
  package var live: any LiveSession { runner.live }

  /// What a command that takes the rest of its line was given.
  package var rest: CommandLine.Rest? { line.rest }

  /// True when the user wrote a value for `key`.
  package func isGiven(_ key: String) -> Bool { places[key] != nil }

  /// Shows a result, in the place of the progress line if there is one.
  package func display(_ data: DisplayData) { output.display(data) }

  /// Prints a line to standard output.
  package func print(_ text: String) { output.write(text + "\n") }

  /// What a long computation asks for: threads, cancellation, and progress under the name `what`.
  /// - Parameter part: the share of the whole command that this computation is.
  package func compute(_ what: String, part: ClosedRange<Double> = 0...1) -> ComputeContext {
    let (output, execution) = (output, execution)
    output.stages.enter(what)
    return ComputeContext(
      threads: configuration.threads ?? processorCount, isCancelled: { execution.isInterrupted },
      report: { output.report(what, share: $0) }, enter: { output.stages.enter($0) }
    ).part(part)
  }
}
