import Dispatch
import Glibc
import JupyterProtocol
import KernelInterface
import Logging
import Machine
import Synchronization

/// A kernel without sockets: takes requests, runs them in order, publishes and replies through a `KernelServer`.
///
/// What arrives on shell joins a line, the kernel's own or that of the subshell that its header names; each line has a thread.
package final class KernelCore: Sendable {
  /// What the kernel says about itself besides its language.
  package struct Implementation: Sendable {
    package var name: String
    package var version: String

    package init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  struct State {
    /// Whether nothing more is to be served.
    var isStopped = false
    /// How many cells were counted so far, on all lines.
    var executionCount = 0
    /// The output of each cell, and of each comm's message, that runs now.
    var running: [ObjectIdentifier: RequestOutput] = [:]
  }

  let implementation: Implementation
  let interpreter: any Interpreter
  let server: any KernelServer
  let messages: MessageFactory
  let history: HistoryStore
  let comms = OpenComms()
  let subshells = Subshells()
  let logger: Logger
  /// Whether the front end keeps error messages from its user, who is then to see them as other output.
  let displaysErrors: Bool
  /// Called once with whether another kernel follows, when a front end has asked the kernel to end.
  let onShutdown: @Sendable (_ restart: Bool) -> Void
  let state = Mutex(State())
  /// The line of requests that name no subshell.
  private let main = RequestLine()
  /// When something last arrived on shell. Held while what has arrived is lined up, so that its order stays.
  private let intake = Mutex(DispatchTime.now())

  package init(
    implementation: Implementation, interpreter: any Interpreter, server: any KernelServer, messages: MessageFactory,
    history: HistoryStore, displaysErrors: Bool = false, logger: Logger,
    onShutdown: @escaping @Sendable (_ restart: Bool) -> Void
  ) {
    self.implementation = implementation
    self.interpreter = interpreter
    self.server = server
    self.messages = messages
    self.history = history
    self.displaysErrors = displaysErrors
    self.logger = logger
    self.onShutdown = onShutdown
  }

  /// Serves the requests that name no subshell, one after the other, until `stop` or the end of the channel; another thread takes
  /// in what arrives meanwhile. Returns when subshells have ended too, and after half a second where they have not.
  package func run() {
    let reader = NativeThread(name: "shell reader") { [self] in
      while server.awaitArrivals() { takeIn() }
      main.close()
    }
    while let request = main.awaitNext() { serve(request, on: .shell) }
    let deadline = DispatchTime.now() + 0.5
    subshells.join(until: deadline)
    reader.join(until: deadline)
  }

  /// Serves what is in line.
  func serveWaiting() {
    while let request = main.next() { serve(request, on: .shell) }
  }

  /// Tells what runs to stop, and serves nothing after it.
  package func stop() {
    state.withLock { $0.isStopped = true }
    main.close()
    subshells.close()
    interrupt()
    comms.end()
  }

  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Tells what runs to stop. Where nothing does there is nothing to do: the next cell is not to suffer for it.
  package func interrupt() {
    let running = state.withLock { Array($0.running.values) }
    guard !running.isEmpty else { return }
    for output in running { output.interrupt() }
    server.cancelQuestions()
  }

  /// Lets interrupts reach `output` until `end`.
  func begin(_ output: RequestOutput) {
    let isLate = state.withLock { state in
      state.running[ObjectIdentifier(output)] = output
      return state.isStopped
    }
    if isLate { output.interrupt() }
  }

  func end(_ output: RequestOutput) {
    state.withLock { $0.running[ObjectIdentifier(output)] = nil }
  }
}

// MARK: What arrives on shell

extension KernelCore {
  /// Lines up what has arrived, wherever it is for. Any thread may do that which must know what has come.
  func takeIn() {
    lineUp { server.takeArrived() }
  }

  /// Lines up `messages`.
  func accept(_ messages: [Message]) {
    lineUp { messages }
  }

  private func lineUp(_ arrived: () -> [Message]) {
    let strays = intake.withLock { last -> [Message] in
      let arrived = arrived()
      if !arrived.isEmpty { last = .now() }
      return arrived.filter { line(of: $0)?.append($0) != true }
    }
    for message in strays { refuse(message) }
  }

  private func line(of message: Message) -> RequestLine? {
    message.header.subshellID.map { subshells.line($0) } ?? main
  }

  /// Lines up what arrives, until nothing has come for a moment.
  ///
  /// Cells run together are sent one after the other, so a failing one may be faster than the next one's arrival:
  /// 5 ms of silence are waited for, though never longer than 50 ms.
  func takeInUntilSilence() {
    let start = DispatchTime.now()
    while true {
      takeIn()
      let last = max(start, intake.withLock { $0 })
      guard DispatchTime.now() < min(last + .milliseconds(5), start + .milliseconds(50)) else { return }
      usleep(1000)
    }
  }
}
