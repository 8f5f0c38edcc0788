import CommandLanguage
import CommandSession
import Foundation
import Graphics
import KernelInterface
import Segmentation
import Tables

/// The business analysis of the segments.
struct InsightsCommand: Command {
  static let name = "insights"
  static let section = Section.reading
  static let summary = "what the segments mean for the business: names, traits, risk, what to do, what to be careful of"
  static let details = """
    Every figure is computed from the table. Names, risk and advice follow rules on a trade: \(Rules.packNames.joined(separator: ", ")). \
    The pack speaks whose columns are there, found by their names or said by NAME=COLUMN; where none is, traits and cautions \
    remain. %export rules FILE writes the rules on cards to read and change, and rules=FILE takes them from there. %name auto \
    adopts the names. Up to 20,000 customers, stability is measured as %stability does where that was not run.
    """
  static let parameters: [Parameter<InsightsCommand>] =
    [
      .argument("segment", \.segment, .segment, "one segment, else all of them"),
      .key(
        "rules", \.rules, .path(endings: [".yaml", ".yml"]).withPacks,
        "a file of your own rules, or the name of a pack"),
    ] + mappings
  static let examples = [
    Example("%insights", "all segments"),
    Example("%insights 2", "the second one"),
    Example("%insights balance=Total_Revolving_Bal", "the column that the rules call balance"),
    Example("%insights rules=mine.yaml", "by your own rules; %export rules mine.yaml writes a start"),
  ]

  /// A key for each word that a pack knows a column for.
  private static let mappings: [Parameter<InsightsCommand>] = Rules.columnWords.map { word, meaning in
    .key(
      word, of: \.columns, .column, default: Reference(name: "", range: 0..<0), "the column of \(meaning)",
      set: { $0[word] = $1 }
    ).inFamily(
      KeyFamily(
        signature: "NAME=COLUMN",
        meaning: "which column it is: \(Rules.columnWords.map(\.word).joined(separator: ", "))"))
  }

  /// More cards are more than a page can hold.
  private static let mostSegments = 20
  /// Rows up to which stability is measured unasked: a minute at most.
  private static let mostRowsResampled = 20_000
  /// Rows up to which a method that keeps all distances is resampled unasked.
  private static let mostRowsOfPairs = 2_000

  var segment: Reference?
  var rules: String?
  /// The columns that were named for words of the rules.
  var columns: [String: Reference] = [:]

  func run(on session: inout Session, in context: CommandContext) throws {
    let segmentation = try session.segmentation()
    let chosen = try segment.map { [try session.segment($0)] }
    let table = try session.table()
    let given = try namedColumns(in: session)
    let rules = try readRules(for: table, given)
    let stability = try stability(of: segmentation, in: &session, context)
    let insights = try Insights(
      of: segmentation, table: table, rules: rules, given: given, stability: stability,
      currency: context.configuration.currency, context: context.compute("reading the segments", part: 0.8...1))
    let shown = chosen ?? Array((1...segmentation.k).prefix(Self.mostSegments))
    var report = InsightsReport(insights: insights, segmentation: segmentation, segments: shown).report
    if chosen == nil, segmentation.k > Self.mostSegments {
      report.summary.append(
        "Of \(NumberText.count(segmentation.k)) segments the \(Self.mostSegments) largest are shown; %insights NUMBER shows "
          + "any other.")
    }
    if let warning = MissingCodes(table).warning(on: segmentation) { report.summary.append(warning) }
    let theme = context.configuration.theme
    context.display(
      DisplayData(
        [.plain(report.plain), .html(theme.framed(report.html)), .markdown(report.markdown)], kind: "insights"))
  }

  /// The names of the columns that were given, by word.
  /// - Throws: a column that is not there, that measures nothing, or that was given twice.
  private func namedColumns(in session: Session) throws -> [String: String] {
    let table = try session.table()
    var given: [String: String] = [:]
    for (word, reference) in columns.sorted(by: { $0.value.range.lowerBound < $1.value.range.lowerBound }) {
      let index = try session.index(of: reference)
      let column = table.columns[index]
      let role = table.role(of: index)
      guard column.numbers != nil, role.role.isFeature else {
        throw Mistake(
          .refused(
            name: "WrongRole",
            message: "\(word) is a measure, and the role of \(column.name) is \(role.role.noun): \(role.reason)",
            remedy: column.numbers == nil
              ? "%roles shows what the columns are"
              : "%role \(Quoting.item(column.name))=amount if it measures something"),
          at: .range(reference.range))
      }
      if let other = given.first(where: { $0.value == column.name }) {
        throw Mistake(
          .refused(
            name: "RepeatedColumn", message: "\(column.name) cannot be both \(other.key) and \(word)", remedy: ""),
          at: .range(reference.range))
      }
      given[word] = column.name
    }
    return given
  }

  private func readRules(for table: Table, _ given: [String: String]) throws -> Rules {
    guard let rules else { return try Rules.suiting(table, given: given) }
    if !FileManager.default.fileExists(atPath: rules.expandingHome) {
      if let pack = try Rules.pack(rules) { return pack }
      if let nearest = nearestNames(to: rules, among: Rules.packNames).first {
        throw Mistake(
          .refused(
            name: "BadRules", message: "\(rules): there is no such file, and no pack of this name",
            remedy: "Did you mean \(nearest)?"),
          at: .key("rules"))
      }
    }
    do throws(RulesError) {
      return try Rules(contentsOf: rules.expandingHome, name: rules)
    } catch {
      throw Mistake(
        .refused(
          name: "BadRules", message: error.message, remedy: "%export rules FILE writes rules that are right, with notes"
        ),
        at: .key("rules"))
    }
  }

  /// What was measured already, else measured now where that is soon done.
  private func stability(
    of segmentation: CustomerSegmentation, in session: inout Session, _ context: CommandContext
  ) throws -> Stability? {
    if let known = session.currentStability { return known }
    guard segmentation.whole == nil else { return nil }
    let features = segmentation.preparation.features
    let size = WorkSize(rows: features.rowCount, features: features.columnCount)
    let most = segmentation.options.method.cost(of: size).holdsAllPairs ? Self.mostRowsOfPairs : Self.mostRowsResampled
    guard segmentation.labels.count <= most, segmentation.k < segmentation.labels.count else { return nil }
    return try session.stability(
      of: segmentation, context: context.compute("drawing customers anew", part: 0...0.8))
  }
}

extension ValueKind where Value == String {
  /// A path, or the name of a pack of rules.
  fileprivate var withPacks: ValueKind {
    var kind = self
    kind.candidates = Rules.packNames.reduce(candidates) { $0.adding($1, "the rules on \($1)") }
    return kind
  }
}
