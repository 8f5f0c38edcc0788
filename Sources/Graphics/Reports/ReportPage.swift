/// A whole document to print or to send on: sections of sentences, tables, figures and cards.
///
/// The page holds all that it shows: no script, nothing from elsewhere. All texts come written; the page lays them out.
public struct ReportPage: Sendable, Equatable {
  public enum Block: Sendable, Equatable {
    case paragraph(String)
    /// How to read what stands above, small.
    case note(String)
    case sentences([String])
    case table(HTMLTable)
    /// Best drawn bare (`FigureOptions.isBare`) and `figureWidth` wide.
    case figure(Figure)
    /// Its name is a heading of the third level.
    case card(SegmentReport.Card)
    /// Lines as they are typed.
    case commands([String])
    case facts([Fact])
  }

  /// A name and what stands for it: a term with its meaning, a choice with what was chosen.
  public struct Fact: Sendable, Equatable {
    public var name: String
    public var text: String

    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  public struct Section: Sendable, Equatable {
    /// For links: letters, digits and `-`.
    public var id: String
    public var title: String
    public var blocks: [Block]
    /// Whether it begins a page of its own in print.
    public var startsPage: Bool
    /// Whether every card begins a page of its own, with all that follows it up to the next one.
    public var turnsPages: Bool

    public init(
      _ id: String, _ title: String, _ blocks: [Block], startsPage: Bool = false, turnsPages: Bool = false
    ) {
      self.id = id
      self.title = title
      self.blocks = blocks
      self.startsPage = startsPage
      self.turnsPages = turnsPages
    }
  }

  /// The paper that the page is laid out for; a printer's own without.
  public enum Paper: String, Sendable, CaseIterable {
    case a4, letter

    var css: String { self == .a4 ? "A4" : "letter" }
  }

  /// How figures stand on the page.
  public enum FigureForm: Sendable {
    /// As drawings that follow the page's light or dark ground, with tooltips.
    case drawings
    /// As pictures on a light ground, for programs that know no style sheets within drawings.
    case pictures
  }

  public var title: String
  /// Below the title, small.
  public var subtitle: String
  public var sections: [Section]
  /// What made the page: "Cohort 1.2.0".
  public var generator: String
  public var paper: Paper?

  public init(title: String, subtitle: String, sections: [Section], generator: String, paper: Paper? = nil) {
    self.title = title
    self.subtitle = subtitle
    self.sections = sections
    self.generator = generator
    self.paper = paper
  }

  /// Of a figure that fills the column of text, in CSS pixels.
  public static let figureWidth = 672.0

  /// The column of text on the narrower of A4 and Letter, in CSS pixels.
  static let printedWidth = 656.0

  /// The document.
  public func html(figures: FigureForm = .drawings) -> String {
    ReportPageWriter(page: self, figures: figures).document
  }

  /// The words that a reader meets, those within drawings included, in small letters: what to look for terms in.
  public var words: String { ReportPageWriter(page: self, figures: .drawings).words.lowercased() }
}
