import ArgumentParser
import CommandSession
import Commands
import FoundationEssentials
import Glibc
import JupyterKernel
import Logging
import Machine

/// What Jupyter starts, by the kernelspec that `cohort install` wrote.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel",
    abstract: "Serve notebooks (Jupyter runs this).",
    discussion: """
      The kernel listens where other machines reach it only with the keys of CurveZMQ, or with COHORT_LISTEN=anywhere. \
      Inputs are kept for later sessions in $XDG_STATE_HOME/cohort/history.sqlite (~/.local/state by default), what changed the session in \
      cohort/sessions beside it, for %resume. \
      COHORT_LOG_LEVEL (trace, debug, info, notice, warning, error, critical) says how much is logged to standard \
      error; warning is the default. COHORT_SYNTAX is the name under which Pygments and CodeMirror know the language, \
      where they do, as with the Python package. SIGTERM and SIGHUP end the kernel in order; it ends with its parent only where \
      JPY_PARENT_PID names it, as Jupyter does.
      """)

  @Argument(help: "The connection file that Jupyter wrote.", completion: .file(extensions: ["json"]))
  var connectionFile: String

  /// `jupyter run FILE` hands its own arguments on to the kernel that it starts.
  @Argument(parsing: .allUnrecognized, help: .hidden)
  var meantForTheClient: [String] = []

  func run() throws {
    throw ExitCode(try Self.serve(connectionFile: connectionFile))
  }

  /// Runs the kernel to its end.
  /// - Returns: the program's exit code.
  static func serve(connectionFile: String) throws -> Int32 {
    let environment = ProcessInfo.processInfo.environment
    var logger = Logger(label: "cohort", factory: { StandardErrorLog(label: $0) })
    logger.logLevel = environment["COHORT_LOG_LEVEL"].flatMap(Logger.Level.init(rawValue:)) ?? .warning
    let journal = StateFolder.sessions(environment: environment).map { [logger] folder in
      SessionJournal(
        folder: folder,
        notebook: Notebook(environment: environment, folder: FileManager.default.currentDirectoryPath),
        version: Cohort.version
      ) { logger.warning("\($0)") }
    }
    let interpreter = CohortInterpreter(
      version: Cohort.version, syntax: environment["COHORT_SYNTAX"], hints: true, journal: journal)
    ThreadRoom.settle()
    let kernel = try Kernel(
      connectionFile: connectionFile, interpreter: interpreter,
      implementation: (name: "cohort", version: Cohort.version),
      historyPath: StateFolder.historyFile(environment: environment),
      logger: logger)
    return try kernel.run()
  }
}
