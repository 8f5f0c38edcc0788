import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Makes features of the table's columns.
struct Prepare: Command {
  static let name = "prepare"
  static let section = Section.preparation
  static let summary = "makes comparable features of the columns, and says what it did with each"
  static let details = """
    The standard recipe takes amounts, counts, shares, other numbers and yes/no, and leaves the rest out: identifiers, codes, \
    categories, text, dates, places, outcomes, earlier results, empty and constant columns (%roles says which is which). It fills \
    what is missing with the median, takes ln(x + 1) of columns with a skewness above 1 and no negative value, and brings every \
    column to mean 0 and deviation 1. \
    The classic recipe is the one of a well-known card-customer project: rows with anything missing out, ln(x + 0.1) of \
    amounts and counts, no scaling. Every other option changes the chosen recipe.
    """
  static let tableCopies = 4.0
  static let parameters: [Parameter<Prepare>] = [
    .key(
      "recipe", \.recipe, .choice([.standard: "for any table", .classic: "the original project's"]), "where to start"),
    .key("features", \.features, .columns, "the columns to use; without it, all that can be used"),
    .key("drop", \.drop, .columns, "columns to leave out"),
    .key("missing", \.missing, .choice([.drop: "leaves the row out"]), "what happens to missing values"),
    .key(
      "log", \.log, .logarithm,
      "columns that become ln(x + offset); auto: those with a skewness above 1 and nothing negative"),
    .key("offset", \.offset, .number(in: 0...Double.infinity), "what is added before the logarithm"),
    .key(
      "scale", \.scale,
      .choice([
        .standard: "mean 0, deviation 1", .robust: "median 0, quartiles 1 apart", .minmax: "from 0 to 1",
        .none: "as it is",
      ]), "how columns are made comparable"),
    .key("winsorize", \.winsorize, .range(in: 0...100), "percentiles beyond which values are pulled in"),
    .key("pca", \.pca, .share, "share of the variance that principal components keep, used as features"),
    .key(
      "encode", \.encode, .choice([.onehot: "a feature for each of few categories"]), "what happens to text columns"),
  ]
  static let examples = [
    Example("%prepare", "the standard recipe"),
    Example("%prepare recipe=classic", "the original project's recipe"),
    Example("%prepare drop=TENURE scale=robust winsorize=1..99", "tamed extremes"),
  ]

  var recipe = Recipe.Name.standard
  var features: [Reference] = []
  var drop: [Reference] = []
  var missing = Recipe.standard.missing
  var log = Recipe.standard.log
  var offset = Recipe.standard.offset
  var scale = Recipe.standard.scale
  var winsorize: ClosedRange<Double>?
  var pca: Double?
  var encode = Recipe.standard.encode

  func run(on session: inout Session, in context: CommandContext) throws {
    let table = try session.table()
    let chosen = try chosenRecipe(session, context)
    let preparation = try chosen.prepare(table, context: context.compute("preparing features"))
    let redundancy = try Redundancy(preparation, of: table, context: context.compute("comparing features"))
    session.setFeatures(preparation)
    context.show(PreparationTable(preparation: preparation, redundancy: redundancy).table)
  }

  /// The recipe started from, with what the user wrote put over it.
  private func chosenRecipe(_ session: Session, _ context: CommandContext) throws(Mistake) -> Recipe {
    var chosen = recipe == .classic ? Recipe.classic : Recipe.standard
    if !features.isEmpty { chosen.features = try names(features, session) }
    chosen.drop += try names(drop, session)
    if context.isGiven("missing") { chosen.missing = missing }
    if context.isGiven("log") { chosen.log = try log.resolved(in: session, context) }
    if context.isGiven("offset") { chosen.offset = offset }
    if context.isGiven("scale") { chosen.scale = scale }
    if context.isGiven("encode") { chosen.encode = encode }
    if let winsorize { chosen.winsorize = winsorize }
    if let pca { chosen.pca = pca }
    return chosen
  }

  private func names(_ references: [Reference], _ session: Session) throws(Mistake) -> [String] {
    var names: [String] = []
    for reference in references { names.append(try session.column(reference).name) }
    return names
  }
}

extension ValueKind where Value == Double {
  /// A share above 0 and at most 1.
  fileprivate static var share: ValueKind {
    let number = ValueKind<Double>.number(in: 0...1)
    return ValueKind(
      "a share above 0 and at most 1, such as 0.9", placeholder: "share",
      decode: { operand in number.decode(operand).flatMap { $0 > 0 ? $0 : nil } }, text: number.text)
  }
}
