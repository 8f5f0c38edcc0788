import Foundation
import Testing

@testable import JupyterProtocol

@Suite("Connection files") struct ConnectionFileTests {
  /// A file with `text`, for the time of `body`.
  private func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  private let written = #"""
    {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1",
     "key": "k", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "cohort", "jupyter_session": "n"}
    """#

  @Test("A file of jupyter_client is read") func reads() throws {
    let file = try withFile(written) { try ConnectionFile(path: $0) }
    #expect(
      file
        == ConnectionFile(
          shellPort: 1, iopubPort: 2, stdinPort: 3, controlPort: 4, heartbeatPort: 5, key: "k", kernelName: "cohort"))
  }

  @Test("Found ports are written back, the rest is kept, and only the owner may read it") func writesBack() throws {
    try withFile(written) { path in
      var file = try ConnectionFile(path: path)
      file.shellPort = 4711
      try file.writeBack(to: path)
      #expect(try ConnectionFile(path: path) == file)
      #expect(try String(contentsOfFile: path, encoding: .utf8).contains(#""jupyter_session":"n""#))
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test("A link to the file stays one, and the file behind it gets the ports") func writesBackThroughLinks() throws {
    try withFile(written) { path in
      let link = path + ".link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
      defer { try? FileManager.default.removeItem(atPath: link) }
      var file = try ConnectionFile(path: link)
      file.shellPort = 4711
      try file.writeBack(to: link)
      #expect(try ConnectionFile(path: path) == file)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    }
  }

  @Test(
    "What is wrong is named",
    arguments: [
      (#"{"signature_scheme":"hmac-sha1"}"#, "hmac-sha1"), (#"{"transport":"udp"}"#, "udp"),
      (#"{"shell_port":70000}"#, "70000"), (#"{"shell_port":"x"}"#, "shell_port"), ("[]", "connection file"),
      ("", "connection file"), (#"{"ip":"a\u0000b"}"#, "NUL"),
    ])
  func wrong(text: String, hint: String) throws {
    let error = try withFile(text) { path in
      #expect(throws: ConnectionFileError.self) { try ConnectionFile(path: path) }
    }
    #expect(error?.description.contains(hint) == true)
  }

  @Test("A missing file is named") func missing() {
    let error = #expect(throws: ConnectionFileError.self) { try ConnectionFile(path: "/nowhere/kernel.json") }
    #expect(error?.path == "/nowhere/kernel.json")
  }

  @Test("Endpoints of both transports") func endpoints() {
    var file = ConnectionFile(key: "")
    #expect(file.endpoint(port: 5) == "tcp://127.0.0.1:5")
    #expect(file.endpoint(port: 0) == "tcp://127.0.0.1:*")
    file.ip = "::1"
    #expect(file.endpoint(port: 5) == "tcp://[::1]:5")
    file.transport = .ipc
    file.ip = "/tmp/kernel"
    #expect(file.endpoint(port: 5) == "ipc:///tmp/kernel-5")
  }
}
