import Dispatch
import KernelInterface

/// A language for tests: the first word of a cell says what happens, the rest is its argument.
struct ScriptedLanguage: Interpreter {
  /// Signalled when a `spin` cell runs.
  let isSpinning = DispatchSemaphore(value: 0)
  /// Called by a `call` cell.
  var call: @Sendable (any ExecutionContext) -> Void = { _ in }
  var commTargets: [any CommTarget] = []
  var runsInParallel = true

  let language = LanguageDescription(
    name: "scripted", version: "1", mimeType: "text/x-scripted", fileExtension: ".scr", pygmentsLexer: "text",
    codeMirrorMode: "text", banner: "Scripted", helpLinks: [.init(text: "Help", url: "https://example.org")])

  func execute(_ code: String, in context: any ExecutionContext) -> ExecutionOutcome {
    let words = code.split(separator: " ", maxSplits: 1).map(String.init)
    let argument = words.count > 1 ? words[1] : ""
    switch words.first {
    case "print": context.write(argument, to: .stdout)
    case "warn": context.write(argument, to: .stderr)
    case "value": return .finished(result: DisplayData(plain: argument))
    case "display": context.display(DisplayData(plain: argument), id: "id")
    case "update": context.update(DisplayData(plain: argument), id: "id")
    case "clear": context.clearOutput(wait: argument == "wait")
    case "page": context.page(DisplayData(plain: argument))
    case "fail": return .failed(Self.error(argument))
    case "ask": return ask(argument, context)
    case "spin": return spin(context)
    case "flood": for _ in 0..<(Int(argument) ?? 0) { context.write(Self.longLine, to: .stdout) }
    case "lines": for line in 0..<(Int(argument) ?? 0) { context.write("\(line)\n", to: .stdout) }
    case "displays":
      for number in 0..<(Int(argument) ?? 0) { context.display(DisplayData(plain: "\(number)"), id: nil) }
    case "inputs":
      context.write(context.history(last: 2).map { "\($0.line):\($0.input)" }.joined(separator: " "), to: .stdout)
    case "call": call(context)
    default: break
    }
    return .finished(result: nil)
  }

  /// 10,000 bytes.
  static let longLine = String(repeating: "x", count: 9_999) + "\n"

  static func error(_ message: String) -> ErrorReport {
    ErrorReport(name: "Failed", message: message, lines: ["Failed: \(message)"])
  }

  private func ask(_ prompt: String, _ context: any ExecutionContext) -> ExecutionOutcome {
    do {
      return .finished(result: DisplayData(plain: try context.readLine(prompt: prompt, password: true)))
    } catch {
      return .failed(ErrorReport(name: "\(error)", message: "", lines: []))
    }
  }

  private func spin(_ context: any ExecutionContext) -> ExecutionOutcome {
    isSpinning.signal()
    while !context.isInterrupted {}
    return .failed(ErrorReport(name: "Interrupted", message: "stopped", lines: []))
  }

  func evaluate(_ expression: String, in context: any ExecutionContext) -> EvaluationOutcome {
    expression == "bad" ? .failed(Self.error("bad")) : .value(DisplayData(plain: "<\(expression)>"))
  }

  func complete(_ code: String, at cursor: Int) -> CompletionList {
    let items = code.hasPrefix("p") ? [CompletionList.Item(text: "print", kind: "command", signature: "text")] : []
    return CompletionList(items: items, start: 0, end: cursor)
  }

  func inspect(_ code: String, at cursor: Int, detail: InspectionDetail) -> DisplayData? {
    code == "print" ? DisplayData(plain: "\(detail) at \(cursor)") : nil
  }

  func completeness(of code: String) -> Completeness {
    switch code {
    case "open": .incomplete(indent: "  ")
    case "wrong": .invalid
    case "who knows": .unknown
    default: .complete
    }
  }
}
