/// How results are computed and shown: what `%config` sets.
struct Configuration: Sendable, Equatable {
  enum Theme: String, Sendable, CaseIterable {
    case auto, light, dark
  }

  enum FigureFormat: String, Sendable, CaseIterable {
    case html, svg, png
  }

  /// Width of a figure in CSS pixels.
  var width = 760
  /// Height of a figure in CSS pixels; nil leaves it to the figure.
  var height: Int?
  var formats = FigureFormat.allCases
  /// Rows of a table that are shown at most.
  var rows = 60
  /// Threads of a computation; nil takes every processor. Results never depend on it.
  var threads: Int?
  var theme = Theme.auto
  /// Set before amounts; empty for none.
  var currency = ""
}
