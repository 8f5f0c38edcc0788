import Testing

@testable import Graphics

@Suite("Forms of a figure")
struct FigureFormsTests {
  private static func figure(_ marks: [Mark], title: String = "T", kind: String = "hist") -> Figure {
    Figure(
      kind: kind, text: FigureText(title: title), description: "D", plain: "P",
      scene: Scene(width: 400, height: 300, marks: marks))
  }

  private static func id(of markup: String) throws -> String {
    String(try #require(markup.firstMatch(of: /<svg [^>]*id="([^"]+)"/)).1)
  }

  @Test("written together, they are what each is alone", arguments: [200, 8950, 20_000, 20_001])
  func together(count: Int) throws {
    let figure = Figure.map(MapTests.segments(count, 3))
    let forms = figure.forms
    #expect(forms.svg == figure.svg)
    #expect(forms.html.contains(figure.html))
    let id = try Self.id(of: forms.svg)
    #expect(try Self.id(of: figure.html) == id)
    // What is displayed of the two on a page is named by the same letters.
    #expect(forms.html.hasPrefix("<div><style>#p\(id.dropFirst()){"))
  }

  @Test("an id changes with any mark, colour, place or word, and with nothing else")
  func ids() throws {
    let box = Box(x: 1, y: 2, width: 30, height: 40)
    func dots(_ paint: Paint = .text, at x: Double = 5, radius: Double = 2) -> Mark {
      .points(Points(positions: [Point(x, 5), Point(9, 9)], radius: radius, paint: paint))
    }
    func rect(_ color: UInt32 = 0x112233, tooltip: String? = nil) -> Mark {
      .rect(box, Style(fill: .color(Color(color))), tooltip: tooltip)
    }
    let base: [Mark] = [rect(), dots(), .text("word", Point(3, 3), TextStyle())]
    let figures = [
      Self.figure(base), Self.figure(base, title: "U"), Self.figure(base, kind: "map"), Self.figure([]),
      Self.figure(Array(base.reversed())), Self.figure(base + [rect()]),
      Self.figure([rect(0x112234)] + base.dropFirst()),
      Self.figure([rect(tooltip: "one")] + base.dropFirst()), Self.figure([rect(tooltip: "two")] + base.dropFirst()),
      Self.figure([rect(), dots(.muted), base[2]]), Self.figure([rect(), dots(at: 5.5), base[2]]),
      Self.figure([rect(), dots(radius: 2.1), base[2]]),
      Self.figure([rect(), dots(), .text("words", Point(3, 3), TextStyle())]),
    ]
    let ids = try figures.map { try Self.id(of: $0.svg) }
    #expect(Set(ids).count == figures.count)
    #expect(try Self.id(of: Self.figure(base).svg) == ids[0])
  }

  @Test("points in a group keep their places in all documents")
  func groups() {
    func points(_ x: Double) -> Mark {
      .points(Points(positions: [Point(x, 0)], radius: 1, paint: .text))
    }
    let figure = Self.figure([points(1), .group([points(2), .group([points(3)])]), points(4)])
    for markup in [figure.svg, figure.html] {
      #expect(markup.matches(of: /d="m([0-9]+) 0h0"/).map { String($0.1) } == ["2", "4", "6", "8"])
    }
  }

  /// The drawing for narrow pages.
  private static func narrow(_ figure: Figure) -> Substring? {
    figure.forms.html.firstMatch(of: /<div class="n">(<svg.*?<\/svg>)/.dotMatchesNewlines())?.1
  }

  @Test("in a narrow page every figure is laid out anew, with no letter below ten pixels")
  func narrow() throws {
    var figures = Zoo.figures(named: "PURCHASES_FREQUENCY").filter { !$0.isTable }
    figures += [
      .scree(ComponentFigureTests.scree(17)), .segmentedCounts(SegmentedCountsTests.spec(4, values: 11)),
      .segmentedHistogram(HistogramTests.segmented(10)), .boxes(BoxFigureTests.spec(10)),
      .dendrogram(SegmentFigureTests.dendrogram(10)), .lines(SegmentFigureTests.candidates),
      .snake(SegmentFigureTests.profile(8)), .ridges(RidgesTests.spec(8)),
    ]
    for figure in figures {
      let drawing = try #require(Self.narrow(figure), "\(figure.kind)")
      #expect(drawing.contains("viewBox=\"0 0 380 "), "\(figure.kind)")
      let sizes = drawing.matches(of: /font-size="([0-9.]+)"/).compactMap { Double($0.1) }
      #expect((sizes.min() ?? 10) >= 10, "\(figure.kind)")
      // Its names are its own, since both layouts are in one page.
      let ids = figure.forms.html.matches(of: /\bid="([^"]+)"/).map(\.1)
      #expect(Set(ids).count == ids.count, "\(figure.kind)")
    }
  }

  @Test("the words of both layouts and of the image are the same figure's; a narrow figure has one")
  func oneLayout() {
    var spec = MapTests.segments(200, 3)
    spec.options = FigureOptions(width: 400)
    #expect(Self.narrow(.map(spec)) == nil)
    spec.options = FigureOptions(width: 760)
    #expect(Self.narrow(.map(spec)) != nil)
  }

  @Test("an enlarged figure is drawn the same, and shown larger")
  func enlarged() {
    let figure = Self.figure([]).enlarged(by: 1.3)
    #expect(figure.width == 520 && figure.height == 390)
    #expect(figure.svg.contains("width=\"520\" height=\"390\" viewBox=\"0 0 400 300\""))
    #expect(figure.html.contains("width=\"520\" height=\"390\" viewBox=\"0 0 400 300\""))
  }

  @Test("content in parts has the hash of the whole")
  func parts() {
    var hash = ContentHash()
    for part in ["", "a", "bc", "é"] { hash.add(part) }
    #expect(hash.value == contentHash("abcé"))
    // The vectors of the algorithm's authors
    #expect(contentHash("") == 0xCBF2_9CE4_8422_2325)
    #expect(contentHash("foobar") == 0x8594_4171_F739_67E8)
  }
}
