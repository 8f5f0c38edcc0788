import CommandLanguage
import CommandSession
import Segmentation
import Tables

/// What is chosen on the page of `%explore`.
struct ExplorerChoices: Sendable, Equatable {
  /// The pages of figures, in their order.
  enum Page: Int, CaseIterable, Sendable {
    case profile, histogram, silhouette, dendrogram, elbow, reading

    var title: String {
      switch self {
      case .profile: "Profile"
      case .histogram: "Histogram"
      case .silhouette: "Silhouette"
      case .dendrogram: "Dendrogram"
      case .elbow: "How many"
      case .reading: "Meaning"
      }
    }
  }

  /// How an axis of values is laid out.
  enum Axis: String, CaseIterable, Sendable {
    case automatic = "auto"
    case plain = "no"
    case logarithmic = "yes"

    var title: String {
      switch self {
      case .automatic: "as it fits"
      case .plain: "plain"
      case .logarithmic: "logarithmic"
      }
    }
  }

  /// The numbers of segments that can be had.
  static let counts = 2...12

  var k: Int
  /// A place in `MethodChoices.variants`.
  var method: Int
  /// `segment`, `none` or a column.
  var color: String
  /// The column that is drawn by segment; nil where the table has none to draw.
  var column: String?
  var axis = Axis.automatic
  /// The one segment that is looked at; nil for all.
  var segment: Int?
  var page = Page.profile
  /// Whether the map stands twice: with its segments, and as `color` says beside it.
  var comparesMaps = false

  /// Segments to begin with where the session has none.
  static let usualCount = 4

  /// - Throws: `missingStage` without a table.
  init(startingFrom session: Session) throws(Mistake) {
    let current = session.currentWholeSegmentation
    k = current.map { min(max($0.k, Self.counts.lowerBound), Self.counts.upperBound) } ?? Self.usualCount
    method = current.flatMap { made in MethodChoices.variants.firstIndex { $0.word == made.options.method.word } } ?? 0
    color = "segment"
    column = ExplorerControls.Columns(of: try session.table()).drawn.first
  }

  init(k: Int, method: Int, color: String, column: String?) {
    (self.k, self.method, self.color, self.column) = (k, method, color, column)
  }

  /// How the map with the segments is coloured.
  var mapColor: String { comparesMaps ? "segment" : color }

  /// How the method is asked for: `linkage=complete`; empty for the usual one.
  var methodTyped: String {
    let variant = MethodChoices.variants[method]
    return variant.typed == MethodChoices.usual.typed ? "" : " " + variant.typed
  }

  /// The lines that give these segments in a cell.
  var segmentationLine: String {
    let variant = MethodChoices.variants[method]
    return variant.findsCount ? "%cluster\(methodTyped)" : "%cluster k=\(k)\(methodTyped)"
  }

  /// The one segment that is looked at, as it is typed behind a line.
  private var only: String { segment.map { " segment=\($0)" } ?? "" }

  /// The line that gives the figure of the page in a cell; nil where there is none to give.
  var figureLine: String? {
    switch page {
    case .profile: return "%profile" + only
    case .histogram:
      let groups = segment == nil ? " by=segment" : only
      return column.map { "%hist \(Quoting.item($0))\(groups)" + (axis == .automatic ? "" : " log=\(axis.rawValue)") }
    case .silhouette: return "%silhouette 0" + only
    case .dendrogram: return MethodChoices.variants[method].heightInWords.isEmpty ? nil : "%dendrogram"
    case .elbow: return "%elbow\(methodTyped)"
    case .reading: return "%insights" + (segment.map { " \($0)" } ?? "")
    }
  }
}
