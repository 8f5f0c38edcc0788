import ArgumentParser
import CommandSession
import Commands
import FoundationEssentials
import Glibc
import KernelInterface

struct RunCommand: ParsableCommand {
  /// What a shell expects of a program that Ctrl-C ended: 128 + SIGINT.
  static let interruptedStatus: Int32 = 130

  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run the commands of a text file or a notebook, without Jupyter.",
    discussion: """
      Text goes to the terminal. The figures of analysis.txt become analysis-01-hist.svg, analysis-02-tsne.svg, … \
      beside it, those of a pipe run-01-hist.svg, … in the current folder. The first error ends the run with status 1, Ctrl-C with status \(interruptedStatus).
      """)

  @Argument(help: "Commands, one a line, of a file or a pipe; or a notebook (.ipynb).", completion: .file())
  var file: String

  @Flag(help: "Write over figures of an earlier run.")
  var force = false

  @Option(
    name: [.short, .long], help: ArgumentHelp("The folder for the figures.", valueName: "dir"), completion: .directory)
  var output: String?

  @Option(
    name: [.customShort("p"), .customLong("parameter")], parsing: .singleValue,
    help: ArgumentHelp(
      "A parameter, which commands take as $name; the file's own assignments before its first command are defaults.",
      valueName: "name=value"))
  var parameters: [String] = []

  func run() throws {
    let parameters = try RunParameters(parameters)
    let source = try RunSource(file: file)
    let figures = figureFiles
    try figures.requireNone()

    Interruption.listenForControlC()
    let interruption = Interruption()
    let context = TerminalContext(figures: figures, interruption: interruption)
    let interpreter = CohortInterpreter(version: Cohort.version)
    for cell in parameters.before(source.cells) {
      try run(cell, with: interpreter, in: context)
      if interruption.isRaised { throw ExitCode(Self.interruptedStatus) }
    }
  }

  private var figureFiles: FigureFiles {
    var url = URL(fileURLWithPath: file)
    // Beside a pipe nothing can be put: what comes of it stands where one is.
    if !url.isFile { url = URL(fileURLWithPath: "run", isDirectory: false) }
    let folder = output.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? url.deletingLastPathComponent()
    return FigureFiles(folder: folder, stem: url.deletingPathExtension().lastPathComponent, replaces: force)
  }

  private func run(_ cell: RunSource.SourceCell, with interpreter: CohortInterpreter, in context: TerminalContext)
    throws
  {
    let outcome = interpreter.execute(cell.code, in: context)
    if case .finished(let result?) = outcome { context.display(result, id: nil) }
    context.finish(cell.code)
    // A text or a figure that could not be written interrupted the cell: it is the cause, the interrupt is not.
    if let failure = context.failure { throw failure }
    guard case .failed(let report) = outcome else { return }
    let place = [cell.label.map { "\(file), \($0):" }].compactMap { $0 }
    Terminal().writeError(place + report.lines)
    throw ExitCode(context.isInterrupted ? Self.interruptedStatus : 1)
  }
}

extension URL {
  /// Whether a plain file stands there, whatever links lead to it.
  fileprivate var isFile: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
