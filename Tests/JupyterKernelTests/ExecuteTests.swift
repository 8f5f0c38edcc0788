import JupyterProtocol
import Testing

@testable import JupyterKernel

@Suite("execute_request") struct ExecuteTests {
  @Test("busy, input, output, result, reply, idle: in this order, all children of the request") func order() {
    let kernel = CoreUnderTest()
    #expect(kernel.run("value 1").summary == ["busy", "execute_input", "execute_result", "execute_reply", "idle"])
    #expect(kernel.run("print x").summary == ["busy", "execute_input", "stream", "execute_reply", "idle"])
    #expect(kernel.run("fail x").summary == ["busy", "execute_input", "error", "execute_reply", "idle"])
  }

  @Test("The reply goes to the client that asked") func identities() {
    let reply = CoreUnderTest().run("").first { $0.type == "execute_reply" }
    #expect(reply?.message.identities == [Array("client".utf8)])
  }

  @Test("The counter rises with stored cells alone") func counter() {
    let kernel = CoreUnderTest()
    func count(_ entries: [Recorder.Entry]) -> JSONValue? { entries.only("execute_reply")?["execution_count"] }
    #expect(count(kernel.run("", silent: true)) == 0)
    #expect(count(kernel.run("")) == 1)
    #expect(count(kernel.run("", stored: false)) == 1)
    #expect(count(kernel.run("fail")) == 2)
    #expect(count(kernel.run("", silent: true, stored: true)) == 2)
    #expect(count(kernel.run("value")) == 3)
  }

  @Test(
    "A silent cell publishes nothing but busy and idle",
    arguments: ["value 1", "print x", "warn x", "display x", "update x", "clear", "fail x", "flood 200"])
  func silent(code: String) {
    #expect(CoreUnderTest().run(code, silent: true).summary == ["busy", "execute_reply", "idle"])
  }

  @Test("Streams have their names and texts") func streams() {
    let kernel = CoreUnderTest()
    #expect(kernel.run("print a b").only("stream") == ["name": "stdout", "text": "a b"])
    #expect(kernel.run("warn a b").only("stream") == ["name": "stderr", "text": "a b"])
  }

  @Test("Displays carry the id under which they are updated") func displays() {
    let kernel = CoreUnderTest()
    #expect(kernel.run("display a").only("display_data")?["transient"] == ["display_id": "id"])
    let update = kernel.run("update b").only("update_display_data")
    #expect(update?["transient"] == ["display_id": "id"])
    #expect(update?["data"] == ["text/plain": "b"])
  }

  @Test("clear_output says whether to wait") func clear() {
    #expect(CoreUnderTest().run("clear").only("clear_output") == ["wait": false])
    #expect(CoreUnderTest().run("clear wait").only("clear_output") == ["wait": true])
  }

  @Test("What is paged comes as a payload, not as output") func page() {
    let entries = CoreUnderTest().run("page x")
    #expect(entries.summary == ["busy", "execute_input", "execute_reply", "idle"])
    #expect(
      entries.only("execute_reply")?["payload"] == [["source": "page", "data": ["text/plain": "x"], "start": 0]])
  }

  @Test("An error is told once on iopub and again in the reply") func error() {
    let entries = CoreUnderTest().run("fail x")
    #expect(entries.only("error") == ["ename": "Failed", "evalue": "x", "traceback": ["Failed: x"]])
    let reply = entries.only("execute_reply")
    #expect(reply?["status"] == "error")
    #expect(reply?["ename"] == "Failed")
    #expect(reply?["execution_count"] == 1)
  }

  @Test("Where the front end hides errors, what one says is displayed before it, without colours")
  func displayedError() {
    let kernel = CoreUnderTest(displaysErrors: true)
    let entries = kernel.run("fail \u{1B}[31ma<b\u{1B}[0m")
    #expect(entries.summary == ["busy", "execute_input", "display_data", "error", "execute_reply", "idle"])
    #expect(
      entries.only("display_data")?["data"]
        == ["text/plain": "Failed: a<b", "text/html": "<pre>Failed: a&lt;b</pre>"])
    #expect(kernel.run("fail", silent: true).summary == ["busy", "execute_reply", "idle"])
  }

  @Test("Voilà is known by what it tells its kernels")
  func voila() {
    #expect(Voila.isServed(by: ["VOILA_PREHEAT": "False"]) && Voila.isServed(by: ["VOILA_PREHEAT": "True"]))
    #expect(!Voila.isServed(by: ["SERVER_SOFTWARE": "x"]))
  }

  @Test("Each user expression has its own value or its own error") func userExpressions() {
    let values = CoreUnderTest().run("", expressions: ["a": "x", "b": "bad"]).only("execute_reply")?["user_expressions"]
    #expect(values?["a"] == ["status": "ok", "data": ["text/plain": "<x>"], "metadata": [:]])
    #expect(values?["b"] == ["status": "error", "ename": "Failed", "evalue": "bad", "traceback": ["Failed: bad"]])
  }

  @Test("A cell sees the inputs before it") func inputs() {
    let kernel = CoreUnderTest()
    for code in ["a", "b", "c"] { kernel.run(code) }
    kernel.run("hidden", stored: false)
    #expect(kernel.run("inputs", stored: false).only("stream")?["text"] == "2:b 3:c")
    #expect(kernel.run("inputs").only("stream")?["text"] == "2:b 3:c")
  }

  @Test("What a stray thread prints after the cell never follows its idle") func lateOutput() {
    let kernel = CoreUnderTest()
    let content = ExecuteRequest(code: "")
    let request = Request(message: kernel.request(content), channel: .shell, number: 1)
    let cell = RunningCell(content, request: request, core: kernel.core)
    _ = cell.finish()
    cell.write("late", to: .stdout)
    cell.clearOutput(wait: false)
    #expect(kernel.recorder.entries.isEmpty)
  }
}
