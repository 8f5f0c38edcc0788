import Testing

@testable import Graphics

@Suite("Figures about columns")
struct ColumnFigureTests {
  static let names = [
    "BALANCE", "PURCHASES", "PURCHASES_INSTALLMENTS_FREQUENCY", "CASH_ADVANCE", "CREDIT_LIMIT", "PAYMENTS",
    "MINIMUM_PAYMENTS", "A name that goes on for much longer than any column has room for in any drawing", "TENURE",
  ]

  static func ties(_ count: Int, width: Double = 760, seed: UInt64 = 1) -> CorrelationSpec {
    var random = Fixtures(seed: seed)
    var values = [[Double]](repeating: [Double](repeating: 1, count: count), count: count)
    for i in 0..<count {
      for j in 0..<i {
        let r = random.unit() < 0.03 ? Double.nan : random.unit() * 2 - 1
        (values[i][j], values[j][i]) = (r, r)
      }
    }
    return CorrelationSpec(
      text: FigureText(
        title: "How the columns go together", subtitle: "\(count) columns", insights: ["A and B go together."],
        caption: "Pearson's correlation"),
      names: (0..<count).map { $0 < names.count ? names[$0] : "COLUMN_NUMBER_\($0)" }, coefficients: values,
      counts: values.map { $0.map { _ in 8_950 } }, options: FigureOptions(width: width))
  }

  static func gaps(_ count: Int, patterns: Int, width: Double = 760, seed: UInt64 = 1) -> MissingSpec {
    var random = Fixtures(seed: seed)
    var seen: [[Int]: Int] = [:]
    for k in 0..<max(1, patterns) {
      let lacking = (0..<count).filter { $0 == k % max(1, count) || random.unit() < 0.2 }
      seen[lacking] = 1 + Int(random.unit() * random.unit() * 2_000)
    }
    let sorted = seen.filter { !$0.key.isEmpty }
      .sorted { ($1.value, "\($0.key)") < ($0.value, "\($1.key)") }
    let totals = (0..<count).map { j in sorted.filter { $0.key.contains(j) }.reduce(0) { $0 + $1.value } }
    return MissingSpec(
      text: FigureText(title: "What is missing together"),
      columns: (0..<count).map { .init(name: $0 < names.count ? names[$0] : "COLUMN_\($0)", count: totals[$0]) },
      patterns: sorted.map { .init(columns: $0.key, rows: $0.value) }, rowCount: 1_000_000, completeRows: 900_000,
      options: FigureOptions(width: width))
  }

  @Test("correlations are a triangle with numbers", arguments: [2, 9])
  func correlation(count: Int) throws {
    try Snapshot.check(Figure.correlation(Self.ties(count)), named: "correlation-\(count)-columns")
  }

  @Test("gaps are bars and patterns")
  func missing() throws {
    try Snapshot.check(Figure.missing(Self.gaps(6, patterns: 14)), named: "missing")
  }

  @Test(
    "numbers in cells have no leading zero",
    arguments: [(0.917, ".92"), (-0.32, "−.32"), (1, "1.00"), (-0.001, ".00"), (Double.nan, "–"), (-1, "−1.00")])
  func short(value: Double, text: String) { #expect(CorrelationSpec.short(value) == text) }

  @Test("labels stay clear of each other and inside", arguments: 0..<60)
  func collisions(seed: UInt64) {
    var random = Fixtures(seed: seed)
    let width = 320 + random.unit() * 900
    let correlation = Figure.correlation(Self.ties(2 + Int(seed), width: width, seed: seed))
    let missing = Figure.missing(
      Self.gaps(1 + Int(seed % 30), patterns: 1 + Int(seed), width: width, seed: seed))
    for figure in [correlation, missing] {
      let boxes = Labels.boxes(figure.scene.marks, size: 7...16)
      Labels.expectClear(boxes)
      for (text, box) in boxes {
        #expect(box.left >= 0 && box.right <= Double(figure.width) + 0.5, "“\(text)” leaves the figure")
      }
    }
  }

  @Test("cells tell their rows, of many the strongest 300", arguments: [2, 17, 60])
  func cells(count: Int) {
    let figure = Figure.correlation(Self.ties(count))
    #expect(figure.html.matches(of: /n = 8,950/).count == min(300, count * (count - 1) / 2))
    for word in ["\"nan", "\"inf", "width=\"0\""] { #expect(!figure.svg.contains(word)) }
  }

  @Test("sixty columns and thirty incomplete ones stay under half a megabyte")
  func size() throws {
    for figure in [Figure.correlation(Self.ties(60)), .missing(Self.gaps(30, patterns: 200))] {
      guard PNG.rendered(figure, scale: 0.1) != nil else { return }
      let png = try figure.forms.png()
      let size = figure.forms.html.utf8.count + figure.svg.utf8.count + (png.count + 2) / 3 * 4
      #expect(size < FigureForms.limit, "\(figure.kind): \(size)")
    }
  }

  @Test("nothing to draw is said")
  func empty() {
    #expect(Figure.correlation(Self.ties(0)).svg.contains("there is no pair to draw"))
    #expect(Figure.correlation(Self.ties(1)).svg.contains("there is no pair to draw"))
    let none = MissingSpec(
      text: FigureText(title: "t"), columns: [], patterns: [], rowCount: 0, completeRows: 0)
    #expect(Figure.missing(none).svg.contains("nothing is missing"))
  }
}
