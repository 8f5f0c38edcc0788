import Dispatch
import JupyterProtocol
import KernelInterface
import Synchronization
import Testing

@testable import JupyterKernel

/// Writes down what it hears, and does what a test wants of it.
private final class Listener: CommListener {
  private let recorded = Mutex<[String]>([])
  private let onMessage: @Sendable (CommData, any Comm, any OutputContext) -> Void
  /// Called when no further message waits.
  private let onCaughtUp: @Sendable (any OutputContext) -> Void

  init(
    _ onMessage: @escaping @Sendable (CommData, any Comm, any OutputContext) -> Void = { _, _, _ in },
    onCaughtUp: @escaping @Sendable (any OutputContext) -> Void = { _ in }
  ) {
    self.onCaughtUp = onCaughtUp
    self.onMessage = onMessage
  }

  var heard: [String] { recorded.withLock { $0 } }

  func receive(_ data: CommData, on comm: any Comm, in context: any OutputContext) {
    recorded.withLock { $0.append("\(comm.id) said \(data.json)") }
    onMessage(data, comm, context)
  }

  func caughtUp(on comm: any Comm, in context: any OutputContext) {
    recorded.withLock { $0.append("\(comm.id) caught up") }
    onCaughtUp(context)
  }

  func closed(_ comm: any Comm, with data: CommData, in context: any OutputContext) {
    recorded.withLock { $0.append("\(comm.id) closed with \(data.json)") }
    comm.send(CommData(json: "1"))
  }
}

/// A target that takes every comm, or none.
private struct Target: CommTarget {
  let name = "counter"
  let listener: Listener?
  var greeting: CommData?

  func open(_ comm: any Comm, with data: CommData, in context: any OutputContext) -> (any CommListener)? {
    if let greeting { comm.send(greeting) }
    return listener
  }
}

@Suite("Comms")
struct CommTests {
  private func kernel(_ targets: Target...) -> CoreUnderTest {
    var language = ScriptedLanguage()
    language.commTargets = targets
    return CoreUnderTest(language: language)
  }

  @Test("one that a front end opens is listed under its target until it is closed")
  func listed() {
    let kernel = kernel(Target(listener: Listener()))
    #expect(kernel.serve(CommOpen(commID: "c", targetName: "counter")).summary == ["busy", "idle"])
    func listed(_ target: String?) -> JSONValue? {
      kernel.serve(CommInfoRequest(targetName: target)).only("comm_info_reply")?["comms"]
    }
    #expect(listed(nil) == ["c": ["target_name": "counter"]])
    #expect(listed("counter") == ["c": ["target_name": "counter"]])
    #expect(listed("jupyter.widget") == [:])
    kernel.serve(CommClose(commID: "c"))
    #expect(listed(nil) == [:])
  }

  @Test("what is said on it is heard, and answered as a child of the message, before its idle")
  func answered() {
    let listener = Listener { data, comm, context in
      context.display(DisplayData(plain: "shown"), id: nil)
      context.send(CommData(json: #"{"n":2}"#, metadata: #"{"version":"2.1.0"}"#, buffers: data.buffers), on: comm)
    }
    let kernel = kernel(Target(listener: listener))
    kernel.serve(CommOpen(commID: "c", targetName: "counter"))
    var message = kernel.request(CommMessage(commID: "c", data: ["n": 1]))
    message.buffers = [[1, 2, 3]]
    kernel.core.accept([message])
    kernel.serveAll()
    #expect(listener.heard == [#"c said {"n":1}"#, "c caught up"])
    let entries = kernel.recorder.entries.filter { $0.parent == message.header.messageID }
    #expect(entries.summary == ["busy", "display_data", "comm_msg", "idle"])
    #expect(entries.only("comm_msg") == ["comm_id": "c", "data": ["n": 2]])
    #expect(entries[2].message.buffers == [[1, 2, 3]])
    #expect(entries[2].message.metadataBytes == Array(#"{"version":"2.1.0"}"#.utf8))
  }

  @Test("a core that has been stopped is let go of by the comms that were open")
  func letGo() {
    weak var core: KernelCore?
    do {
      let kernel = kernel(Target(listener: Listener()))
      kernel.serve(CommOpen(commID: "c", targetName: "counter"))
      core = kernel.core
    }
    #expect(core == nil)
  }

  @Test("a target can speak first")
  func greeting() {
    let kernel = kernel(Target(listener: Listener(), greeting: CommData(json: #""hello""#)))
    let entries = kernel.serve(CommOpen(commID: "c", targetName: "counter"))
    #expect(entries.summary == ["busy", "comm_msg", "idle"])
  }

  @Test("a target that refuses closes it at once, and nothing more is said")
  func refused() {
    let kernel = kernel(Target(listener: nil))
    #expect(kernel.serve(CommOpen(commID: "c", targetName: "counter")).summary == ["busy", "comm_close", "idle"])
    #expect(kernel.serve(CommMessage(commID: "c", data: [:])).summary == ["busy", "idle"])
  }

  @Test("one that the front end closed hears of it once and sends nothing")
  func closed() {
    let listener = Listener()
    let kernel = kernel(Target(listener: listener))
    kernel.serve(CommOpen(commID: "c", targetName: "counter"))
    #expect(kernel.serve(CommClose(commID: "c", data: ["why": "gone"])).summary == ["busy", "idle"])
    #expect(kernel.serve(CommClose(commID: "c")).summary == ["busy", "idle"])
    #expect(kernel.serve(CommMessage(commID: "c", data: [:])).summary == ["busy", "idle"])
    #expect(listener.heard == [#"c closed with {"why":"gone"}"#])
  }

  @Test("a cell opens one to the front end, and hears what comes back after it")
  func openedByCell() throws {
    let listener = Listener { _, comm, _ in comm.close(CommData()) }
    var language = ScriptedLanguage()
    language.call = { context in
      let comm = context.openComm(to: "jupyter.widget", with: CommData(json: #"{"state":{}}"#), listener: listener)
      comm.send(CommData(json: "[]"))
    }
    let kernel = CoreUnderTest(language: language)
    let cell = kernel.run("call")
    #expect(cell.summary == ["busy", "execute_input", "comm_open", "comm_msg", "execute_reply", "idle"])
    let open = try #require(cell.only("comm_open"))
    #expect(open["target_name"] == "jupyter.widget")
    #expect(open["data"] == ["state": [:]])
    let id = try #require(open["comm_id"]?.text)
    let entries = kernel.serve(CommMessage(commID: id, data: ["method": "update"]))
    #expect(entries.summary == ["busy", "idle"])
    let close = try #require(kernel.recorder.entries.first { $0.type == "comm_close" })
    #expect(close.parent == cell[0].parent, "what the comm does by itself belongs to what opened it")
    #expect(listener.heard == [id + #" said {"method":"update"}"#])
    #expect(kernel.serve(CommInfoRequest()).only("comm_info_reply")?["comms"] == [:])
  }

  @Test("an interrupt reaches what a message set off, and not the next one")
  func interrupted() {
    let isRunning = DispatchSemaphore(value: 0)
    let isFirst = Mutex(true)
    let listener = Listener { _, _, context in
      let mustWait = isFirst.withLock { isFirst in
        defer { isFirst = false }
        return isFirst
      }
      guard mustWait else { return context.write("interrupted: \(context.isInterrupted)", to: .stdout) }
      isRunning.signal()
      while !context.isInterrupted {}
    }
    let kernel = kernel(Target(listener: listener))
    kernel.serve(CommOpen(commID: "c", targetName: "counter"))
    let isServed = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      kernel.serve(CommMessage(commID: "c", data: [:]))
      isServed.signal()
    }
    isRunning.wait()
    kernel.core.interrupt()
    isServed.wait()
    let entries = kernel.serve(CommMessage(commID: "c", data: [:]))
    #expect(entries.only("stream")?["text"] == "interrupted: false")
  }

  @Test("a message may run code of the language: pages are shown, questions unanswered")
  func code() {
    let language = ScriptedLanguage()
    let listener = Listener { _, _, context in
      let unattended = UnattendedContext(context)
      for code in ["print done", "page help", "ask why"] { _ = language.execute(code, in: unattended) }
    }
    let kernel = kernel(Target(listener: listener))
    kernel.serve(CommOpen(commID: "c", targetName: "counter"))
    let entries = kernel.serve(CommMessage(commID: "c", data: [:]))
    #expect(entries.summary == ["busy", "stream", "display_data", "idle"])
  }

  @Test("what a message set off shows nothing after its idle")
  func lateOutput() {
    let kept = Mutex<(any OutputContext)?>(nil)
    let listener = Listener { _, _, context in kept.withLock { $0 = context } }
    let kernel = kernel(Target(listener: listener))
    kernel.serve(CommOpen(commID: "c", targetName: "counter"))
    kernel.serve(CommMessage(commID: "c", data: [:]))
    let count = kernel.recorder.entries.count
    // Taken out: the listener keeps what leads back to it.
    kept.withLock { $0.take() }?.write("late", to: .stdout)
    #expect(kernel.recorder.entries.count == count)
  }

  @Test("what is sent in the context of a message after its idle belongs to what opened the comm")
  func lateAnswer() throws {
    let kept = Mutex<(any OutputContext)?>(nil)
    let opened = Mutex<(any Comm)?>(nil)
    let listener = Listener { _, comm, context in
      kept.withLock { $0 = context }
      opened.withLock { $0 = comm }
    }
    let kernel = kernel(Target(listener: listener))
    let opening = kernel.serve(CommOpen(commID: "c", targetName: "counter"))
    kernel.serve(CommMessage(commID: "c", data: [:]))
    let comm = try #require(opened.withLock { $0.take() })
    kept.withLock { $0.take() }?.send(CommData(json: "7"), on: comm)
    let last = try #require(kernel.recorder.entries.last)
    #expect(last.type == "comm_msg" && last.parent == opening[0].parent)
  }

  @Test("a silent cell talks over comms, as part of itself")
  func silent() {
    var language = ScriptedLanguage()
    language.call = { context in
      let comm = context.openComm(to: "jupyter.widget", with: CommData(), listener: Listener())
      context.send(CommData(json: "1"), on: comm)
    }
    let entries = CoreUnderTest(language: language).run("call", silent: true)
    #expect(entries.summary == ["busy", "comm_open", "comm_msg", "execute_reply", "idle"])
  }

  @Test("of many messages that wait, each has its busy and idle, and only the last is followed by catching up")
  func catchingUp() {
    let listener = Listener(onCaughtUp: { $0.write("drawn", to: .stdout) })
    let kernel = kernel(Target(listener: listener))
    kernel.serve(CommOpen(commID: "c", targetName: "counter"))
    let sent = (0..<1000).map { _ in kernel.send(CommMessage(commID: "c", data: [:])) }
    kernel.serveAll()
    let answers = Dictionary(grouping: kernel.recorder.entries, by: \.parent)
    let outcomes = sent.map { answers[$0.header.messageID]?.summary }
    #expect(outcomes.dropLast().allSatisfy { $0 == ["busy", "idle"] })
    #expect(outcomes.last == ["busy", "stream", "idle"])
    #expect(listener.heard.count == 1001)
  }

  @Test("messages that have arrived and were not taken in yet wait, too")
  func catchingUpWithSocket() {
    let client = MessageFactory(username: "client")
    let later = client.message(CommMessage(commID: "c", data: [2]), parent: nil)
    let listener = Listener()
    var language = ScriptedLanguage()
    language.commTargets = [Target(listener: listener)]
    let kernel = CoreUnderTest(language: language, recorder: Recorder(undrained: [later]))
    kernel.serve(CommOpen(commID: "c", targetName: "counter"))
    kernel.serve(CommMessage(commID: "c", data: [1]))
    #expect(listener.heard == ["c said [1]", "c said [2]", "c caught up"])
  }

  @Test("each comm that has heard something catches up, one that was closed meanwhile does not")
  func catchingUpTogether() {
    let listener = Listener()
    let kernel = kernel(Target(listener: listener))
    for id in ["a", "b", "gone"] { kernel.serve(CommOpen(commID: id, targetName: "counter")) }
    for id in ["a", "gone", "b"] { kernel.send(CommMessage(commID: id, data: [:])) }
    kernel.core.accept([kernel.request(CommClose(commID: "gone")), kernel.request(CommMessage(commID: "x", data: [:]))])
    kernel.serveAll()
    #expect(listener.heard.filter { $0.hasSuffix("caught up") } == ["a caught up", "b caught up"])
  }

  @Test("a comm that is open is neither taken over nor closed by another one under its id", arguments: [true, false])
  func openedTwice(isFrontEnds: Bool) throws {
    let listener = Listener()
    var language = ScriptedLanguage()
    language.commTargets = [Target(listener: listener)]
    language.call = { _ = $0.openComm(to: "jupyter.widget", with: CommData(), listener: listener) }
    let kernel = CoreUnderTest(language: language)
    var id = "c"
    if isFrontEnds {
      kernel.serve(CommOpen(commID: id, targetName: "counter"))
    } else {
      id = try #require(kernel.run("call").only("comm_open")?["comm_id"]?.text)
    }
    for target in ["counter", "nobody"] {
      #expect(kernel.serve(CommOpen(commID: id, targetName: target)).summary == ["busy", "idle"])
    }
    kernel.serve(CommMessage(commID: id, data: [:]))
    #expect(listener.heard == ["\(id) said {}", "\(id) caught up"])
    let target: JSONValue = isFrontEnds ? "counter" : "jupyter.widget"
    #expect(kernel.serve(CommInfoRequest()).only("comm_info_reply")?["comms"] == [id: ["target_name": target]])
  }

  @Test("a refused comm can be opened again under its id")
  func refusedThenOpened() {
    let kernel = kernel(Target(listener: Listener()))
    #expect(kernel.serve(CommOpen(commID: "c", targetName: "nobody")).summary == ["busy", "comm_close", "idle"])
    #expect(kernel.serve(CommOpen(commID: "c", targetName: "counter")).summary == ["busy", "idle"])
  }
}
