import JupyterProtocol
import KernelInterface

/// Comms: opened by a front end to a target of the language's, or by the language to a target of the front end's.
extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-info
  func commInfoRequest(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: CommInfoRequest.self)
    answer(request) {
      CommInfoReply(comms: comms.targets(named: content.targetName).mapValues { .init(targetName: $0) })
    }
  }

  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#opening-a-comm
  ///
  /// The other side is answered at once where nobody listens; JupyterLab would wait four seconds. A comm that is open stays what it is,
  /// whoever opens another one under its id: closing that would close it too.
  func commOpen(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: CommOpen.self)
    answer(request) {
      guard comms.reserve(content.commID) else {
        logger.warning("ignored a comm_open with the id of a comm that is open")
        return nil
      }
      let comm = KernelComm(id: content.commID, core: self, opener: request)
      let target = interpreter.commTargets.first { $0.name == content.targetName }
      let listener = target.flatMap { target in
        whileRunning(request) { target.open(comm, with: CommData(content.data, of: request.message), in: $0) }
      }
      if let listener {
        comms.add(OpenComms.Entry(target: content.targetName, comm: comm, listener: listener))
      } else {
        comm.end()
        publish([CommClose(commID: content.commID)], for: request)
      }
      return nil
    }
  }

  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-messages
  ///
  /// JupyterLab sends the next message of a comm only once this one's idle has come; others send many at once, and of these only the
  /// last is worth a picture.
  func commMessage(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: CommMessage.self)
    answer(request) {
      whileRunning(request) { output in
        if let open = comms.entry(content.commID) {
          open.listener.receive(CommData(content.data, of: request.message), on: open.comm, in: output)
          request.line?.note(content.commID)
        }
        // What is still in the socket waits, too.
        takeIn()
        for id in request.line?.caughtUp() ?? [] {
          guard let open = comms.entry(id) else { continue }
          open.listener.caughtUp(on: open.comm, in: output)
        }
      }
      return nil
    }
  }

  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#tearing-down-comms
  func commClose(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: CommClose.self)
    answer(request) {
      if let closed = comms.entry(content.commID) {
        closed.comm.end()
        whileRunning(request) {
          closed.listener.closed(closed.comm, with: CommData(content.data, of: request.message), in: $0)
        }
      }
      return nil
    }
  }

  /// Opens a comm to a target of the front end's, as a child of `request`.
  func openComm(
    to target: String, with data: CommData, listener: any CommListener, for request: Request
  ) -> any Comm {
    let comm = KernelComm(core: self, opener: request)
    // Before it is published: the answer may come at once.
    comms.add(OpenComms.Entry(target: target, comm: comm, listener: listener))
    comm.announce(to: target, data)
    return comm
  }

  /// Runs `body` with output that belongs to `request` and can be interrupted.
  private func whileRunning<Result>(_ request: Request, _ body: (RequestOutput) -> Result) -> Result {
    let output = RequestOutput(of: request, core: self)
    begin(output)
    defer {
      end(output)
      output.finish()
    }
    return body(output)
  }
}
