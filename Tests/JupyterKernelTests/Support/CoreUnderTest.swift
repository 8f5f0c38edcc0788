import JupyterProtocol
import KernelInterface
import Logging

@testable import JupyterKernel

/// A kernel core between a scripted language and a recorder, and a client that sends it requests.
final class CoreUnderTest: Sendable {
  let recorder: Recorder
  let core: KernelCore
  let language: ScriptedLanguage
  /// What the core is told when it is to end.
  let onShutdown: Handoff<Bool>
  private let client = MessageFactory(username: "client")

  init(
    language: ScriptedLanguage = ScriptedLanguage(), recorder: Recorder = Recorder(), displaysErrors: Bool = false
  ) {
    let shutdown = Handoff<Bool>()
    self.language = language
    self.recorder = recorder
    onShutdown = shutdown
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    core = KernelCore(
      implementation: .init(name: "test", version: "0"), interpreter: language, server: recorder,
      messages: MessageFactory(username: "kernel"), history: HistoryStore(path: nil, delay: 60, logger: logger),
      displaysErrors: displaysErrors, logger: logger
    ) { shutdown.give($0) }
  }

  deinit { core.stop() }

  /// - Parameter subshell: the id of the subshell that it is for; nil for none.
  func request(_ content: some MessageContent, for subshell: String? = nil) -> Message {
    var message = client.message(content, parent: nil, identities: [Array("client".utf8)])
    message.header.subshellID = subshell
    return message
  }

  /// Lines `content` up on shell.
  @discardableResult
  func send(_ content: some MessageContent, for subshell: String? = nil) -> Message {
    let message = request(content, for: subshell)
    core.accept([message])
    return message
  }

  /// Sends `content` on control.
  /// - Returns: the content of the reply.
  @discardableResult
  func control(_ content: some MessageContent) -> JSONValue? {
    let message = request(content)
    core.serveControl(message)
    return recorder.outcome(of: message).first { $0.channel == "control" }?.content
  }

  /// Creates a subshell.
  func subshell() -> String { control(CreateSubshellRequest())?["subshell_id"]?.text ?? "" }

  /// Serves everything in line.
  func serveAll() {
    core.serveWaiting()
  }

  /// Serves one request and returns what came of it.
  @discardableResult
  func serve(_ content: some MessageContent) -> [Recorder.Entry] {
    let start = recorder.entries.count
    let message = send(content)
    serveAll()
    return recorder.entries[start...].filter { $0.parent == message.header.messageID }
  }

  @discardableResult
  func run(
    _ code: String, silent: Bool = false, stored: Bool = true, expressions: [String: String] = [:],
    allowsStdin: Bool = false, stopsOnError: Bool = true
  ) -> [Recorder.Entry] {
    serve(
      ExecuteRequest(
        code: code, isSilent: silent, storesHistory: stored, userExpressions: expressions, allowsStdin: allowsStdin,
        stopsOnError: stopsOnError))
  }
}

extension [Recorder.Entry] {
  var summary: [String] { map(\.summary) }

  /// The content of the only message of `type`.
  func only(_ type: String) -> JSONValue? {
    let found = filter { $0.type == type }
    return found.count == 1 ? found[0].content : nil
  }
}
