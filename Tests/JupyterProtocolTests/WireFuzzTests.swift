import Fuzzing
import Testing
import Wording

@testable import JupyterProtocol

@Suite("Whatever arrives on a socket")
struct WireFuzzTests {
  @Test("is a message that goes out as it came in, or is refused")
  func frames() throws {
    let words = [
      "<IDS|MSG>", "msg_id", "msg_type", "session", "date", "parent_header", "\\ud800", "execute_request", "comm_open",
      "[[[[[[[[", "\n\n",
      "subshell_id", "allow_stdin",
    ]
    let signer = Signer(key: "secret")
    try Inputs("frames", InputMaker("frames", words: words), count: 4_000).each { input, seed in
      var frames = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Array($0) }
      // Three of four carry the right signature: what follows it is looked at.
      if seed % 4 > 0, let place = frames.firstIndex(of: MessageCodec.delimiter), frames.count > place + 5 {
        frames[place + 1] = signer.signature(of: frames[(place + 2)..<(place + 6)])
      }
      var codec = MessageCodec(signer: signer)
      let message: Message
      do throws(WireError) {
        message = try codec.decode(frames)
      } catch {
        #expect(!error.description.isEmpty, "seed \(seed)")
        return
      }
      var other = MessageCodec(signer: signer)
      let again = try other.decode(other.encode(message))
      #expect(again == message, "seed \(seed)")
      Self.readContents(of: message)
      _ = message.parentHeader
    }
  }

  private static func readContents(of message: Message) {
    func read<Content: MessageContent>(_ type: Content.Type) {
      guard let content = try? message.content(as: type) else { return }
      // What was understood can be said again.
      #expect(throws: Never.self) { try Content(json: content.json) }
    }
    read(ExecuteRequest.self)
    read(CompleteRequest.self)
    read(InspectRequest.self)
    read(IsCompleteRequest.self)
    read(HistoryRequest.self)
    read(CommOpen.self)
    read(CommMessage.self)
    read(ShutdownRequest.self)
    read(InputReply.self)
  }

  @Test("is JSON that is written as it was read, or a mistake with its place")
  func json() throws {
    let words = ["\\u0000", "\\ud83d\\ude00", "\\udc00", "1E+2", "0.1", "-", "[[", "{\"\":", "\\/", "1e400"]
    try Inputs("json", InputMaker("json", words: words), count: 6_000).each { input, seed in
      let value: JSONValue
      do throws(JSONMistake) {
        value = try JSON.value(of: input)
      } catch {
        #expect(error.place.line >= 1 && !error.reason.isEmpty, "seed \(seed)")
        return
      }
      let written = Array(value.json.utf8)
      // Numbers beyond all doubles are written as null.
      guard let again = try? JSON.value(of: written) else {
        Issue.record("seed \(seed): what was read cannot be written")
        return
      }
      #expect(Array(again.json.utf8) == written, "seed \(seed)")
    }
  }
}
