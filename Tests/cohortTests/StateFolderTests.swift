import Testing

@testable import cohort

@Suite("Where inputs are kept")
struct StateFolderTests {
  @Test("In the state folder of the XDG specification")
  func stateHome() {
    #expect(
      StateFolder.historyFile(environment: ["XDG_STATE_HOME": "/state", "HOME": "/home/ada"])
        == "/state/cohort/history.sqlite"
    )
  }

  @Test("In ~/.local/state when that is unset or relative", arguments: [nil, "relative"])
  func home(_ state: String?) {
    var environment = ["HOME": "/home/ada"]
    environment["XDG_STATE_HOME"] = state
    #expect(StateFolder.historyFile(environment: environment) == "/home/ada/.local/state/cohort/history.sqlite")
  }

  @Test("Nowhere without a home")
  func nowhere() {
    #expect(StateFolder.historyFile(environment: [:]) == nil)
  }
}
