import CommandLanguage
import CommandSession
import KernelInterface

/// Sets how results are computed and shown.
struct Config: Command {
  static let name = "config"
  static let section = Section.session
  static let summary = "sets how results are shown and computed; alone it shows the settings"
  static let parameters: [Parameter<Config>] = [
    .key("width", \.width, .wholeNumber(in: 320...2_400), "width of figures in pixels"),
    .key("height", \.height, .height, "height of figures in pixels"),
    .key("formats", \.formats, .formats, "formats of figures"),
    .key("rows", \.rows, .wholeNumber(in: 1...10_000), "rows of a table that are shown at most"),
    .key("threads", \.threads, .threads, "threads of a computation; results never depend on it"),
    .key("theme", \.theme, .choice(), "colours of figures"),
    .key("text", \.text, .choice(), "size of words in figures and tables"),
    .key("progress", \.progress, .choice(), "whether long work says how far it is; auto: where somebody watches"),
    .key("currency", \.currency, .text("a sign such as €", placeholder: "sign"), "sign before amounts"),
    .key(
      "sql", \.sql,
      .choice([.auto: "DuckDB where it is installed, else SQLite", .duckdb: "DuckDB", .sqlite: "SQLite"]),
      "what answers %sql; name one where a notebook must come out the same elsewhere"),
    .key("hints", \.hints, .yesOrNo, "whether one thing to try next stands below the last result of a cell"),
    .key("journal", \.journal, .yesOrNo, "whether a kernel keeps the session for %resume; no removes what it has kept"),
  ]
  static let examples = [
    Example("%config width=900 theme=light", "wider figures on a light ground"),
    Example("%config formats=svg,png", "figures without HTML"),
    Example("%config width=1200 text=large", "for a projector"),
  ]

  var width: Int?
  var height: Setting<Int>?
  var formats: [Configuration.FigureFormat]?
  var rows: Int?
  var threads: Setting<Int>?
  var theme: Configuration.Theme?
  var text: Configuration.TextSize?
  var progress: Configuration.Progress?
  var currency: String?
  var sql: Configuration.SQLEngine?
  var hints: Bool?
  var journal: Bool?

  func run(on session: inout Session, in context: CommandContext) {
    var configuration = session.configuration
    if let width { configuration.width = width }
    if let height { configuration.height = height.value }
    if let formats { configuration.formats = formats }
    if let rows { configuration.rows = rows }
    if let threads { configuration.threads = threads.value }
    if let theme { configuration.theme = theme }
    if let text { configuration.text = text }
    if let progress { configuration.progress = progress }
    if let currency { configuration.currency = currency }
    if let sql { configuration.sql = sql }
    if let hints { configuration.hints = hints }
    if let journal { configuration.journal = journal }
    if configuration != session.configuration { session.configuration = configuration }
    context.print(configuration.summary)
  }
}

extension ValueKind where Value == Setting<Int> {
  fileprivate static var height: ValueKind { automaticOr(.wholeNumber(in: 160...4_000), "as each figure needs") }
  fileprivate static var threads: ValueKind { automaticOr(.wholeNumber(in: 1...256), "one for each processor") }
}

extension ValueKind where Value == [Configuration.FigureFormat] {
  fileprivate static var formats: ValueKind {
    let names = Configuration.FigureFormat.allCases.map(\.rawValue)
    return ValueKind(
      "a list of \(names.joined(separator: ", "))", placeholder: "formats",
      candidates: names.reduce(.none) { $0.adding($1, "") },
      decode: { operand in
        let formats = operand.items.compactMap { Configuration.FigureFormat(rawValue: $0.text.lowercased()) }
        return formats.count == operand.items.count && !formats.isEmpty ? formats : nil
      },
      text: { $0.map(\.rawValue).joined(separator: ",") })
  }
}

extension Configuration {
  /// The settings as they are typed.
  var summary: String {
    [
      "width=\(width)", "height=\(height.map(String.init) ?? "auto")",
      "formats=\(formats.map(\.rawValue).joined(separator: ","))", "rows=\(rows)",
      "threads=\(threads.map(String.init) ?? "auto")", "theme=\(theme.rawValue)", "text=\(text.rawValue)",
      "progress=\(progress.rawValue)",
      "currency=\(Quoting.item(currency))", "sql=\(sql.rawValue)", "hints=\(hints ? "yes" : "no")",
      "journal=\(journal ? "yes" : "no")",
    ].joined(separator: " ")
  }
}
