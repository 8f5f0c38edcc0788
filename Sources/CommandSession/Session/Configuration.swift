/// How results are computed and shown: what `%config` sets.
package struct Configuration: Sendable, Equatable, Codable {
  package enum Theme: String, Sendable, CaseIterable, Codable {
    case auto, light, dark
  }

  /// When a command that takes its time says how far it is.
  package enum Progress: String, Sendable, CaseIterable, Codable {
    /// Where somebody may be watching.
    case auto
    case yes, no

    package func isShown(watched: Bool) -> Bool {
      switch self {
      case .auto: watched
      case .yes: true
      case .no: false
      }
    }
  }

  /// What answers `%sql`.
  package enum SQLEngine: String, Sendable, CaseIterable, Codable {
    /// DuckDB where it is installed, else SQLite.
    case auto
    case duckdb, sqlite
  }

  package enum FigureFormat: String, Sendable, CaseIterable, Codable {
    case html, svg, png
  }

  /// How large words are, for a projector.
  package enum TextSize: String, Sendable, CaseIterable, Codable {
    case normal, large, huge

    package var scale: Double {
      switch self {
      case .normal: 1
      case .large: 1.3
      case .huge: 1.6
      }
    }
  }

  /// Width of a figure in CSS pixels.
  package var width = 760
  /// Height of a figure in CSS pixels; nil leaves it to the figure.
  package var height: Int?
  package var formats = FigureFormat.allCases
  /// Rows of a table that are shown at most.
  package var rows = 60
  /// Threads of a computation; nil takes every processor. Results never depend on it.
  package var threads: Int?
  package var theme = Theme.auto
  package var text = TextSize.normal
  package var progress = Progress.auto
  /// Set before amounts; empty for none.
  package var currency = ""
  package var sql = SQLEngine.auto
  /// Whether the last result of a cell is followed by one thing to try next.
  package var hints = false
  /// Whether a kernel keeps what a crash or restart would lose.
  package var journal = true
}
