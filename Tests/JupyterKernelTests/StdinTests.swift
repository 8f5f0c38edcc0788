import Foundation
import JupyterProtocol
import KernelInterface
import Testing

@testable import JupyterKernel

@Suite("Questions to the user") struct StdinTests {
  private let kernel = CoreUnderTest()
  private let factory = MessageFactory(username: "client")

  /// Runs `ask Name?` while `answer` gets the question.
  private func ask(_ answer: @escaping @Sendable (Recorder.Entry) -> Void) -> JSONValue? {
    let recorder = kernel.recorder
    Thread.detachNewThread {
      recorder.isAsked.wait()
      answer(recorder.entries[recorder.entries.count - 1])
    }
    return kernel.run("ask Name?", allowsStdin: true).only("execute_result")?["data"]?["text/plain"]
  }

  private func reply(_ value: String, to question: Recorder.Entry, from identity: String = "client") -> Message {
    factory.message(InputReply(value: value), parent: question.message, identities: [Array(identity.utf8)])
  }

  @Test("The question goes to the client that runs the cell; the answer is what it sends back") func answer() {
    let (recorder, reply) = (kernel.recorder, reply)
    let answer = ask { question in
      #expect(question.content == ["prompt": "Name?", "password": true])
      #expect(question.message.identities == [Array("client".utf8)])
      recorder.answer(reply("Ada", question, "client"))
    }
    #expect(answer == "Ada")
  }

  @Test("Answers to earlier questions and of other clients are dropped") func stale() {
    let recorder = kernel.recorder
    let (factory, reply) = (factory, reply)
    let earlier = factory.message(InputRequest(prompt: "", password: false), parent: nil)
    recorder.answer(reply("too early", Recorder.Entry(channel: "stdin", message: earlier), "client"))
    let answer = ask { question in
      recorder.answer(reply("stale", Recorder.Entry(channel: "stdin", message: earlier), "client"))
      recorder.answer(reply("of another", question, "other"))
      recorder.answer(reply("right", question, "client"))
      recorder.answer(reply("twice", question, "client"))
    }
    #expect(answer == "right")
    #expect(kernel.run("value still").only("execute_reply")?["status"] == "ok")
  }

  @Test("A client that does not say what it answers is believed") func withoutParent() {
    let (recorder, factory) = (kernel.recorder, factory)
    let answer = ask { _ in
      recorder.answer(factory.message(InputReply(value: "x"), parent: nil, identities: [Array("client".utf8)]))
    }
    #expect(answer == "x")
  }

  @Test("A front end that takes no questions is not asked") func notAllowed() {
    let entries = kernel.run("ask", allowsStdin: false)
    #expect(entries.only("error")?["ename"] == "notAllowed")
    #expect(!entries.contains { $0.channel == "stdin" })
  }

  @Test("A front end that takes no questions is one that nobody watches", arguments: [true, false])
  func watched(allowsStdin: Bool) {
    let call: @Sendable (any ExecutionContext) -> Void = { $0.write("\($0.isWatched)", to: .stdout) }
    let kernel = CoreUnderTest(language: ScriptedLanguage(call: call))
    #expect(kernel.run("call", allowsStdin: allowsStdin).only("stream")?["text"] == .string("\(allowsStdin)"))
  }

  @Test("Consoles, which name no cell, drop updates; notebooks and programs that run one follow them")
  func replaces() {
    let kernel = CoreUnderTest(language: ScriptedLanguage())
    func replaces(allowsStdin: Bool, metadata: String) -> Bool {
      let content = ExecuteRequest(code: "", allowsStdin: allowsStdin)
      var message = kernel.request(content)
      message.metadataBytes = Array(metadata.utf8)
      return RunningCell(content, request: Request(message: message, channel: .shell, number: 1), core: kernel.core)
        .replacesDisplays
    }
    #expect(replaces(allowsStdin: true, metadata: #"{"cellId": "a1"}"#))
    #expect(!replaces(allowsStdin: true, metadata: "{}"))
    #expect(replaces(allowsStdin: false, metadata: "{}"))
  }

  @Test("An interrupt ends the wait for an answer") func interrupted() {
    let core = kernel.core
    let recorder = kernel.recorder
    Thread.detachNewThread {
      recorder.isAsked.wait()
      core.interrupt()
    }
    #expect(kernel.run("ask", allowsStdin: true).only("error")?["ename"] == "interrupted")
  }
}
