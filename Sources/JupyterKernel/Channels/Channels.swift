import Dispatch
import JupyterProtocol
import KernelInterface
import Logging
import Machine
import ZeroMQ

/// The five sockets of a kernel.
final class Channels: KernelServer {
  /// The connection file with the ports that the sockets are bound to.
  let file: ConnectionFile
  private let shell: RouterChannel
  private let control: RouterChannel
  private let stdin: RouterChannel
  private let heartbeat: HeartbeatChannel
  private let publisher: Publisher
  private let questions = QuestionBox()
  private let logger: Logger

  /// The options of a socket that clients come back to under their old identity.
  private static let routerOptions: [SocketOption] = [
    .routerHandover(true), .linger(300), .maximumMessageSize(256 << 20), .receiveHighWaterMark(4096),
  ]

  /// Binds the sockets where `file` says.
  /// - Parameters:
  ///   - keys: what all five are encrypted with; nil for none.
  ///   - patience: how long a reader of iopub that does not read is waited for, in seconds.
  ///   - readerMark: how many messages may wait for one reader of iopub.
  /// - Throws: `ZeroMQError` when an endpoint is in use or cannot be bound.
  init(
    _ file: ConnectionFile, keys: CurveKeys? = nil, in context: Context, codec: SharedCodec, messages: MessageFactory,
    patience: Double = 2, readerMark: Int32 = 1024, logger: Logger
  ) throws(ZeroMQError) {
    var bound = file
    let encryption = keys.map { [SocketOption.curveServer($0)] } ?? []
    let router = encryption + Channels.routerOptions
    let iopub = encryption + Publisher.options + [.sendHighWaterMark(readerMark)]
    // Shell first: a client that connects before it is bound tries again only a tenth of a second later.
    let shell = try SharedSocket(.router, router, in: context, at: file, port: &bound.shellPort)
    let control = try SharedSocket(.router, router, in: context, at: file, port: &bound.controlPort)
    let stdin = try SharedSocket(
      .router, router + [.refusesUnknownPeers(true)], in: context, at: file, port: &bound.stdinPort)
    let heartbeat = try SharedSocket(
      .router, encryption + [.linger(0)], in: context, at: file, port: &bound.heartbeatPort)
    let publisher = try SharedSocket(.extendedPublish, iopub, in: context, at: file, port: &bound.iopubPort)
    self.file = bound
    self.logger = logger
    self.shell = RouterChannel(name: "shell", socket: shell, codec: codec, logger: logger)
    self.control = RouterChannel(name: "control", socket: control, codec: codec, logger: logger)
    self.stdin = RouterChannel(name: "stdin", socket: stdin, codec: codec, logger: logger)
    self.heartbeat = HeartbeatChannel(socket: heartbeat)
    self.publisher = Publisher(
      socket: publisher, messages: messages, codec: codec, patience: patience, logger: logger)
  }

  /// Starts the threads that wait on the sockets; `core` reads shell in a thread of its own.
  func start(serving core: KernelCore) -> [NativeThread] {
    let (control, stdin, questions) = (control, stdin, questions)
    let (heartbeat, publisher) = (heartbeat, publisher)
    return [
      NativeThread(name: "iopub") { publisher.run() },
      NativeThread(name: "control") { control.serve { core.serveControl($0) } },
      NativeThread(name: "heartbeat") { heartbeat.run() },
      NativeThread(name: "stdin") { stdin.serve { questions.deliver($0) } },
    ]
  }

  func awaitArrivals() -> Bool { shell.awaitArrivals() }

  func takeArrived() -> [Message] { shell.take() }

  func publish(_ publications: [Publication], waitsForRoom: Bool) {
    publisher.publish(publications, waitsForRoom: waitsForRoom)
  }

  func reply(_ message: Message, on channel: RequestChannel, waitsForRoom: Bool) {
    if waitsForRoom { publisher.flush() }
    if !(channel == .shell ? shell : control).send(message) {
      logger.warning("no room for a \(message.header.messageType) to a front end that reads no replies")
    }
  }

  func ask(_ question: Message, isInterrupted: () -> Bool) throws(InputUnavailable) -> String {
    try questions.ask(question, isInterrupted: isInterrupted) { question in
      publisher.flush()
      return stdin.send(question)
    }
  }

  func cancelQuestions() { questions.cancel() }

  /// Lets no request in any more: the thread that waits for them ends after the one that it serves.
  func stopRequests() { shell.stop() }

  /// Sends what is in line, ends the threads and closes the sockets; `threads` are those that wait on them.
  func stop(_ threads: [NativeThread]) {
    publisher.stop()
    for channel in [shell, control, stdin] { channel.stop() }
    heartbeat.stop()
    let deadline = DispatchTime.now() + 0.7
    for thread in threads { thread.join(until: deadline) }
    publisher.close()
    for channel in [shell, control, stdin] { channel.close() }
    heartbeat.close()
  }
}
