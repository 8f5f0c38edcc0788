import Testing

@testable import JupyterProtocol

/// Every content as it stands on the wire, with the names of the specification.
@Suite("Contents on the wire") struct ContentTests {
  private func text(_ value: some Encodable) throws -> String {
    String(decoding: try JSON.encode(value), as: UTF8.self)
  }

  @Test("An ok execute_reply has no error fields") func executeReply() throws {
    let reply = ExecuteReply(executionCount: 3, payloads: [.page(data: ["text/plain": "x"])], userExpressions: [:])
    #expect(
      try text(reply)
        == #"{"execution_count":3,"payload":[{"data":{"text/plain":"x"},"source":"page","start":0}],"#
        + #""status":"ok","user_expressions":{}}"#)
  }

  @Test("A failed execute_reply has its count too") func executeReplyError() throws {
    let reply = ExecuteReply(executionCount: 3, error: ErrorReply(name: "E", value: "v", traceback: ["t"]))
    #expect(
      try text(reply)
        == #"{"ename":"E","evalue":"v","execution_count":3,"payload":[],"status":"error","traceback":["t"],"#
        + #""user_expressions":{}}"#)
  }

  @Test("Subshells are named as JEP 91 names them") func subshells() throws {
    #expect(try text(CreateSubshellReply(subshellID: "a")) == #"{"status":"ok","subshell_id":"a"}"#)
    #expect(try text(ListSubshellReply(subshellIDs: ["a", "b"])) == #"{"status":"ok","subshell_id":["a","b"]}"#)
    for (json, id) in [(#"{"subshell_id":"a"}"#, "a"), (#"{"subshell_id":7}"#, ""), ("{}", "")] {
      #expect(try DeleteSubshellRequest(json: bytes(json)).subshellID == id)
    }
  }

  @Test("A subshell's id in a header may be anything: null is none, what is no text names one that there is not")
  func subshellOfHeader() throws {
    for (json, id) in [("null", nil), (#""a""#, "a"), (#""""#, "")] as [(String, String?)] {
      #expect(try Header(json: bytes(#"{"msg_id":"1","msg_type":"t","subshell_id":\#(json)}"#)).subshellID == id)
    }
    for json in ["7", "[]", #"{"a":1}"#, "true"] {
      #expect(try Header(json: bytes(#"{"msg_id":"1","msg_type":"t","subshell_id":\#(json)}"#)).subshellID != nil)
    }
  }

  @Test("Silent means not kept") func silentImpliesNoHistory() throws {
    let request = try ExecuteRequest(json: bytes(#"{"code":"","silent":true,"store_history":true}"#))
    #expect(!request.storesHistory)
  }

  @Test("Fields that are left out have the specification's defaults") func executeDefaults() throws {
    let request = try ExecuteRequest(json: bytes(#"{"code":"c","new":1}"#))
    #expect(request == ExecuteRequest(code: "c", storesHistory: true, allowsStdin: true, stopsOnError: true))
  }

  @Test("A field of the wrong type is named") func executeMistakes() {
    for (json, reason) in [
      (#"{"silent":true}"#, "code is missing"), (#"{"code":4}"#, "code is of the wrong type"),
      (#"{"code":"","silent":1}"#, "silent is of the wrong type"),
      (#"{"code":"","user_expressions":{"a":1}}"#, "user_expressions is of the wrong type"),
    ] {
      #expect(throws: WireError.malformed(part: "content", reason: reason)) { try ExecuteRequest(json: bytes(json)) }
    }
  }

  @Test("Contents that are written without an encoder say the same as with one") func sameAsEncoded() throws {
    let data: [String: JSONValue] = ["text/plain": "a\n\"b\"", "text/html": "<b>é</b>"]
    let contents: [any MessageContent] = [
      Status(.starting), Status(.busy), Status(.idle), ExecuteInput(code: "%hist \"A B\"\n", executionCount: 7),
      Stream(name: "stdout", text: "\u{1}\\"),
      DisplayDataMessage(data: data, metadata: ["image/png": ["width": 3]], displayID: nil),
      DisplayDataMessage(data: data, metadata: [:], displayID: "d"),
      UpdateDisplayData(data: data, metadata: [:], displayID: "d"),
      ExecuteResult(executionCount: 2, data: data, metadata: [:]), ExecuteReply(executionCount: 2),
      ExecuteReply(executionCount: 2, userExpressions: ["a": ["status": "ok"]]),
      ExecuteReply(executionCount: 2, payloads: [.setNextInput(text: "x", replace: false)]),
      ExecuteReply(executionCount: 2, error: ErrorReply(name: "E", value: "v", traceback: ["t"])),
    ]
    for content in contents { #expect(content.json == (try JSON.encode(content))) }
  }

  @Test("indent stands only beside incomplete") func isComplete() throws {
    #expect(try text(IsCompleteReply(.complete)) == #"{"status":"complete"}"#)
    #expect(try text(IsCompleteReply(.incomplete, indent: "  ")) == #"{"indent":"  ","status":"incomplete"}"#)
  }

  @Test("complete_reply has every key when nothing matches") func emptyCompletion() throws {
    #expect(
      try text(CompleteReply(matches: [], start: 2, end: 2))
        == #"{"cursor_end":2,"cursor_start":2,"matches":[],"metadata":{"_jupyter_types_experimental":[]},"status":"ok"}"#
    )
  }

  @Test("Types are aligned with matches") func typedMatches() throws {
    let match = TypedMatch(text: "%hist", type: "command", signature: "s", start: 0, end: 2)
    let reply = CompleteReply(matches: [match], start: 0, end: 2)
    #expect(reply.matches == ["%hist"])
    #expect(try text(match) == #"{"end":2,"signature":"s","start":0,"text":"%hist","type":"command"}"#)
  }

  @Test("inspect_reply has every key when nothing is found") func nothingFound() throws {
    #expect(try text(InspectReply(data: nil)) == #"{"data":{},"found":false,"metadata":{},"status":"ok"}"#)
  }

  @Test("comm_info_reply answers even when empty") func commInfo() throws {
    #expect(try text(CommInfoReply(comms: [:])) == #"{"comms":{},"status":"ok"}"#)
  }

  @Test("A display without id has an empty transient") func display() throws {
    let display = DisplayDataMessage(data: [:], metadata: [:], displayID: nil)
    #expect(try text(display) == #"{"data":{},"metadata":{},"transient":{}}"#)
  }

  @Test("Numbers that JSON does not know become null, wherever they stand") func notFinite() throws {
    let value: JSONValue = ["a": .number(.nan), "b": [.number(.infinity), .number(1.5)], "c": 2]
    #expect(try text(value) == #"{"a":null,"b":[null,1.5],"c":2}"#)
  }

  @Test("Any JSON value comes out as it went in") func anyJSON() throws {
    let source = #"{"a":[null,true,-1,1.5,"é\n",{}],"b":[]}"#
    #expect(try text(JSON.decode(JSONValue.self, from: bytes(source))) == source)
  }

  @Test("shutdown_request without restart ends for good") func shutdown() throws {
    #expect(try JSON.decode(ShutdownRequest.self, from: bytes("{}")).restart == false)
  }

  @Test("history_request takes nulls for what it leaves open") func history() throws {
    let request = try JSON.decode(
      HistoryRequest.self, from: bytes(#"{"hist_access_type":"tail","n":null,"stop":null,"output":true,"raw":false}"#))
    #expect(request == HistoryRequest(accessType: .tail, wantsOutput: true, isRaw: false))
  }

  @Test("A payload of unknown source is an error") func unknownPayload() {
    #expect(throws: DecodingError.self) { try JSON.decode(Payload.self, from: bytes(#"{"source":"edit"}"#)) }
  }
}
