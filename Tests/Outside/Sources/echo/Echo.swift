import Foundation
import JupyterKernel
import KernelInterface

/// A language that gives back what it is told.
struct Echo: Interpreter {
  let language = LanguageDescription(
    name: "echo", version: "1.0", mimeType: "text/plain", fileExtension: ".txt", pygmentsLexer: "text",
    codeMirrorMode: "null", banner: "Echo gives back what it is told.")

  func execute(_ code: String, in context: any ExecutionContext) -> ExecutionOutcome {
    for line in code.split(separator: "\n", omittingEmptySubsequences: false) {
      // The stop button sets this; a long loop looks at it now and then.
      guard !context.isInterrupted else {
        return .failed(ErrorReport(name: "Interrupted", message: "stopped", lines: ["Interrupted"]))
      }
      context.write(line + "\n", to: .stdout)
    }
    return .finished(result: DisplayData(plain: "\(code.count) characters"))
  }
}

/// Jupyter starts it as `echo CONNECTION_FILE`, by a kernelspec whose argv is `["/path/to/echo", "{connection_file}"]`.
@main
enum Program {
  static func main() throws {
    let kernel = try Kernel(
      connectionFile: CommandLine.arguments[1], interpreter: Echo(), implementation: (name: "echo", version: "1.0"))
    exit(try kernel.run())
  }
}
