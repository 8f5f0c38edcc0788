import JupyterProtocol
import KernelInterface
import Machine

/// Subshells: created and deleted on control, found by the headers of what comes on shell.
///
/// https://jupyter.org/enhancement-proposals/91-kernel-subshells/kernel-subshells.html
extension KernelCore {
  func createSubshellRequest(_ request: Request) {
    answer(request) {
      guard interpreter.runsInParallel else {
        return ErrorReply(name: "NoSubshells", sentence: "this kernel runs one request at a time and has no subshells")
      }
      do throws(Subshells.Refusal) {
        return CreateSubshellReply(subshellID: try subshells.start { [self] in serve($0) })
      } catch {
        return error.reply
      }
    }
  }

  func deleteSubshellRequest(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: DeleteSubshellRequest.self)
    answer(request) {
      guard subshells.end(content.subshellID) else { return unknownSubshell(content.subshellID) }
      return DeleteSubshellReply()
    }
  }

  func listSubshellRequest(_ request: Request) {
    answer(request) { ListSubshellReply(subshellIDs: subshells.ids) }
  }

  /// The life of a subshell's thread. What still waits when it is deleted is answered as what comes later.
  private func serve(_ line: RequestLine) {
    while let request = line.awaitNext() { serve(request, on: .shell) }
    guard !isStopped else { return }
    for message in line.rest() { refuse(message) }
  }

  /// Answers a request for a subshell that there is not, comms included: else a front end would wait for ever.
  func refuse(_ message: Message) {
    let type = message.header.messageType
    guard understands(type) else { return logger.debug("ignored a message of unknown type \(type)") }
    let error = unknownSubshell(message.header.subshellID ?? "")
    refuse(Request(message: message, channel: .shell, number: 0), with: error)
  }

  private func unknownSubshell(_ id: String) -> ErrorReply {
    let shown = id.unicodeScalars.count > 64 ? String(String.UnicodeScalarView(id.unicodeScalars.prefix(64))) + "…" : id
    return ErrorReply(
      name: "UnknownSubshellError", sentence: "there is no subshell ‘\(shown)’: it was deleted, or never created")
  }
}

extension ErrorReply {
  /// An error of one sentence.
  init(name: String, sentence: String) {
    self.init(name: name, value: sentence, traceback: ["\(name): \(sentence)"])
  }
}

extension Subshells.Refusal {
  var reply: ErrorReply {
    switch self {
    case .tooMany:
      ErrorReply(
        name: "TooManySubshells",
        sentence: "a kernel has at most \(Subshells.limit) subshells; delete_subshell_request ends one")
    case .noThread(let reason):
      ErrorReply(
        name: "NoThread", sentence: "the system gives no thread for another subshell (\(reason)): \(NoThread.causes)")
    }
  }
}
