/// Reads the words that a page shows, in a page that keeps style sheets and drawings and in one that does not.
struct PageWords {
  /// What JupyterLab's sanitizer does in a notebook that nobody trusts (@jupyterlab/apputils 4.6, sanitize-html): style sheets go with
  /// what is in them; of elements that are not in its list the tags go and the text stays; inline styles stay.
  static func sanitised(_ html: String) -> [String] { PageWords(keepsStyles: false).words(html) }

  /// What a reader sees where all is kept. Drawings are pictures and no words.
  static func trusted(_ html: String) -> [String] { PageWords(keepsStyles: true).words(html) }

  private let keepsStyles: Bool

  /// Elements that stand apart from what is before and behind, among those that pages of commands have.
  private static let blocks: Set<Substring> = [
    "div", "p", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "td", "th", "h1", "h3", "h4", "h5",
    "section",
    "pre", "br", "hr",
  ]
  private static let inline: Set<Substring> = ["span", "b", "i", "strong", "em", "code", "wbr", "progress", "img"]
  private static let empty: Set<Substring> = ["br", "hr", "img", "wbr", "meta"]

  private struct Element {
    let name: Substring
    let isApart: Bool
    let isHidden: Bool
  }

  private func words(_ html: String) -> [String] {
    var text = ""
    var open: [Element] = []
    let sheet = keepsStyles ? html.matches(of: /<style>(.*?)<\/style>/.dotMatchesNewlines()).map(\.1).joined() : ""
    let page = html.replacing(/<style>.*?<\/style>/.dotMatchesNewlines(), with: "")
    var rest = page[...]
    while let tag = rest.firstMatch(of: /<(\/?)([A-Za-z][A-Za-z0-9]*)([^>]*)>/) {
      if !open.contains(where: \.isHidden) { text += rest[..<tag.range.lowerBound] }
      rest = rest[tag.range.upperBound...]
      let (isEnd, name, attributes) = (!tag.1.isEmpty, tag.2, tag.3)
      if isEnd {
        guard let index = open.lastIndex(where: { $0.name == name }) else { continue }
        if open[index].isApart { text += "\n" }
        open.removeSubrange(index...)
      } else {
        let element = element(name, attributes, sheet)
        if element.isApart { text += "\n" }
        if !Self.empty.contains(name), !attributes.hasSuffix("/") { open.append(element) }
      }
    }
    text += rest
    return text.replacing("&nbsp;", with: " ").split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private func element(_ name: Substring, _ attributes: Substring, _ sheet: String) -> Element {
    let classes = attributes.firstMatch(of: /class="([^"]*)"/)?.1.split(separator: " ") ?? []
    let isBlockByClass = classes.contains {
      sheet.contains(" .\($0){display:block") || sheet.contains(" .\($0){display:grid")
    }
    let id = attributes.firstMatch(of: /id="([^"]*)"/)?.1 ?? ""
    let isShown = !id.isEmpty && sheet.contains("#\(id){display:block!important}")
    let isSpare = name != "img" && sheet.contains("+\(name){display:none}")
    let isHidden = (attributes.contains("display:none") && !isShown) || isSpare
    return Element(
      name: name, isApart: Self.blocks.contains(name) || isBlockByClass,
      isHidden: isHidden || (keepsStyles && name == "svg"))
  }

  /// Elements of a page that neither list knows, drawings aside: a reader of their words would have to guess.
  static func unknownElements(_ html: String) -> Set<Substring> {
    let page = html.replacing(/<style>.*?<\/style>/.dotMatchesNewlines(), with: "")
      .replacing(/<svg.*?<\/svg>/.dotMatchesNewlines(), with: "")
    return Set(page.matches(of: /<([A-Za-z][A-Za-z0-9]*)/).map(\.1)).subtracting(blocks.union(inline))
  }
}
