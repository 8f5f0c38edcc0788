import Testing

@testable import JupyterProtocol

@Suite("Making messages") struct MessageFactoryTests {
  @Test("A child carries its parent's header byte for byte, unknown fields included") func parent() throws {
    var codec = CodecTests.codec()
    let header = #"{"new":  1, "msg_type":"execute_request","msg_id":"7"}"#
    let request = try codec.decode(CodecTests.frames(header: header))
    let child = MessageFactory(username: "k").message(Status(.busy), parent: request)
    #expect(child.parentHeaderBytes == bytes(header))
    #expect(child.parentHeader?.messageID == "7")
  }

  @Test("Messages of one process share a session and have ids of their own") func ids() {
    let factory = MessageFactory(username: "k")
    let messages = (0..<100).map { _ in factory.message(Status(.idle), parent: nil) }
    #expect(Set(messages.map(\.header.messageID)).count == 100)
    #expect(Set(messages.map(\.header.session)) == [factory.session])
    #expect(MessageFactory(username: "k").session != factory.session)
  }

  @Test("The header's bytes are what an encoder makes of it, whatever the user is called") func headerBytes() throws {
    for name in ["k", "Ada \"the\" \\ Lovelace", "é\n"] {
      let message = MessageFactory(username: name).message(Status(.idle), parent: nil)
      #expect(message.headerBytes == (try JSON.encode(message.header)))
    }
  }

  @Test("Dates are ISO 8601 in UTC") func date() {
    let date = MessageFactory(username: "k").message(Status(.idle), parent: nil).header.date
    #expect(date.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/) != nil)
  }
}
