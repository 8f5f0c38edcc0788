import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Shows one customer among the others.
struct CustomerCommand: Command {
  static let name = "customer"
  static let section = Section.reading
  static let summary = "shows one customer: segment, percentile of each value, what is unusual, who is most alike"
  static let details = """
    A percentile is the share of customers with a lower value, and half of those with the same. Without an identifier \
    column, the customer goes by the row number. Before %cluster, segment and like customers are left out.
    """
  static let parameters: [Parameter<CustomerCommand>] = [
    .argument(
      "id", \.id, .customer, "the customer's identifier, or the row number where there is none", required: true),
    .key("n", \.n, .wholeNumber(in: 1...50), "how many like customers are shown"),
  ]
  static let examples = [
    Example("%customer C20007", "a customer of the built-in sample"),
    Example("%customer C20007 n=10", "with the ten most like customers"),
  ]

  var id = Reference(name: "", range: 0..<0)
  var n = 5

  func run(on session: inout Session, in context: CommandContext) throws {
    let table = try session.table()
    let row = try session.row(id)
    let segmentation = session.currentSegmentation
    let portrait = CustomerPortrait(row: row, table: table, segmentation: segmentation, neighbours: n)
    let note: String? =
      switch session.state(of: .segmentation) {
      case .current: nil
      case .missing: "There are no segments yet; %cluster makes them."
      case .stale: "The segments were made from what has changed since; run %cluster again to see this customer's."
      }
    let report = CustomerReport(
      portrait: portrait, table: table, segmentation: segmentation, note: note)
    context.show(report.traits)
    if let neighbours = report.neighbours { context.show(neighbours) }
  }
}
