/// How columns go together: a coefficient for each pair.
public struct CorrelationSpec: Sendable, Equatable {
  public var text: FigureText
  /// The columns, in the order in which they are drawn.
  public var names: [String]
  /// Columns × columns, −1…1; NaN is undefined. Only pairs below the diagonal are read.
  public var coefficients: [[Double]]
  /// The rows behind each coefficient, columns × columns.
  public var counts: [[Int]]
  /// The rows that a pair must have to be named among the strongest.
  public var leastCount: Int
  /// What a coefficient is called in tooltips: `r`, `rank correlation`, `τ`.
  public var symbol: String
  public var options: FigureOptions

  public init(
    text: FigureText, names: [String], coefficients: [[Double]], counts: [[Int]], leastCount: Int = 0,
    symbol: String = "r", options: FigureOptions = .init()
  ) {
    let d = names.count
    precondition(coefficients.count == d && coefficients.allSatisfy { $0.count == d }, "a coefficient for each pair")
    precondition(counts.count == d && counts.allSatisfy { $0.count == d }, "a count for each pair")
    self.text = text
    self.names = names
    self.coefficients = coefficients
    self.counts = counts
    self.leastCount = leastCount
    self.symbol = symbol
    self.options = options
  }

  /// Two decimals without a leading zero, as small as a cell needs it: `.92`, `−.32`, `1.00`.
  static func short(_ coefficient: Double) -> String {
    guard !coefficient.isNaN else { return "–" }
    let text = NumberText.decimals(coefficient, 2)
    return text.hasPrefix("0.") || text.hasPrefix("−0.") ? text.replacing("0.", with: ".", maxReplacements: 1) : text
  }

  func tooltip(_ i: Int, _ j: Int) -> String {
    let value = coefficients[i][j]
    let said = value.isNaN ? "not defined" : "\(symbol) \(NumberText.decimals(value, 3))"
    return "\(names[j]) and \(names[i]): \(said), n = \(NumberText.count(counts[i][j]))"
  }
}

extension Figure {
  /// Draws each pair once, in a triangle: a name stands at the end of its row and at the top of its column.
  public static func correlation(_ spec: CorrelationSpec) -> Figure { laidOut(spec, drawnCorrelation) }

  private static func drawnCorrelation(_ spec: CorrelationSpec) -> Figure {
    let drawing = CorrelationDrawing(spec: spec, width: FigureFrame.contentWidth(spec.options))
    let subtitle = joined(spec.text.subtitle, drawing.key)
    var frame = FigureFrame(
      text: spec.text, subtitle: subtitle, options: spec.options, contentHeight: drawing.height)
    frame.add(contentsOf: drawing.marks(in: frame.content))
    let plain = titled(spec.text.title, strongest(spec))
    return Figure(
      kind: "corr", text: spec.text, subtitle: subtitle, description: spec.text.description(after: plain),
      plain: plain, scene: frame.scene)
  }

  /// The five strongest pairs, in one line.
  private static func strongest(_ spec: CorrelationSpec) -> String {
    var pairs: [(i: Int, j: Int)] = []
    for i in spec.names.indices {
      for j in 0..<i where !spec.coefficients[i][j].isNaN && spec.counts[i][j] >= spec.leastCount {
        pairs.append((i, j))
      }
    }
    let ranked = pairs.sorted {
      let (a, b) = (abs(spec.coefficients[$0.i][$0.j]), abs(spec.coefficients[$1.i][$1.j]))
      return a == b ? ($0.i, $0.j) < ($1.i, $1.j) : a > b
    }
    guard !ranked.isEmpty else { return "no pair has a coefficient" }
    return ranked.prefix(5).map { i, j in
      "\(spec.names[j]) and \(spec.names[i]) \(NumberText.decimals(spec.coefficients[i][j], 2))"
    }.joined(separator: "; ")
  }
}
