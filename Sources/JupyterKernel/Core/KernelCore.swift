import JupyterProtocol
import KernelInterface
import Logging
import Synchronization

/// A kernel without sockets: takes requests, runs them in order, publishes and replies through a `KernelServer`.
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
    /// What has arrived on shell and waits for its turn.
    var requests = RequestQueue()
    /// Whether nothing more is to be served.
    var isStopped = false
    /// How many cells were counted so far.
    var executionCount = 0
    /// Execute requests up to this number in the queue are not run, because a cell before them failed.
    var abortedThrough = 0
    /// The output of the cell, or of the comm's message, that runs now.
    var running: RequestOutput?
  }

  let implementation: Implementation
  let interpreter: any Interpreter
  let server: any KernelServer
  let messages: MessageFactory
  let history: HistoryStore
  let comms = OpenComms()
  let logger: Logger
  /// Called once with whether another kernel follows, when a front end has asked the kernel to end.
  let onShutdown: @Sendable (_ restart: Bool) -> Void
  let state = Mutex(State())

  package init(
    implementation: Implementation, interpreter: any Interpreter, server: any KernelServer, messages: MessageFactory,
    history: HistoryStore, logger: Logger,
    onShutdown: @escaping @Sendable (_ restart: Bool) -> Void
  ) {
    self.implementation = implementation
    self.interpreter = interpreter
    self.server = server
    self.messages = messages
    self.history = history
    self.logger = logger
    self.onShutdown = onShutdown
  }

  /// Serves shell requests one after the other until `stop` or the end of the channel.
  package func run() {
    while let arrived = server.awaitRequests() {
      accept(arrived)
      serveWaiting()
    }
  }

  /// Lines up requests that have arrived on shell.
  func accept(_ messages: [Message]) {
    state.withLock { $0.requests.append(messages) }
  }

  /// Serves what is in line.
  func serveWaiting() {
    while let request = state.withLock({ $0.isStopped ? nil : $0.requests.next() }) { serve(request, on: .shell) }
  }

  /// Tells the running cell to stop, and serves nothing after it.
  package func stop() {
    state.withLock { $0.isStopped = true }
    interrupt()
  }

  /// Tells what runs to stop. Where nothing does there is nothing to do: the next cell is not to suffer for it.
  package func interrupt() {
    guard let running = state.withLock({ $0.running }) else { return }
    running.interrupt()
    server.cancelQuestion()
  }
}
