import Dispatch
import JupyterProtocol
import KernelInterface
import Logging
import ZeroMQ

/// The five sockets of a kernel, each on a thread of its own.
final class Channels: KernelServer {
  private let shell: RouterChannel
  private let control: RouterChannel
  private let stdin: RouterChannel
  private let heartbeat: HeartbeatChannel
  private let publisher: Publisher
  private let questions: QuestionBox

  /// - Parameters:
  ///   - requests: where what arrives on shell goes.
  ///   - patience: how long a reader of iopub that does not read is waited for, in seconds.
  ///   - serveControl: called on control's thread with what arrives there.
  init(
    codec: SharedCodec, messages: MessageFactory, requests: RequestQueue, patience: Double = 5, logger: Logger,
    serveControl: @escaping @Sendable (Message) -> Void
  ) throws(ZeroMQError) {
    let questions = QuestionBox()
    self.questions = questions
    shell = try RouterChannel(
      name: "shell", codec: codec, logger: logger, isFull: { requests.isFull }, receive: { requests.append($0) })
    control = try RouterChannel(name: "control", codec: codec, logger: logger, receive: serveControl)
    stdin = try RouterChannel(name: "stdin", codec: codec, logger: logger) { questions.deliver($0) }
    heartbeat = try HeartbeatChannel()
    publisher = try Publisher(messages: messages, codec: codec, patience: patience, logger: logger)
  }

  /// The options of a socket that clients come back to under their old identity.
  private static let routerOptions: [SocketOption] = [
    .routerHandover(true), .linger(300), .maximumMessageSize(256 << 20),
  ]

  /// Binds the sockets where `file` says, and starts their threads.
  /// - Parameter readerMark: how many messages may wait for one reader of iopub.
  /// - Returns: `file` with the ports that were found, and the threads.
  /// - Throws: `ZeroMQError` when an endpoint is in use or cannot be bound.
  func start(
    _ file: ConnectionFile, in context: Context, readerMark: Int32 = 1024
  ) throws(ZeroMQError) -> (ConnectionFile, [NativeThread]) {
    let (shell, control, stdin) = (shell, control, stdin)
    let (heartbeat, publisher) = (heartbeat, publisher)
    let router = Channels.routerOptions
    let iopub = Publisher.options + [.sendHighWaterMark(readerMark)]
    var bound = file
    do throws(ZeroMQError) {
      // Shell alone and first: a client that connects before it is bound tries again only a tenth of a second later.
      let first = BoundThread("shell", .router, router, file, file.shellPort, context) { shell.run($0) }
      bound.shellPort = try first.port()
      let others = [
        BoundThread("control", .router, router, file, file.controlPort, context) { control.run($0) },
        BoundThread("stdin", .router, router, file, file.stdinPort, context) { stdin.run($0) },
        BoundThread("heartbeat", .router, [.linger(0)], file, file.heartbeatPort, context) { heartbeat.run($0) },
        BoundThread("iopub", .extendedPublish, iopub, file, file.iopubPort, context) { publisher.run($0) },
      ]
      bound.controlPort = try others[0].port()
      bound.stdinPort = try others[1].port()
      bound.heartbeatPort = try others[2].port()
      bound.iopubPort = try others[3].port()
      return (bound, [first.thread] + others.map(\.thread))
    } catch {
      stopRouters()
      publisher.stop()
      throw error
    }
  }

  func publish(_ publication: Publication, waitsForRoom: Bool) {
    publisher.publish(publication, waitsForRoom: waitsForRoom)
  }

  func reply(_ message: Message, on channel: RequestChannel) {
    switch channel {
    case .shell: publisher.afterwards { [shell] in shell.send(message) }
    case .control: control.send(message)
    }
  }

  func drainRequests() { shell.drain() }

  func ask(_ question: Message, isInterrupted: () -> Bool) throws(InputUnavailable) -> String {
    try questions.ask(question, isInterrupted: isInterrupted) { question in
      publisher.afterwards { [stdin] in stdin.send(question) }
    }
  }

  func cancelQuestion() { questions.cancel() }

  /// Sends what is in line and ends the threads: the publisher first, for replies on shell go through it.
  func stop(_ threads: [NativeThread]) {
    publisher.afterwards { self.stopRouters() }
    publisher.stop()
    let deadline = DispatchTime.now() + 0.7
    for thread in threads { thread.join(until: deadline) }
  }

  private func stopRouters() {
    shell.stop()
    control.stop()
    stdin.stop()
    heartbeat.stop()
  }
}
