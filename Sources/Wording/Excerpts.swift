extension String {
  /// As much of it as a message shows of a text that may fill lines: cut after 60 characters.
  package var shortened: String {
    let most = 60
    return count <= most ? self : prefix(most - 1) + "…"
  }

  /// The same on one line.
  package var excerpt: String { String(map { $0.isNewline ? " " : $0 }).shortened }
}
