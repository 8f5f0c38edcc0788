import Testing

@testable import JupyterProtocol

/// SplitMix64 (Steele et al. 2014): seeded, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite("Message codec") struct CodecTests {
  static let header =
    #"{"msg_id":"1","msg_type":"execute_request","session":"s","username":"u","date":"d","version":"5.4"}"#

  /// Signed frames as a client would send them.
  static func frames(
    header: String = header, parent: String = "{}", metadata: String = "{}", content: String = "{}",
    key: String = "secret", scheme: SignatureScheme = .sha256, buffers: [[UInt8]] = []
  ) -> [[UInt8]] {
    let signed = [header, parent, metadata, content].map(bytes)
    let signature = Signer(key: key, scheme: scheme).signature(of: signed[...])
    return [bytes("client"), MessageCodec.delimiter, signature] + signed + buffers
  }

  static func codec(key: String = "secret", scheme: SignatureScheme = .sha256) -> MessageCodec {
    MessageCodec(signer: Signer(key: key, scheme: scheme))
  }

  @Test("What was signed by hmac's reference implementation in Python verifies")
  func knownSignatures() {
    // hmac.new(b"secret", b"{}" * 4, …).hexdigest()
    let frames = Array(repeating: bytes("{}"), count: 4)[...]
    for (scheme, digest) in knownDigests {
      #expect(Signer(key: "secret", scheme: scheme).signature(of: frames) == bytes(digest))
    }
  }

  @Test("A message comes out as it went in", arguments: SignatureScheme.allCases)
  func roundTrip(scheme: SignatureScheme) throws {
    var codec = Self.codec(scheme: scheme)
    let frames = Self.frames(content: #"{"code":"ü"}"#, scheme: scheme, buffers: [[0, 1], []])
    let message = try codec.decode(frames)
    #expect(message.identities == [bytes("client")])
    #expect(message.header.messageType == "execute_request")
    #expect(message.buffers == [[0, 1], []])
    #expect(codec.encode(message) == frames)
  }

  @Test("A changed byte in any signed frame is noticed", arguments: 3...6)
  func changedFrame(index: Int) {
    var frames = Self.frames()
    frames[index].append(UInt8(ascii: " "))
    var codec = Self.codec()
    #expect(throws: WireError.badSignature) { try codec.decode(frames) }
  }

  @Test("Buffers are not signed") func buffersUnsigned() throws {
    var codec = Self.codec()
    let message = try codec.decode(Self.frames() + [[9]])
    #expect(message.buffers == [[9]])
  }

  @Test("A signature of the wrong length, of another key or in another scheme is refused")
  func wrongSignatures() {
    var codec = Self.codec()
    for signature in [bytes(""), bytes("00"), Array(repeating: UInt8(ascii: "0"), count: 64)] {
      var frames = Self.frames()
      frames[2] = signature
      #expect(throws: WireError.badSignature) { try codec.decode(frames) }
    }
    #expect(throws: WireError.badSignature) { try codec.decode(Self.frames(key: "other")) }
    #expect(throws: WireError.badSignature) { try codec.decode(Self.frames(scheme: .sha512)) }
  }

  @Test("With an empty key nothing is signed and everything is taken, twice as well") func emptyKey() throws {
    var codec = Self.codec(key: "")
    let frames = Self.frames(key: "")
    #expect(frames[2].isEmpty)
    for _ in 0..<2 {
      let message = try codec.decode(frames)
      #expect(codec.encode(message) == frames)
    }
  }

  @Test("The same message a second time is refused") func replay() throws {
    var codec = Self.codec()
    _ = try codec.decode(Self.frames())
    #expect(throws: WireError.replayed) { try codec.decode(Self.frames()) }
  }

  @Test("Junk does not push real messages out of the replay memory") func junkIsNotRemembered() throws {
    var codec = MessageCodec(signer: Signer(key: "secret"), remembered: 4)
    _ = try codec.decode(Self.frames())
    for number in 0..<100 {
      var junk = Self.frames(content: #"{"n":\#(number)}"#)
      junk[2] = bytes(String(repeating: "0", count: 60) + String(1000 + number))
      #expect(throws: WireError.badSignature) { try codec.decode(junk) }
    }
    #expect(throws: WireError.replayed) { try codec.decode(Self.frames()) }
  }

  @Test("The oldest signature is forgotten first, so memory is bounded") func replayCapacity() {
    var cache = ReplayCache(capacity: 3)
    let isNew = ([0, 1, 2, 3, 4, 2, 3, 4, 1, 0, 4] as [UInt8]).map { cache.remember([$0]) }
    #expect(isNew == [true, true, true, true, true, false, false, false, true, true, false])
  }

  @Test("Each kind of broken framing has its own error") func brokenFraming() {
    var codec = Self.codec()
    #expect(throws: WireError.missingDelimiter) { try codec.decode([]) }
    #expect(throws: WireError.missingDelimiter) { try codec.decode([bytes("a"), bytes("b")]) }
    #expect(throws: WireError.tooFewFrames(0)) { try codec.decode([MessageCodec.delimiter]) }
    #expect(throws: WireError.tooFewFrames(4)) { try codec.decode(Array(Self.frames().dropLast())) }
  }

  @Test(
    "Signed frames that are no JSON objects are refused by name",
    arguments: ["", "nul", "[]", "\"x\"", "1", "{", "{\"a\":}", "{} {}"])
  func brokenJSON(text: String) {
    for (part, frames) in [("header", Self.frames(header: text)), ("content", Self.frames(content: text))] {
      // A codec each: the signature covers the frames put together, so an empty one may stand anywhere in it.
      var codec = Self.codec()
      let error = #expect(throws: WireError.self) {
        try codec.decode(frames).content(as: ExecuteRequest.self)
      }
      guard case .malformed(part, _) = error else {
        Issue.record("\(text) as \(part): \(String(describing: error))")
        continue
      }
    }
  }

  @Test(
    "A parent header, or metadata, that is no JSON object counts as none: what was asked is answered all the same",
    arguments: ["", "nul", "[]", "null", "\"x\"", "1", "{", "{\"a\":}", "{} {}", "\u{0}"])
  func oddParts(text: String) throws {
    for frames in [Self.frames(parent: text), Self.frames(metadata: text)] {
      var codec = Self.codec()
      let message = try codec.decode(frames)
      #expect(message.parentHeaderBytes == Message.emptyObject)
      #expect(message.metadataBytes == Message.emptyObject)
    }
  }

  @Test(
    "A header without a type is refused, one without the rest, or with something else for it, is taken and sent back")
  func headerFields() throws {
    var codec = Self.codec()
    let error = #expect(throws: WireError.self) { try codec.decode(Self.frames(header: #"{"msg_id":"1"}"#)) }
    #expect(error == .malformed(part: "header", reason: "msg_type is missing"))
    let odd = #"{"msg_id":[],"msg_type":"t","date":17,"session":{},"username":"\ud800","version":5.3}"#
    #expect(try codec.decode(Self.frames(header: odd)).headerBytes == bytes(odd))
    #expect(try codec.decode(Self.frames(header: #"{"msg_type":"t"}"#)).header.messageID == "")
    let message = try codec.decode(Self.frames(header: #"{"msg_id":"1","msg_type":"t","new_field":[1]}"#))
    #expect(message.header.session == "")
  }

  @Test("Text that is not UTF-8 never gets in, because it would be sent on with the parent header")
  func notUTF8() {
    var codec = Self.codec()
    let header = bytes(#"{"msg_id":"1","msg_type":"t","x":""#) + [0xFF] + bytes(#""}"#)
    let signed = [header, bytes("{}"), bytes("{}"), bytes("{}")]
    let frames = [MessageCodec.delimiter, codec.signer.signature(of: signed[...])] + signed
    #expect(throws: WireError.self) { try codec.decode(frames) }
  }

  @Test("Brackets nested without end are an error, not a crash") func deepNesting() {
    var codec = Self.codec()
    let deep = #"{"a":"# + String(repeating: "[", count: 200_000) + "}"
    #expect(throws: WireError.self) { try codec.decode(Self.frames(content: deep)).content(as: ExecuteRequest.self) }
    #expect(throws: WireError.self) { try codec.decode(Self.frames(content: deep + "1")).content(as: CommOpen.self) }
    #expect(throws: WireError.self) { try codec.decode(Self.frames(header: deep)) }
  }

  @Test("Mutated frames, signed or not, are taken or refused but never crash", arguments: 0..<20 as Range<UInt64>)
  func fuzz(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    var codec = Self.codec(key: seed.isMultiple(of: 2) ? "" : "secret")
    for _ in 0..<100 {
      var frames = Self.frames(content: #"{"code":"1+1","silent":false,"user_expressions":{"a":"b"}}"#)
      for _ in 0..<Int.random(in: 1...4, using: &random) { Self.mutate(&frames, using: &random) }
      if let message = try? codec.decode(frames) {
        _ = try? message.content(as: ExecuteRequest.self)
        _ = try? message.content(as: HistoryRequest.self)
        _ = try? message.content(as: CommOpen.self)
        _ = message.parentHeader
      }
    }
  }

  private static func mutate(_ frames: inout [[UInt8]], using random: inout SeededGenerator) {
    guard !frames.isEmpty else { return }
    let index = frames.indices.randomElement(using: &random) ?? 0
    switch Int.random(in: 0..<6, using: &random) {
    case 0: frames.remove(at: index)
    case 1: frames.swapAt(index, frames.count - 1)
    case 2: frames[index] = (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }
    case 3: frames[index].removeLast(Int.random(in: 0...frames[index].count, using: &random))
    case 4: frames.insert(frames[index], at: index)
    default:
      guard !frames[index].isEmpty else { return }
      frames[index][Int.random(in: frames[index].indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
  }
}

private let knownDigests: [SignatureScheme: String] = [
  .sha256: "34982f0bfec60e7b933ffde06c1ecab0fba073717a95ab943d1dd06f82c2d5e4",
  .sha512:
    "092a6baa814d36dc494f983dc5965a2117ce941541138d9a5dbf0d2e1971d1e6"
    + "ab6a1ebca6c65508fc122678bca700ddb23bba3a669f074c490ab7dd397c3616",
  .md5: "8f74c9832d816e281dc4d57a79e6a80b",
]
