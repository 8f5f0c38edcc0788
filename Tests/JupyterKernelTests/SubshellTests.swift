import Dispatch
import Foundation
import JupyterProtocol
import KernelInterface
import Synchronization
import Testing

@testable import JupyterKernel

@Suite("Subshells") struct SubshellTests {
  private let kernel = CoreUnderTest()

  /// Serves what waits on the kernel's own line, on a thread of its own.
  private func serveInBackground() {
    let kernel = kernel
    DispatchQueue.global().async { kernel.serveAll() }
  }

  private func cell(_ code: String, on subshell: String?) -> Message {
    kernel.send(ExecuteRequest(code: code), for: subshell)
  }

  @Test("are created, listed in their order and deleted on control")
  func created() {
    let ids = (0..<3).map { _ in kernel.subshell() }
    #expect(Set(ids).count == 3 && !ids.contains(""))
    #expect(kernel.control(ListSubshellRequest()) == ["status": "ok", "subshell_id": .array(ids.map { .string($0) })])
    #expect(kernel.control(DeleteSubshellRequest(subshellID: ids[1])) == ["status": "ok"])
    #expect(kernel.control(ListSubshellRequest())?["subshell_id"] == [.string(ids[0]), .string(ids[2])])
    let again = kernel.control(DeleteSubshellRequest(subshellID: ids[1]))
    #expect(again?["status"] == "error" && again?["ename"] == "UnknownSubshellError")
  }

  @Test("there is none where the system gives no thread, and the kernel lives on")
  func noThread() throws {
    let subshells = Subshells(stackSize: 1 << 60)
    do {
      _ = try subshells.start { _ in Issue.record("it is served") }
      Issue.record("there is a thread")
    } catch {
      guard case .noThread(let reason) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!reason.isEmpty && subshells.ids.isEmpty)
      #expect(error.reply.name == "NoThread" && error.reply.value.contains("(\(reason)): the user's limit (ulimit -u)"))
    }
    subshells.close()
    #expect(throws: Subshells.Refusal.tooMany) { try subshells.start { _ in } }
  }

  @Test("serve while a cell runs on the kernel's own line: cells, completions, messages of comms")
  func beside() {
    let id = kernel.subshell()
    let long = cell("spin", on: nil)
    serveInBackground()
    kernel.language.isSpinning.wait()
    let short = kernel.recorder.outcome(of: cell("print x", on: id))
    #expect(short.summary == ["busy", "execute_input", "stream", "execute_reply", "idle"])
    #expect(short.first { $0.type == "execute_reply" }?.channel == "shell")
    let offered = kernel.send(CompleteRequest(code: "p", cursor: 1), for: id)
    #expect(kernel.recorder.outcome(of: offered).only("complete_reply")?["matches"] == ["print"])
    let said = kernel.send(CommMessage(commID: "unknown", data: [:]), for: id)
    #expect(kernel.recorder.outcome(of: said).summary == ["busy", "idle"])
    #expect(!kernel.recorder.entries.contains { $0.parent == long.header.messageID && $0.summary == "idle" })
    kernel.core.interrupt()
    #expect(kernel.recorder.outcome(of: long).only("execute_reply")?["ename"] == "Interrupted")
  }

  @Test(
    "an id that names none is an error in the reply, at once, and below the cell",
    arguments: ["", "nobody", "deleted"])
  func unknown(name: String) {
    var id = name
    if name == "deleted" {
      id = kernel.subshell()
      kernel.control(DeleteSubshellRequest(subshellID: id))
    }
    let executed = kernel.recorder.outcome(of: cell("print x", on: id))
    #expect(executed.summary == ["busy", "error", "execute_reply", "idle"])
    #expect(executed.only("error")?["ename"] == "UnknownSubshellError")
    #expect(executed.only("execute_reply")?["status"] == "error")
    #expect(executed.only("execute_reply")?["execution_count"] == 0)
    let silent = kernel.send(ExecuteRequest(code: "", isSilent: true), for: id)
    #expect(kernel.recorder.outcome(of: silent).summary == ["busy", "execute_reply", "idle"])
    let asked = kernel.send(KernelInfoRequest(), for: id)
    #expect(kernel.recorder.outcome(of: asked).only("kernel_info_reply")?["ename"] == "UnknownSubshellError")
    let said = kernel.send(CommMessage(commID: "c", data: [:]), for: id)
    #expect(kernel.recorder.outcome(of: said).summary == ["busy", "comm_reply", "idle"])
  }

  @Test("an id of any length is said in a few characters")
  func longID() {
    let reply = kernel.recorder.outcome(of: cell("", on: String(repeating: "x", count: 100_000))).only("execute_reply")
    #expect((reply?["evalue"]?.text?.count ?? 0) < 200)
  }

  @Test("an error keeps cells behind it on the same line from running, and no others")
  func aborts() {
    let id = kernel.subshell()
    let other = cell("print main", on: nil)
    let (failing, behind) = (ExecuteRequest(code: "fail"), ExecuteRequest(code: "print x"))
    let sent = [failing, behind].map { kernel.request($0, for: id) }
    kernel.core.accept(sent)
    #expect(kernel.recorder.outcome(of: sent[1]).only("execute_reply")?["ename"] == "NotRun")
    kernel.serveAll()
    #expect(kernel.recorder.outcome(of: other).only("stream")?["text"] == "main")
    #expect(kernel.recorder.outcome(of: cell("print y", on: id)).only("stream")?["text"] == "y")
  }

  @Test("deleting one lets its cell end, and refuses what waits behind it")
  func deletedWhileRunning() {
    let id = kernel.subshell()
    let running = cell("spin", on: id)
    kernel.language.isSpinning.wait()
    let waiting = cell("print x", on: id)
    #expect(kernel.control(DeleteSubshellRequest(subshellID: id))?["status"] == "ok")
    #expect(kernel.control(ListSubshellRequest())?["subshell_id"] == [])
    #expect(kernel.recorder.outcome(of: cell("print y", on: id)).only("error")?["ename"] == "UnknownSubshellError")
    kernel.core.interrupt()
    #expect(kernel.recorder.outcome(of: running).only("execute_reply")?["ename"] == "Interrupted")
    #expect(kernel.recorder.outcome(of: waiting).only("execute_reply")?["ename"] == "UnknownSubshellError")
  }

  @Test("an interrupt reaches all that runs")
  func interrupted() {
    let ids = [nil, kernel.subshell(), kernel.subshell()]
    let cells = ids.map { cell("spin", on: $0) }
    serveInBackground()
    for _ in ids { kernel.language.isSpinning.wait() }
    kernel.control(InterruptRequest())
    for cell in cells {
      #expect(kernel.recorder.outcome(of: cell).only("execute_reply")?["ename"] == "Interrupted")
    }
  }

  @Test("cells of all lines share one counter and one history")
  func counter() {
    let id = kernel.subshell()
    let counts = [nil, id, nil, id].map { subshell -> JSONValue? in
      let sent = cell("print x", on: subshell)
      if subshell == nil { kernel.serveAll() }
      return kernel.recorder.outcome(of: sent).only("execute_reply")?["execution_count"]
    }
    #expect(counts == [1, 2, 3, 4])
    #expect(kernel.core.history.inputs(last: 9).map(\.line) == [1, 2, 3, 4])
  }

  @Test("there are no more than a bound allows, until one has ended")
  func bounded() {
    let ids = (0..<Subshells.limit).map { _ in kernel.subshell() }
    #expect(!ids.contains(""))
    let refused = kernel.control(CreateSubshellRequest())
    #expect(refused?["status"] == "error" && refused?["ename"] == "TooManySubshells")
    // One that still serves counts until it has ended.
    let last = cell("spin", on: ids[0])
    kernel.language.isSpinning.wait()
    kernel.control(DeleteSubshellRequest(subshellID: ids[0]))
    #expect(kernel.control(CreateSubshellRequest())?["ename"] == "TooManySubshells")
    kernel.core.interrupt()
    #expect(kernel.recorder.outcome(of: last).only("execute_reply")?["ename"] == "Interrupted")
  }

  @Test("a language that runs one thing at a time has none, and does not say so of itself")
  func sequential() {
    var language = ScriptedLanguage()
    language.runsInParallel = false
    let sequential = CoreUnderTest(language: language)
    #expect(sequential.control(CreateSubshellRequest())?["ename"] == "NoSubshells")
    #expect(sequential.control(KernelInfoRequest())?["supported_features"] == [])
    #expect(kernel.control(KernelInfoRequest())?["supported_features"] == ["kernel subshells"])
  }

  @Test("cells of two may ask at once, and each gets its own answer")
  func questions() throws {
    let (recorder, factory) = (kernel.recorder, MessageFactory(username: "client"))
    let cells = [kernel.subshell(), kernel.subshell()].map { id in
      kernel.send(ExecuteRequest(code: "ask Name?", allowsStdin: true), for: id)
    }
    for _ in cells { recorder.isAsked.wait() }
    for (cell, name) in zip(cells, ["Ada", "Grace"]).reversed() {
      let question = try #require(
        recorder.entries.first { $0.channel == "stdin" && $0.parent == cell.header.messageID })
      recorder.answer(
        factory.message(InputReply(value: name), parent: question.message, identities: [Array("client".utf8)]))
    }
    let answers = cells.map { recorder.outcome(of: $0).only("execute_result")?["data"]?["text/plain"] }
    #expect(answers == ["Ada", "Grace"])
  }

  @Test("when the kernel ends they end with it, and none is created any more")
  func stopped() {
    let sent = cell("spin", on: kernel.subshell())
    kernel.language.isSpinning.wait()
    kernel.core.stop()
    #expect(kernel.recorder.outcome(of: sent).only("execute_reply")?["ename"] == "Interrupted")
    #expect(kernel.control(CreateSubshellRequest())?["status"] == "error")
    kernel.core.subshells.join(until: .now() + 20)
  }
}
