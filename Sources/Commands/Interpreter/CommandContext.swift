import Analysis
import KernelInterface
import Machine

/// What a running command can do besides changing its draft of the session: show, print, compute, ask.
struct CommandContext: Sendable {
  let line: CommandLine
  /// Where in the cell the value of each given key stands.
  let places: [String: Range<Int>]
  let cell: SourceText
  let registry: Registry
  /// The version of Cohort that runs.
  let version: String
  let output: CellOutput
  let execution: any ExecutionContext
  let configuration: Configuration
  let runner: LineRunner

  var remarks: Remarks { runner.remarks }

  /// What a command that takes the rest of its line was given.
  var rest: CommandLine.Rest? { line.rest }

  /// True when the user wrote a value for `key`.
  func isGiven(_ key: String) -> Bool { places[key] != nil }

  /// Shows a result, in the place of the progress line if there is one.
  func display(_ data: DisplayData) { output.display(data) }

  /// Prints a line to standard output.
  func print(_ text: String) { output.write(text + "\n") }

  /// What a long computation asks for: threads, cancellation, and progress under the name `what`.
  /// - Parameter part: the share of the whole command that this computation is.
  func compute(_ what: String, part: ClosedRange<Double> = 0...1) -> ComputeContext {
    let (output, execution) = (output, execution)
    return ComputeContext(
      threads: configuration.threads ?? processorCount, isCancelled: { execution.isInterrupted },
      report: { output.report(what, share: $0) }
    ).part(part)
  }
}
