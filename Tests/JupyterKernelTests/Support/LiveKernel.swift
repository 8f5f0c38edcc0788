import Dispatch
import Foundation
import JupyterProtocol
import Logging
import Machine
import ZeroMQ

@testable import JupyterKernel

/// A kernel with real sockets inside the test's process.
final class LiveKernel {
  static let key = "secret"

  let file: ConnectionFile
  let language: ScriptedLanguage
  let core: KernelCore
  private let channels: Channels
  private let threads: [NativeThread]

  init(
    language: ScriptedLanguage = ScriptedLanguage(), patience: Double = 5, highWaterMark: Int32 = 1024,
    file: ConnectionFile = ConnectionFile(key: LiveKernel.key)
  ) throws {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let messages = MessageFactory(username: "kernel")
    self.language = language
    channels = try Channels(
      file, in: Context(), codec: SharedCodec(MessageCodec(signer: Signer(key: LiveKernel.key))), messages: messages,
      patience: patience, readerMark: highWaterMark, logger: logger)
    core = KernelCore(
      implementation: .init(name: "test", version: "0"), interpreter: language, server: channels, messages: messages,
      history: HistoryStore(path: nil, logger: logger), logger: logger, onShutdown: { _ in })
    self.file = channels.file
    let core = core
    threads = channels.start(serving: core) + [NativeThread(name: "shell") { core.run() }]
  }

  deinit {
    core.stop()
    channels.stop(threads)
  }
}

/// A front end: DEALER and SUB sockets of its own, used on one thread.
final class LiveClient {
  let context: Context
  private let file: ConnectionFile
  private let factory = MessageFactory(username: "client")
  private var codec = MessageCodec(signer: Signer(key: LiveKernel.key))
  let shell: Socket
  let control: Socket
  let stdin: Socket
  let iopub: Socket

  init(
    _ kernel: LiveKernel, identity: String = UUID().uuidString, topic: String? = "", readerMark: Int32 = 0,
    connectsStdin: Bool = true
  ) throws {
    context = try Context()
    file = kernel.file
    (shell, control) = (try Socket(.dealer, in: context), try Socket(.dealer, in: context))
    (stdin, iopub) = (try Socket(.dealer, in: context), try Socket(.subscribe, in: context))
    for (socket, port) in [
      (shell, file.shellPort), (control, file.controlPort), (stdin, file.stdinPort), (iopub, file.iopubPort),
    ] {
      try socket.set(.linger(0))
      if socket === iopub {
        try socket.set(.receiveHighWaterMark(readerMark))
        if let topic { try socket.set(.subscribe(topic)) }
      } else {
        try socket.set(.identity(identity))
      }
      if connectsStdin || socket !== stdin { try socket.connect(to: file.endpoint(port: port)) }
    }
  }

  func message(_ content: some MessageContent) -> Message { factory.message(content, parent: nil) }

  func frames(_ message: Message) -> [Frame] { codec.encode(message) }

  @discardableResult
  func send(_ content: some MessageContent, on socket: Socket? = nil) throws -> Message {
    let message = message(content)
    try (socket ?? shell).send(frames(message))
    return message
  }

  /// The next message on `socket`; nil when none comes within a generous time.
  func receive(_ socket: Socket, within milliseconds: Int = 20_000) throws -> Message? {
    guard try socket.wait(forAtMost: milliseconds), let frames = try socket.receive(waiting: false) else {
      return nil
    }
    return try codec.decode(frames)
  }

  /// Messages of iopub up to the idle of `request`.
  func outputs(of request: Message) throws -> [Message] {
    var found: [Message] = []
    while let message = try receive(iopub) {
      guard message.parentHeader?.messageID == request.header.messageID else { continue }
      found.append(message)
      if (try? message.content(as: Status.self))?.executionState == .idle { return found }
    }
    return found
  }

  /// Waits for the welcome, after which nothing is missed.
  func waitForWelcome() throws -> IOPubWelcome? {
    // The kernel tells everybody once that it is starting: a second reader may hear that before its welcome.
    while let message = try receive(iopub) {
      if message.header.messageType != "status" { return try message.content(as: IOPubWelcome.self) }
    }
    return nil
  }
}
