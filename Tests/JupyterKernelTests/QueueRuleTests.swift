import Dispatch
import Foundation
import JupyterProtocol
import KernelInterface
import Testing

@testable import JupyterKernel

@Suite("After an error, and interrupts") struct QueueRuleTests {
  @Test("What was queued behind a failed cell is answered with errors; other requests and later cells run")
  func aborts() {
    let kernel = CoreUnderTest()
    kernel.send(ExecuteRequest(code: "fail"))
    let queued = kernel.send(ExecuteRequest(code: "print x"))
    let other = kernel.send(KernelInfoRequest())
    kernel.serveAll()
    let entries = kernel.recorder.entries
    let aborted = entries.filter { $0.parent == queued.header.messageID }
    #expect(aborted.summary == ["busy", "execute_reply", "idle"])
    #expect(aborted.only("execute_reply")?["status"] == "error")
    #expect(aborted.only("execute_reply")?["execution_count"] == 0)
    #expect(
      entries.filter { $0.parent == other.header.messageID }.summary == ["busy", "kernel_info_reply", "idle"])
    #expect(kernel.run("print x").only("execute_reply")?["status"] == "ok")
  }

  @Test("What is still in the socket when a cell fails counts as queued") func drains() {
    let late = MessageFactory(username: "client").message(ExecuteRequest(code: "print late"), parent: nil)
    let recorder = Recorder(undrained: [late])
    CoreUnderTest(recorder: recorder).run("fail")
    let id = late.header.messageID
    #expect(recorder.entries.filter { $0.parent == id }.only("execute_reply")?["status"] == "error")
  }

  @Test("Without stop_on_error the queue goes on") func goesOn() {
    let kernel = CoreUnderTest()
    kernel.send(ExecuteRequest(code: "fail", stopsOnError: false))
    #expect(kernel.run("print x").only("stream")?["text"] == "x")
  }

  @Test("An aborted cell does not count and is not kept") func abortedIsNotCounted() {
    let kernel = CoreUnderTest()
    kernel.send(ExecuteRequest(code: "fail"))
    kernel.run("print x")
    #expect(kernel.run("print y").only("execute_reply")?["execution_count"] == 2)
    #expect(kernel.core.history.inputs(last: 9).map(\.input) == ["fail", "print y"])
  }

  @Test("An interrupt when nothing runs does nothing, not even to the next cell") func idleInterrupt() {
    let call: @Sendable (any ExecutionContext) -> Void = { $0.write("\($0.isInterrupted)", to: .stdout) }
    let kernel = CoreUnderTest(language: ScriptedLanguage(call: call))
    kernel.core.interrupt()
    #expect(kernel.run("call").only("stream")?["text"] == "false")
  }

  @Test("An interrupt on control reaches the running cell") func interrupt() {
    let kernel = CoreUnderTest()
    let message = kernel.request(InterruptRequest())
    Thread.detachNewThread {
      kernel.language.isSpinning.wait()
      kernel.core.serveControl(message)
    }
    #expect(kernel.run("spin").only("execute_reply")?["ename"] == "Interrupted")
    let control = kernel.recorder.entries.filter { $0.parent == message.header.messageID }
    #expect(Array(control.summary.prefix(1)) == ["busy"])
  }

  @Test("Whoever hears that a cell runs can interrupt it, however soon", arguments: ["status", "execute_input"])
  func interruptAtOnce(announcement: String) {
    let interrupt = Handoff<@Sendable () -> Void>()
    let recorder = Recorder { message in
      if message.header.messageType == announcement { interrupt.take()() }
    }
    let kernel = CoreUnderTest(recorder: recorder)
    // The core holds the recorder.
    interrupt.give { [weak core = kernel.core] in core?.interrupt() }
    #expect(kernel.run("spin").only("execute_reply")?["ename"] == "Interrupted")
  }

  @Test("interrupt_reply says ok, with busy and idle around it") func interruptReply() {
    let kernel = CoreUnderTest()
    kernel.core.serveControl(kernel.request(InterruptRequest()))
    #expect(kernel.recorder.entries.summary == ["busy", "interrupt_reply", "idle"])
    #expect(kernel.recorder.entries[1].content == ["status": "ok"])
    #expect(kernel.recorder.entries[1].channel == "control")
  }
}
