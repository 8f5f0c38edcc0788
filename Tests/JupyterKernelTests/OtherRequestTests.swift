import JupyterProtocol
import Testing

@testable import JupyterKernel

@Suite("Requests besides execute") struct OtherRequestTests {
  private let kernel = CoreUnderTest()

  @Test("kernel_info is answered on shell and on control, in full") func kernelInfo() {
    let shell = kernel.serve(KernelInfoRequest())
    #expect(shell.summary == ["busy", "kernel_info_reply", "idle"])
    let info = shell.only("kernel_info_reply")
    #expect(info?["protocol_version"] == "5.5")
    #expect(info?["implementation"] == "test")
    #expect(info?["language_info"]?["file_extension"] == ".scr")
    #expect(info?["language_info"]?["nbconvert_exporter"] == "script")
    #expect(info?["help_links"] == [["text": "Help", "url": "https://example.org"]])
    #expect(info?["supported_features"] == ["kernel subshells"])
    #expect(info?["debugger"] == false)
    #expect(info?["status"] == "ok")

    let message = kernel.request(KernelInfoRequest())
    kernel.core.serveControl(message)
    let control = kernel.recorder.entries.filter { $0.parent == message.header.messageID }
    #expect(control.map(\.channel) == ["iopub", "control", "iopub"])
  }

  @Test("Matches come with what they are") func complete() {
    let reply = kernel.serve(CompleteRequest(code: "pr", cursor: 2)).only("complete_reply")
    #expect(reply?["matches"] == ["print"])
    #expect(
      reply?["metadata"]?["_jupyter_types_experimental"]
        == [["text": "print", "type": "command", "signature": "text", "start": 0, "end": 2]])
  }

  @Test(
    "Cursors count Unicode scalars; 0 is 0, none is the end, and those outside are brought inside",
    arguments: [("a😀b", 0, 0), ("a😀b", 2, 2), ("a😀b", nil, 3), ("a😀b", 99, 3), ("a", -5, 0), ("e\u{301}", nil, 2)])
  func cursor(code: String, cursor: Int?, expected: Int) {
    let reply = kernel.serve(CompleteRequest(code: code, cursor: cursor)).only("complete_reply")
    #expect(reply?["cursor_end"] == .integer(expected))
  }

  @Test("What is found is told in the wanted detail") func inspect() {
    let brief = kernel.serve(InspectRequest(code: "print", cursor: 3)).only("inspect_reply")
    #expect(brief == ["status": "ok", "found": true, "data": ["text/plain": "brief at 3"], "metadata": [:]])
    let full = kernel.serve(InspectRequest(code: "print", detailLevel: 1)).only("inspect_reply")
    #expect(full?["data"] == ["text/plain": "full at 5"])
    let nothing = kernel.serve(InspectRequest(code: "")).only("inspect_reply")
    #expect(nothing == ["status": "ok", "found": false, "data": [:], "metadata": [:]])
  }

  @Test("Completeness has four answers, and an indent for one of them") func isComplete() {
    func answer(_ code: String) -> JSONValue? { kernel.serve(IsCompleteRequest(code: code)).only("is_complete_reply") }
    #expect(answer("x") == ["status": "complete"])
    #expect(answer("open") == ["status": "incomplete", "indent": "  "])
    #expect(answer("wrong") == ["status": "invalid"])
    #expect(answer("who knows") == ["status": "unknown"])
  }

  @Test("No comm is open, and that is an answer") func commInfo() {
    #expect(kernel.serve(CommInfoRequest()).only("comm_info_reply") == ["status": "ok", "comms": [:]])
    let filtered = kernel.serve(CommInfoRequest(targetName: "jupyter.widget"))
    #expect(filtered.summary == ["busy", "comm_info_reply", "idle"])
  }

  @Test("A comm to an unknown target is closed at once") func commOpen() {
    let entries = kernel.serve(CommOpen(commID: "c", targetName: "nobody"))
    #expect(entries.summary == ["busy", "comm_close", "idle"])
    #expect(entries.only("comm_close") == ["comm_id": "c", "data": [:]])
  }

  @Test("Messages of unknown comms are ignored, with busy and idle") func commMessage() {
    #expect(kernel.serve(CommMessage(commID: "c", data: ["x": 1])).summary == ["busy", "idle"])
    #expect(kernel.serve(CommClose(commID: "c")).summary == ["busy", "idle"])
  }

  @Test("shutdown is answered on control and told on iopub before the kernel ends", arguments: [true, false])
  func shutdown(restart: Bool) {
    kernel.core.serveControl(kernel.request(ShutdownRequest(restart: restart)))
    let entries = kernel.recorder.entries
    #expect(entries.summary == ["busy", "shutdown_reply", "shutdown_reply", "idle"])
    #expect(entries.map(\.channel) == ["iopub", "iopub", "control", "iopub"])
    #expect(entries[2].content == ["status": "ok", "restart": .bool(restart)])
    #expect(kernel.onShutdown.take() == restart)
  }

  @Test(
    "Messages of unknown type are ignored; those with impossible content get an error, and who waits for idle does not wait for ever"
  )
  func hostile() throws {
    kernel.serve(Status(.busy))
    #expect(kernel.recorder.entries.isEmpty)
    for content in [#"{}"#, #"{"code":1}"#, #"{"code":"x","silent":"no"}"#, #"{"code":null}"#] {
      var message = kernel.request(ExecuteRequest(code: ""))
      message.contentBytes = Array(content.utf8)
      kernel.core.accept([message])
    }
    kernel.serveAll()
    #expect(
      kernel.recorder.entries.summary
        == (0..<4).flatMap { _ in ["busy", "error", "execute_reply", "idle"] })
    #expect(kernel.run("value 1").only("execute_reply")?["status"] == "ok")
  }

  @Test("On control, requests for shell are not run, and hear so") func wrongChannel() {
    kernel.core.serveControl(kernel.request(ExecuteRequest(code: "print x")))
    #expect(kernel.recorder.entries.summary == ["busy", "error", "execute_reply", "idle"])
    #expect(kernel.recorder.entries.only("execute_reply")?["ename"] == "WrongChannel")
  }

  @Test("Messages of comms that cannot be read call for no reply") func oddComms() {
    for content in [
      CommMessage(commID: "c", data: [:]) as any MessageContent, CommClose(commID: "c"),
      CommOpen(commID: "c", targetName: "t"),
    ] {
      var message = kernel.request(content)
      message.contentBytes = Array("[]".utf8)
      kernel.core.accept([message])
    }
    kernel.serveAll()
    #expect(kernel.recorder.entries.summary == (0..<3).flatMap { _ in ["busy", "idle"] })
  }
}
