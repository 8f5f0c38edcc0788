import Foundation
import Testing

@testable import Graphics

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// All kinds of figures, with a name of the caller's choice wherever one is shown.
enum Zoo {
  static func figures(named name: String) -> [Figure] {
    var random = Fixtures(seed: 1)
    let values = random.amounts(300)
    let (xs, ys, labels) = random.clouds(300, segments: 3)
    var keys = Fixtures.keys(labels)
    for i in keys.indices { keys[i].name = name }
    let text = FigureText(title: name, subtitle: name, insights: [name], caption: name)
    let data = Fixtures.histogram(name, values, bins: 9)
    let options = FigureOptions(currency: name)
    var dendrogram = SegmentFigureTests.dendrogram(3, leaves: 12, rows: 30)
    dendrogram.text = text
    dendrogram.keys = keys
    dendrogram.names = dendrogram.names.map { _ in name }
    var profile = SegmentFigureTests.profile(3)
    profile.text = text
    profile.features = profile.features.map { _ in name }
    profile.values = profile.values.map { $0.map { _ in name } }
    profile.unit = name
    return [
      .histogram(HistogramSpec(data: data, text: text, options: options)),
      .histogramPair(HistogramPairSpec(first: data, second: data, text: text, options: options)),
      .segmentedHistogram(SegmentedHistogramSpec(panels: keys.map { .init(key: $0, data: data) }, text: text)),
      .counts(CountsSpec(name: name, counts: [(name, 3), (name + "2", 1)], text: text)),
      .map(
        MapSpec(
          text: text, xs: xs, ys: ys, coloring: .segments(labels, keys: keys), tooltips: labels.map { _ in name })),
      .map(
        MapSpec(
          text: text, xs: xs, ys: ys, coloring: .values(values, name: name), axisTitles: (name, name), options: options)
      ),
      .dendrogram(dendrogram), .profile(profile),
      .segmentSizes(SegmentSizesSpec(text: text, keys: keys)),
      .lines(
        LineSpec(
          kind: "lines", text: text, xTitle: name, xs: [1, 2, 3],
          series: [.init(name: name, values: [3, 2, 1], chosen: 1, note: name)], marked: 2, markedLabel: name)),
    ]
  }
}

@Suite("Markup")
struct MarkupTests {
  static let nasty = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]>&amp;<!--", "'quotes\" & $a$ \\(b\\)",
    "\u{0}\u{8}\u{1B}[31m\u{FFFE}", "line\nbreak\ttab", "", " ", "客户 👩‍👩‍👧", "</style><script>x</script>",
  ]

  private func isWellFormed(_ xml: String) -> Bool {
    let parser = XMLParser(data: Data(xml.utf8))
    parser.shouldResolveExternalEntities = false
    return parser.parse()
  }

  @Test("any name leaves every document well-formed", arguments: nasty)
  func wellFormed(name: String) {
    for figure in Zoo.figures(named: name) {
      #expect(isWellFormed(figure.svg), "\(figure.kind): svg")
      #expect(isWellFormed(figure.html), "\(figure.kind): html")
    }
  }

  @Test("no name becomes an element or an attribute", arguments: nasty)
  func noScript(name: String) {
    for figure in Zoo.figures(named: name) {
      for markup in [figure.html, figure.svg] {
        #expect(!markup.contains("<script") && !markup.contains("<img") && !markup.contains("onerror=alert(1)>"))
      }
    }
  }

  @Test("nothing outside the document is loaded")
  func selfContained() {
    for figure in Zoo.figures(named: "BALANCE") {
      for markup in [figure.html, figure.svg] {
        let bare = markup.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
        #expect(!bare.contains("http") && !bare.contains("url(") && !bare.contains("@import"))
      }
    }
  }

  @Test("a document of its own follows no theme; one on a page has no ground of its own")
  func bindings() {
    for figure in Zoo.figures(named: "BALANCE") {
      #expect(!figure.svg.contains("var(") && !figure.svg.contains("<style"))
      #expect(figure.svg.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"))
      #expect(figure.svg.contains("fill=\"#ffffff\""))
      #expect(figure.html.contains("var(--jp-ui-font-color1,"))
      #expect(!figure.html.contains("<?xml"))
    }
  }

  @Test("screen readers hear title and description")
  func accessible() {
    for figure in Zoo.figures(named: "BALANCE") {
      #expect(figure.svg.contains("role=\"img\" aria-labelledby="))
      #expect(figure.svg.contains("-title\">BALANCE"))
      #expect(figure.svg.contains("<desc id="))
      // The text of elements stays where a page takes drawings out.
      let speaks = figure.html.contains("role=\"img\" aria-label=\"BALANCE") || figure.table != nil
      #expect(speaks && !figure.html.contains("<desc") && !figure.html.contains("-title\""))
      #expect(!figure.description.isEmpty && !figure.plain.isEmpty)
      #expect(!figure.plain.contains("\n"))
    }
  }

  @Test("ids are those of the content: the same for equal figures, different for others, all with one prefix")
  func ids() throws {
    let all = Zoo.figures(named: "BALANCE") + Zoo.figures(named: "PURCHASES")
    let prefixes = try all.map { figure in
      let id = try #require(figure.svg.firstMatch(of: /<svg [^>]*id="([^"]+)"/)).1
      let others = figure.svg.matches(of: /\bid="([^"]+)"/).map(\.1)
      #expect(others.allSatisfy { $0.hasPrefix(id) })
      return String(id)
    }
    #expect(Set(prefixes).count == all.count)
    #expect(all.map(\.html) == (Zoo.figures(named: "BALANCE") + Zoo.figures(named: "PURCHASES")).map(\.html))
  }

  @Test("a page's MathJax leaves dollar signs alone")
  func mathjax() {
    for figure in Zoo.figures(named: "$a$") { #expect(figure.html.contains("class=\"mathjax_ignore\"")) }
  }

  @Test(
    "base64 is RFC 4648's",
    arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
  func base64Vectors(text: String, code: String) { #expect(base64(Array(text.utf8)) == code) }
}
