import CommandLanguage
import CommandSession
import Segmentation
import Tables
import Widgets

/// Opens a page of sliders and menus, with figures that follow.
struct Explore: Command {
  static let name = "explore"
  static let section = Section.segmentation
  static let summary = "opens sliders and menus for segments, method and column, with figures that follow"
  static let details = """
    The tree is grown once and cut for each number of segments. The figures are those of %profile, %hist, %silhouette, \
    %dendrogram and %insights; below stand the lines that show the same in cells. Nothing of the session changes until the \
    button keeps what is seen; then it is the same as %cluster. Where a front end has no widgets, the first figures stand \
    there without controls.
    """
  static let tableCopies = 7.0
  static let growth = Growth.quadratic(because: "the silhouette is a mean over all pairs of rows")
  static let parameters: [Parameter<Explore>] = [
    .argument("column", \.column, ValueKind<Reference>.column.optional, "the column to draw by segment")
  ]
  static let examples = [
    Example("%explore", "from the segments of the session, else four by Ward linkage"),
    Example("%explore BALANCE", "with the histograms of a column"),
  ]

  var column: Reference?

  func run(on session: inout Session, in context: CommandContext) throws {
    var choices = try ExplorerChoices(startingFrom: session)
    if let column {
      if let key = column.key, (try? session.index(of: column)) == nil {
        let text = column.name
        throw Mistake(
          .refused(
            name: "UnknownKey", message: "%explore takes no \(key.excerpt)=: its sliders and menus choose",
            remedy: ["k", "method", "linkage", "starts"].contains(key)
              ? "%cluster \(text.excerpt), and %explore begins with those segments" : "%explore takes COLUMN"),
          at: .range(column.range))
      }
      choices.column = try session.column(column).name
      choices.page = .histogram
    }
    let explorer = Explorer(live: context.live, threads: context.configuration.threads)
    let page = WidgetPage(in: context.live.widgets, openedBy: context.execution, owner: explorer)
    let (root, fallback) = try explorer.open(
      on: page, choices, from: session, context.compute("finding segments"), in: context.execution)
    context.display(page.display(root, fallback: fallback))
  }
}
