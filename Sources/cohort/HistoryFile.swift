import Foundation

/// Where inputs are kept between runs.
enum HistoryFile {
  /// `cohort/history.sqlite` in the folder that the XDG base directory specification keeps for what a program
  /// remembers between runs; nil when the environment names no home.
  static func path(environment: [String: String]) -> String? {
    let state: String
    // The specification has relative paths ignored.
    if let named = environment["XDG_STATE_HOME"], named.hasPrefix("/") {
      state = named
    } else if let home = environment["HOME"], !home.isEmpty {
      state = home + "/.local/state"
    } else {
      return nil
    }
    return state + "/cohort/history.sqlite"
  }
}
