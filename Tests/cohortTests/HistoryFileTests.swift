import Testing

@testable import cohort

@Suite("Where inputs are kept")
struct HistoryFileTests {
  @Test("In the state folder of the XDG specification")
  func stateHome() {
    #expect(
      HistoryFile.path(environment: ["XDG_STATE_HOME": "/state", "HOME": "/home/ada"]) == "/state/cohort/history.sqlite"
    )
  }

  @Test("In ~/.local/state when that is unset or relative", arguments: [nil, "relative"])
  func home(_ state: String?) {
    var environment = ["HOME": "/home/ada"]
    environment["XDG_STATE_HOME"] = state
    #expect(HistoryFile.path(environment: environment) == "/home/ada/.local/state/cohort/history.sqlite")
  }

  @Test("Nowhere without a home")
  func nowhere() {
    #expect(HistoryFile.path(environment: [:]) == nil)
  }
}
