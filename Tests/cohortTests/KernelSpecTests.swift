import Foundation
import Testing

@testable import cohort

@Suite("Kernelspec")
struct KernelSpecTests {
  private func json(_ spec: KernelSpec) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(spec.json.utf8)) as? [String: Any])
  }

  @Test("The template is filled in with the program's path and the name shown")
  func filledIn() throws {
    let spec = try json(KernelSpec(program: "/opt/a b/cohort", displayName: "Cohort"))
    #expect(spec["argv"] as? [String] == ["/opt/a b/cohort", "kernel", "{connection_file}"])
    #expect(spec["display_name"] as? String == "Cohort")
    #expect(spec["language"] as? String == "cohort")
  }

  @Test("Quotes, backslashes and line breaks in a path stay within their string")
  func awkwardPath() throws {
    let path = "/a\"b\\c\nd/cohort"
    #expect(
      try json(KernelSpec(program: path, displayName: "x"))["argv"] as? [String] == [
        path, "kernel", "{connection_file}",
      ])
  }

  @Test("Installing twice leaves one kernelspec with its logos, and nothing temporary")
  func twice() throws {
    try withTemporaryFolder { folder in
      try KernelSpec(program: "/old", displayName: "Cohort").install(in: folder)
      let spec = KernelSpec(program: "/new", displayName: "Cohort")
      try spec.install(in: folder)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(names == ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"])
      let written = try String(contentsOf: folder.appending(path: "kernel.json"), encoding: .utf8)
      #expect(written == spec.json)
    }
  }

  @Test("Another language's kernel is neither replaced nor removed")
  func notOurs() throws {
    try withTemporaryFolder { folder in
      let theirs = Data(#"{"argv": ["python3"], "language": "python"}"#.utf8)
      let file = folder.appending(path: "kernel.json")
      try theirs.write(to: file)
      let refusal = KernelSpecError.notOurs(path: folder.path, language: "python")
      #expect(throws: refusal) { try KernelSpec(program: "/x", displayName: "x").install(in: folder) }
      #expect(throws: refusal) { try KernelSpec.uninstall(from: folder) }
      #expect(try Data(contentsOf: file) == theirs)
    }
  }

  @Test("A file where a folder has to be is named with the system's reason")
  func notAFolder() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try Data().write(to: file)
      let error = #expect(throws: KernelSpecError.self) {
        try KernelSpec(program: "/x", displayName: "x").install(in: file.appending(path: "kernels/cohort"))
      }
      let text = try #require(error).description
      #expect(text.contains("\(file.path)/kernels/cohort"))
      #expect(text.contains("Not a directory"))
    }
  }

  @Test("What was installed can be removed once")
  func uninstall() throws {
    try withTemporaryFolder { parent in
      let folder = parent.appending(path: "cohort", directoryHint: .isDirectory)
      try KernelSpec(program: "/x", displayName: "x").install(in: folder)
      try KernelSpec.uninstall(from: folder)
      #expect(!FileManager.default.fileExists(atPath: folder.path))
      #expect(throws: KernelSpecError.notInstalled(path: folder.path)) { try KernelSpec.uninstall(from: folder) }
    }
  }
}
