import Testing

@testable import cohort

@Suite("Where a kernelspec goes")
struct KernelSpecLocationTests {
  private func folder(_ arguments: [String], _ environment: [String: String]) throws -> String {
    try KernelSpecLocation.parse(arguments).folder(environment: environment).path
  }

  @Test("JUPYTER_DATA_DIR wins over everything else of a user")
  func jupyterDataDir() throws {
    let environment = ["JUPYTER_DATA_DIR": "/data", "XDG_DATA_HOME": "/xdg", "HOME": "/home/ada"]
    #expect(try folder([], environment) == "/data/kernels/cohort")
  }

  #if !os(macOS)
    @Test("XDG_DATA_HOME wins over the home folder")
    func xdgDataHome() throws {
      #expect(
        try folder(["--user"], ["XDG_DATA_HOME": "/xdg", "HOME": "/home/ada"]) == "/xdg/jupyter/kernels/cohort")
    }

    @Test("A user's kernels are in ~/.local/share when the environment says nothing else; empty means unset")
    func home() throws {
      let environment = ["JUPYTER_DATA_DIR": "", "XDG_DATA_HOME": "", "HOME": "/home/ada"]
      #expect(try folder([], environment) == "/home/ada/.local/share/jupyter/kernels/cohort")
    }
  #endif

  @Test("Without a home there is no place of a user")
  func noHome() {
    #expect(throws: KernelSpecError.noHome) { try folder([], [:]) }
  }

  @Test("The environment in use is the virtual one before conda's")
  func environments() throws {
    let conda = ["CONDA_PREFIX": "/conda"]
    #expect(try folder(["--sys-prefix"], conda) == "/conda/share/jupyter/kernels/cohort")
    let both = conda.merging(["VIRTUAL_ENV": "/venv"]) { $1 }
    #expect(try folder(["--sys-prefix"], both) == "/venv/share/jupyter/kernels/cohort")
  }

  @Test("A prefix has its kernels in share/jupyter")
  func prefix() throws {
    #expect(
      try folder(["--prefix", "/opt/x/../y", "--name", "cards"], [:]) == "/opt/y/share/jupyter/kernels/cards")
  }

  @Test("Two places at once are refused", arguments: [["--user", "--sys-prefix"], ["--user", "--prefix", "/x"]])
  func exclusive(_ arguments: [String]) {
    #expect(throws: (any Error).self) { try KernelSpecLocation.parse(arguments) }
  }

  @Test("A name that is no folder of Jupyter's is refused", arguments: ["", ".", "..", "a/b", "Cohort", "ä", "a b"])
  func names(_ name: String) {
    #expect(throws: (any Error).self) { try KernelSpecLocation.parse(["--name", name]) }
  }
}
