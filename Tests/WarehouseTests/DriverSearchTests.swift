import Foundation
import Testing

@testable import Warehouse

@Suite("Where drivers are looked for")
struct DriverSearchTests {
  /// A folder with empty files, gone with the test.
  private func folder(with files: [String: String]) throws -> String {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    for (file, content) in files {
      let path = "\(root)/\(file)"
      try FileManager.default.createDirectory(
        atPath: NSString(string: path).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    }
    return root
  }

  @Test("a file that is named comes alone; then a variable; then Python's packages, manifests and the system")
  func order() throws {
    let root = try folder(with: [
      "env/lib/python3.12/site-packages/adbc_driver_postgresql/libadbc_driver_postgresql.so": "",
      "config/adbc/drivers/postgresql.toml": "[Driver.shared]\nlinux_amd64 = \"/m/a.so\"\nlinux_arm64 = \"/m/a.so\"\n",
    ])
    defer { try? FileManager.default.removeItem(atPath: root) }
    var environment = ["XDG_CONFIG_HOME": "\(root)/config", "HOME": root]
    func paths(_ path: String? = nil) -> [String] {
      DriverSearch(environment: environment, pythons: ["\(root)/env"]).candidates(for: .postgresql, named: path)
        .map(\.path)
    }
    #expect(
      paths() == [
        "\(root)/env/lib/python3.12/site-packages/adbc_driver_postgresql/libadbc_driver_postgresql.so", "/m/a.so",
        "libadbc_driver_postgresql.so",
      ])
    environment["COHORT_POSTGRESQL"] = "/mine.so"
    #expect(paths() == ["/mine.so"])
    #expect(paths("/this.so") == ["/this.so"])
  }

  @Test("DuckDB's module of Python is loaded behind the library of its own version of Python")
  func duckDB() throws {
    let root = try folder(with: [
      "env/lib/python3.13/site-packages/_duckdb.cpython-313-x86_64-linux-gnu.so": "",
      "env/pyvenv.cfg": "home = \(NSTemporaryDirectory())nowhere/bin\n",
      "other/lib/python3.12/site-packages/_duckdb.abi3.so": "",
    ])
    defer { try? FileManager.default.removeItem(atPath: root) }
    let search = DriverSearch(environment: ["HOME": root], pythons: ["\(root)/env", "\(root)/other"])
    let found = search.candidates(for: .duckdb)
    #expect(found.count == 3)
    #expect(found[0].python == ["libpython3.13.so.1.0"])
    #expect(found[1].python.count > 3)
    #expect(found[2] == DriverSearch.Candidate(path: "libduckdb.so"))
  }

  @Test("the environment of a Python is found however that was called")
  func pythons() throws {
    let root = try folder(with: ["env/bin/python3": "", "env/bin/jupyter": ""])
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(root)/env/bin/python3")
    func found(_ program: String, in folder: String = "/", path: String = "/nowhere") -> String? {
      DriverSearch.root(ofPython: program, in: folder, path: path)
    }
    #expect(found("\(root)/env/bin/python3") == "\(root)/env")
    #expect(found("env/bin/python3", in: root) == "\(root)/env")
    #expect(found("python3", path: "/nowhere:\(root)/env/bin") == "\(root)/env")
    #expect(found("python3") == nil && found("\(root)/env/bin/jupyter") == nil && found("") == nil)
  }

  @Test("a manifest names the library of this machine, and an entry point where it has one")
  func manifest() {
    let text = """
      manifest_version = 1
      name = "A driver" # with a remark
      [Driver]
      entrypoint = "Enter"
      [Driver.shared]
      windows_amd64 = 'c:/x.dll'
      linux_amd64 = '/opt/x.so' # here
      linux_arm64 = '/opt/x.so'
      """
    #expect(DriverSearch.manifest(text) == DriverSearch.Candidate(path: "/opt/x.so", entryPoint: "Enter"))
    #expect(DriverSearch.manifest("[Driver]\nshared = \"/y.so\"") == DriverSearch.Candidate(path: "/y.so"))
    #expect(DriverSearch.manifest("name = 3") == nil)
  }

  @Test("a driver that is nowhere is answered with what installs it; one that is broken with why")
  func failures() throws {
    let root = try folder(with: ["broken.so": "no library"])
    defer { try? FileManager.default.removeItem(atPath: root) }
    let none = DriverSearch(environment: ["HOME": root], pythons: [])
    #expect(throws: WarehouseError.noDriver("Spark", package: "adbc-driver-spark==0.3.0", python: nil)) {
      try Driver.load(.spark, search: none)
    }
    #expect {
      try Driver.load(.spark, named: "\(root)/broken.so", search: none)
    } throws: { error in
      guard case .brokenDriver("Spark", "\(root)/broken.so", let reason)? = error as? WarehouseError else {
        return false
      }
      return !reason.isEmpty
    }
  }
}
