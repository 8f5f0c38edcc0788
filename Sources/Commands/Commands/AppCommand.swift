import CommandLanguage
import CommandSession
import KernelInterface
import Segmentation
import Widgets

/// Opens the whole analysis as an application, for people who type nothing.
struct AppCommand: Command {
  static let name = "app"
  static let section = Section.segmentation
  static let summary =
    "opens the whole analysis as an application: a table, its columns, its segments, what they mean, each customer"
  static let details = """
    Five pages: what is in the table; its columns one by one and in pairs; the segments with sliders and menus, as in \
    %explore; what they mean; one customer at a time, and everything to take away. What stands on them is what the commands \
    show. make app serves it to browsers with Voilà, a kernel for each visitor. It begins with the table in use, else with \
    the built-in sample.
    """
  static let parameters: [Parameter<AppCommand>] = []
  static let examples = [Example("%app", "the table in use, else the built-in sample")]

  func run(on session: inout Session, in context: CommandContext) throws {
    // Rows that stay in their database are not here to be shown, and nobody asked for others.
    if session.remote != nil { _ = try session.table() }
    if session.current == nil { session.setTable(Load.BuiltInTable.sample.table) }
    let app = AppPage(live: context.live, threads: context.configuration.threads)
    context.display(try app.open(from: session, in: context.execution))
  }
}
