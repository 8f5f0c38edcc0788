import Dispatch
import FoundationEssentials
import Glibc
import JupyterProtocol
import KernelInterface
import Logging
import Machine
import ZeroMQ

/// A running Jupyter kernel: the channels of a connection file on one side, a language on the other.
public final class Kernel: Sendable {
  private enum Ending: Sendable {
    case shutDown(willRestart: Bool)
    /// By a signal.
    case terminated(Int32)
    case orphaned
    /// Nobody has taken notice of where it listens.
    case unregistered

    /// What the process is to exit with; a signal counts from 128, as in shells.
    var exitCode: Int32 {
      switch self {
      case .shutDown: 0
      case .terminated(let signal): 128 + signal
      case .orphaned, .unregistered: 1
      }
    }
  }

  private let path: String
  private let file: ConnectionFile
  private let keys: CurveKeys?
  private let interpreter: any Interpreter
  private let implementation: KernelCore.Implementation
  private let historyPath: String?
  private let displaysErrors: Bool
  private let logger: Logger

  /// In bytes. Numerical code on many rows, and deep recursion in a parser, want more stack than a thread usually has.
  static let cellStackSize = 16 << 20

  /// - Parameters:
  ///   - connectionFile: the path of the file that says where to listen.
  ///   - interpreter: the language.
  ///   - implementation: the kernel's name and version, as front ends show them.
  ///   - historyPath: the SQLite file of inputs, shared by all runs; nil keeps them in memory.
  ///   - displaysErrors: whether what an error says is also displayed as other output; nil asks whether the front end hides errors.
  ///   - logger: gets what goes wrong without the user hearing of it.
  /// - Throws: `ConnectionFileError` when the file cannot be read or does not say what it must; when its keys cannot be used, or it would
  ///   have the kernel listen for other machines without any.
  public init(
    connectionFile: String, interpreter: any Interpreter, implementation: (name: String, version: String),
    historyPath: String? = nil, displaysErrors: Bool? = nil,
    logger: Logger = Logger(label: "kernel")
  ) throws(ConnectionFileError) {
    path = connectionFile
    file = try ConnectionFile(path: connectionFile)
    do {
      keys = try file.curveKeys()
    } catch {
      throw ConnectionFileError(path: connectionFile, reason: error.description)
    }
    let environment = ProcessInfo.processInfo.environment
    guard keys != nil || !file.isReachedFromElsewhere || environment[ConnectionFile.openVariable] == "anywhere" else {
      throw ConnectionFileError(
        path: connectionFile,
        reason: "other machines reach \(file.ip), and without CurveZMQ's keys they would read along; jupyter_client "
          + "makes keys (transport_encryption = 'required'), \(ConnectionFile.openVariable)=anywhere goes without")
    }
    self.interpreter = interpreter
    self.implementation = .init(name: implementation.name, version: implementation.version)
    self.historyPath = historyPath
    self.displaysErrors = displaysErrors ?? Voila.isServed(by: environment)
    self.logger = logger
  }

  /// Serves until a front end, SIGTERM, SIGHUP or the death of the parent process that `JPY_PARENT_PID` names ends it.
  ///
  /// To be called on the main thread before any other is started: threads inherit that signals are left to the kernel.
  /// - Returns: the code that the process is to exit with.
  /// - Throws: `ZeroMQError` when an address is in use; `ConnectionFileError` when the ports that were found cannot be
  ///   written back.
  public func run() throws -> Int32 {
    let watch = ProcessWatch(environment: ProcessInfo.processInfo.environment)
    let ending = Handoff<Ending>()
    let messages = MessageFactory(username: Kernel.userName)
    let codec = SharedCodec(MessageCodec(signer: Signer(key: file.key, scheme: file.signatureScheme)))
    let context = try Context()
    let channels = try Channels(file, keys: keys, in: context, codec: codec, messages: messages, logger: logger)
    if channels.file != file { try channels.file.writeBack(to: path) }
    let core = KernelCore(
      implementation: implementation, interpreter: interpreter, server: channels, messages: messages,
      history: HistoryStore(path: historyPath, logger: logger), displaysErrors: displaysErrors, logger: logger
    ) { ending.give(.shutDown(willRestart: $0)) }

    let shell = NativeThread(name: "shell", stackSize: Kernel.cellStackSize) { core.run() }
    let others = channels.start(serving: core)
    if let port = file.registrationPort {
      let (bound, keys, path) = (channels.file, keys, path)
      NativeThread(name: "registration") { [logger] in
        do throws(RegistrationError) {
          try Registration.register(bound, at: port, keys: keys, in: context, messages: messages)
        } catch {
          logger.error("registration file \(path): this kernel tells its ports at port \(port), and \(error); it ends")
          ending.give(.unregistered)
        }
      }
    }
    NativeThread(name: "watch") { [logger] in
      watch.run { event in
        switch event {
        case .interrupted: core.interrupt()
        case .terminated(let signal): ending.give(.terminated(signal))
        case .orphaned:
          logger.warning("the process that started this kernel (JPY_PARENT_PID) has ended, and so does the kernel")
          ending.give(.orphaned)
          return false
        }
        return true
      }
    }

    let how = ending.take()
    close(core, channels, shell, others)
    switch how {
    case .shutDown(let willRestart): interpreter.kernelEnds(willRestart: willRestart)
    case .terminated: interpreter.kernelEnds(willRestart: false)
    // Nobody wanted that.
    case .orphaned, .unregistered: break
    }
    return how.exitCode
  }

  /// Within 2.5 s the front end would kill the process; all waits together are bounded by 2.1.
  private func close(_ core: KernelCore, _ channels: Channels, _ shell: NativeThread, _ others: [NativeThread]) {
    let start = DispatchTime.now()
    core.stop()
    channels.stopRequests()
    shell.join(until: start + 0.7)
    // What the cell that runs has left of the time is the history's.
    if !core.history.flush(until: start + 1.2) { core.history.setAside(until: start + 1.4) }
    channels.stop(others)
  }

  private static var userName: String {
    getenv("USER").map { String(cString: $0) } ?? "kernel"
  }
}
