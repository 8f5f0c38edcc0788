import Foundation
import JupyterProtocol
import KernelInterface
import Testing
import ZeroMQ

@testable import JupyterKernel

@Suite("A kernel on real sockets") struct LiveKernelTests {
  @Test("The first message to a subscriber is its welcome; only the first subscriber hears that the kernel starts")
  func welcome() throws {
    let kernel = try LiveKernel()
    let first = try LiveClient(kernel)
    #expect(try first.waitForWelcome() == IOPubWelcome(subscription: ""))
    let starting = try #require(try first.receive(first.iopub))
    #expect(try starting.content(as: Status.self) == Status(.starting))
    #expect(starting.parentHeaderBytes == Message.emptyObject)

    let second = try LiveClient(kernel)
    #expect(try second.waitForWelcome() == IOPubWelcome(subscription: ""))
    let request = try second.send(KernelInfoRequest())
    #expect(try second.outputs(of: request).count == 2)
    #expect(try second.receive(second.shell)?.header.messageType == "kernel_info_reply")
  }

  @Test("A welcome names the topic subscribed to, and only its subscribers get it") func welcomeTopic() throws {
    let kernel = try LiveKernel()
    let client = try LiveClient(kernel, topic: "kernel.")
    let welcome = try #require(try client.receive(client.iopub))
    #expect(try welcome.content(as: IOPubWelcome.self) == IOPubWelcome(subscription: "kernel."))
    #expect(welcome.identities == [Array("kernel.".utf8)])
  }

  @Test("Topics name the kernel and the message type") func topics() throws {
    let kernel = try LiveKernel()
    let client = try LiveClient(kernel)
    _ = try client.waitForWelcome()
    let outputs = try client.outputs(of: client.send(ExecuteRequest(code: "print x")))
    let session = outputs[0].header.session
    #expect(outputs.map(\.identities) == outputs.map { [Array("kernel.\(session).\($0.header.messageType)".utf8)] })
  }

  @Test("Junk on every channel is dropped, and the kernel goes on") func junk() throws {
    let kernel = try LiveKernel()
    let client = try LiveClient(kernel)
    _ = try client.waitForWelcome()
    var forged = client.frames(client.message(ExecuteRequest(code: "print forged")))
    forged[1][0] ^= 1
    for socket in [client.shell, client.control, client.stdin] {
      for frames in [[[]], [[1], [2]], [Array("<IDS|MSG>".utf8)], forged] as [[Frame]] { try socket.send(frames) }
    }
    let outputs = try client.outputs(of: client.send(ExecuteRequest(code: "print x")))
    #expect(outputs.map(\.header.messageType) == ["status", "execute_input", "stream", "status"])
  }

  @Test("A message recorded on one channel cannot be replayed, there or on another") func replay() throws {
    let kernel = try LiveKernel()
    let client = try LiveClient(kernel)
    let frames = client.frames(client.message(KernelInfoRequest()))
    try client.shell.send(frames)
    #expect(try client.receive(client.shell)?.header.messageType == "kernel_info_reply")
    for socket in [client.shell, client.control] { try socket.send(frames) }
    try client.send(InterruptRequest(), on: client.control)
    #expect(try client.receive(client.control)?.header.messageType == "interrupt_reply")
    try client.send(CommInfoRequest())
    #expect(try client.receive(client.shell)?.header.messageType == "comm_info_reply")
  }

  @Test("While a cell computes, control answers, the heart beats, and an interrupt ends the cell") func control() throws
  {
    let kernel = try LiveKernel()
    let client = try LiveClient(kernel)
    try client.send(ExecuteRequest(code: "spin"))
    kernel.language.isSpinning.wait()
    try client.send(KernelInfoRequest(), on: client.control)
    #expect(try client.receive(client.control)?.header.messageType == "kernel_info_reply")

    let heart = try Socket(.request, in: client.context)
    try heart.connect(to: kernel.file.endpoint(port: kernel.file.heartbeatPort))
    for beat in [Array("ping".utf8), [0, 255]] {
      try heart.send([beat])
      #expect(try heart.receive() == [beat])
    }

    try client.send(InterruptRequest(), on: client.control)
    let reply = try #require(try client.receive(client.shell)).content(as: ExecuteReply.self)
    #expect(reply.errorName == "Interrupted")
  }

  @Test("Cells sent together stop at the first error, even when it fails faster than the next one arrives")
  func runAll() throws {
    let kernel = try LiveKernel()
    let client = try LiveClient(kernel)
    for code in ["value 1", "fail", "value 2", "value 3"] { try client.send(ExecuteRequest(code: code)) }
    let statuses = try (0..<4).map { _ in try client.receive(client.shell)?.content(as: ExecuteReply.self).status }
    #expect(statuses == [.ok, .error, .error, .error])
    try client.send(ExecuteRequest(code: "value 4"))
    #expect(try client.receive(client.shell)?.content(as: ExecuteReply.self).status == .ok)
  }

  @Test("A client that comes back under its old identity gets the replies") func handover() throws {
    let kernel = try LiveKernel()
    let dead = try LiveClient(kernel, identity: "same")
    try dead.send(KernelInfoRequest())
    _ = try dead.receive(dead.shell)
    let back = try LiveClient(kernel, identity: "same")
    try back.send(KernelInfoRequest())
    #expect(try back.receive(back.shell)?.header.messageType == "kernel_info_reply")
  }

  @Test("Questions travel over stdin and back") func stdin() throws {
    let kernel = try LiveKernel()
    let client = try LiveClient(kernel)
    try client.send(ExecuteRequest(code: "ask Name?", allowsStdin: true))
    #expect(try client.receive(client.stdin)?.content(as: InputRequest.self).prompt == "Name?")
    try client.send(InputReply(value: "Ada"), on: client.stdin)
    #expect(try client.receive(client.shell)?.content(as: ExecuteReply.self).status == .ok)
  }

  @Test("A question waits for a front end whose stdin is not connected yet, and can be interrupted meanwhile")
  func stdinConnectsLate() throws {
    let kernel = try LiveKernel()
    let client = try LiveClient(kernel, identity: "late", connectsStdin: false)
    try client.send(ExecuteRequest(code: "ask Name?", allowsStdin: true))
    #expect(try client.receive(client.shell, within: 50) == nil)
    try client.send(InterruptRequest(), on: client.control)
    let reply = try #require(try client.receive(client.shell)).content(as: ExecuteReply.self)
    #expect(reply.errorName == "interrupted")

    try client.send(ExecuteRequest(code: "ask Name?", allowsStdin: true))
    #expect(try client.receive(client.shell, within: 50) == nil)
    try client.stdin.connect(to: kernel.file.endpoint(port: kernel.file.stdinPort))
    #expect(try client.receive(client.stdin)?.content(as: InputRequest.self).prompt == "Name?")
    try client.send(InputReply(value: "Ada"), on: client.stdin)
    #expect(try client.receive(client.shell)?.content(as: ExecuteReply.self).status == .ok)
  }

  @Test("A reader that stops reading loses; the cell ends, and the others get every message in order")
  func stuckReader() throws {
    let call: @Sendable (any ExecutionContext) -> Void = { context in
      // Each on its own, since text is put together; large, so that no buffer on the way holds them all.
      for number in 0..<900 {
        context.display(DisplayData(plain: "\(number) " + String(repeating: "x", count: 20_000)), id: nil)
      }
    }
    let kernel = try LiveKernel(language: ScriptedLanguage(call: call), patience: 0.3, highWaterMark: 16)
    let stuck = try LiveClient(kernel, readerMark: 1)
    _ = try stuck.waitForWelcome()
    let reader = try LiveClient(kernel)
    _ = try reader.waitForWelcome()
    let outputs = try reader.outputs(of: reader.send(ExecuteRequest(code: "call")))
    let numbers = try outputs.filter { $0.header.messageType == "display_data" }.map {
      try $0.content(as: DisplayDataMessage.self).data["text/plain"]?.text?.prefix { $0 != " " }
    }
    #expect(numbers == (0..<900).map { "\($0)"[...] })
    #expect(try reader.receive(reader.shell)?.content(as: ExecuteReply.self).status == .ok)
  }

  @Test("A port that is in use is an error that names it") func portInUse() throws {
    let kernel = try LiveKernel()
    let error = #expect(throws: ZeroMQError.self) { _ = try LiveKernel(file: kernel.file) }
    #expect(error?.isAddressInUse == true)
    #expect(error?.subject == "tcp://127.0.0.1:\(kernel.file.shellPort)")
  }

  @Test("Over ipc all is the same, and a name that is in use is not taken over") func ipc() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString.prefix(8).lowercased())
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = ConnectionFile(transport: .ipc, ip: folder.appending(path: "k").path, key: LiveKernel.key)
    let kernel = try LiveKernel(file: file)
    let client = try LiveClient(kernel)
    try client.send(ExecuteRequest(code: "value 1"))
    #expect(try client.receive(client.shell)?.content(as: ExecuteReply.self).status == .ok)
    let error = #expect(throws: ZeroMQError.self) { _ = try LiveKernel(file: kernel.file) }
    #expect(error?.isAddressInUse == true)
  }
}
