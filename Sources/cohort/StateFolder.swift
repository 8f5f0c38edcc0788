/// Where is kept what is remembered between runs: inputs, and sessions for `%resume`.
enum StateFolder {
  /// `cohort/history.sqlite` there; nil without a folder.
  static func historyFile(environment: [String: String]) -> String? { path(environment).map { $0 + "/history.sqlite" } }

  /// `cohort/sessions` there; nil without a folder.
  static func sessions(environment: [String: String]) -> String? { path(environment).map { $0 + "/sessions" } }

  /// `cohort` in the folder that the XDG base directory specification keeps for what a program remembers between runs; nil when
  /// the environment names no home.
  private static func path(_ environment: [String: String]) -> String? {
    let state: String
    // The specification has relative paths ignored.
    if let named = environment["XDG_STATE_HOME"], named.hasPrefix("/") {
      state = named
    } else if let home = environment["HOME"], !home.isEmpty {
      state = home + "/.local/state"
    } else {
      return nil
    }
    return state + "/cohort"
  }
}
