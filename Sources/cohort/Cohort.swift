import ArgumentParser
import Glibc
import Machine

/// Where the program starts.
@main
enum Main {
  /// `cohort kernel FILE`, as Jupyter starts it, goes straight to the kernel: a client that connects before the kernel
  /// listens tries again only a tenth of a second later, and parsing arguments takes a fifth of the time until then.
  static func main() {
    if let refusal = ProcessorLevel.refusal(compiled: .compiled, present: .present) {
      _ = StandardStreams.write(refusal + "\n", to: STDERR_FILENO)
      Glibc.exit(EXIT_FAILURE)
    }
    StandardStreams.occupy()
    let arguments = CommandLine.arguments
    if arguments.count > 1, let room = Self.room(for: arguments[1]), let refusal = room.refusal() {
      _ = StandardStreams.write(refusal + "\n", to: STDERR_FILENO)
      Glibc.exit(EXIT_FAILURE)
    }
    LastWords.prepare(isKept: arguments.count > 1 && arguments[1] == "kernel")
    // A file that may grow no further is an error of one write, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    do {
      guard arguments.count == 3, arguments[1] == "kernel", !arguments[2].hasPrefix("-") else {
        ThreadRoom.settle()
        var command = try Cohort.parseAsRoot()
        return try command.run()
      }
      Glibc.exit(try KernelCommand.serve(connectionFile: arguments[2]))
    } catch {
      exit(with: error)
    }
  }

  /// What the commands that compute need; the others need next to nothing.
  private static func room(for command: String) -> StartingRoom? {
    switch command {
    case "kernel": .kernel
    case "run": .run
    default: nil
    }
  }

  /// Says what `error` says, which may be the help that was asked for, and ends the program: in failure also where that cannot be
  /// written.
  private static func exit(with error: any Error) -> Never {
    let text = Cohort.fullMessage(for: error)
    var code = Cohort.exitCode(for: error).rawValue
    if !text.isEmpty {
      let failure = StandardStreams.write(text + "\n", to: code == EXIT_SUCCESS ? STDOUT_FILENO : STDERR_FILENO)
      if code == EXIT_SUCCESS, failure != 0 {
        let reason = Cohort.fullMessage(for: RunError.textNotWritten(reason: String(cString: strerror(failure))))
        _ = StandardStreams.write(reason + "\n", to: STDERR_FILENO)
        code = EXIT_FAILURE
      }
    }
    Glibc.exit(code)
  }
}

/// The program: a Jupyter kernel, what makes Jupyter find it, and the same language without Jupyter.
struct Cohort: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "cohort",
    abstract: "Customer segmentation in a Jupyter notebook.",
    version: version,
    subcommands: [RunCommand.self, InstallCommand.self, UninstallCommand.self, KernelCommand.self])
}
