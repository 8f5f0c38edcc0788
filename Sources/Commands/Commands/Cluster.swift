import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Divides the customers into segments.
struct Cluster: Command {
  static let name = "cluster"
  static let section = Section.segmentation
  static let summary = "divides the customers into segments, and says how good the division is"
  static let details = """
    Without k=, silhouette, Calinski-Harabasz, Davies-Bouldin, the knee of the merge heights and stability each name a \
    number of segments from 3 to 10; the choice has most votes. Hierarchical clustering merges the two closest groups until \
    one is left; k-means moves k centres until none moves, in 300 rounds at most, and keeps the best of several starts; a \
    Gaussian mixture tells how sure \
    each customer's segment is, and takes k and shape by the least BIC; HDBSCAN finds dense groups of any form and as many \
    as there are, and leaves out who is in none. Segments are numbered by size; 0 is no segment. \
    The silhouettes of more than 100,000 customers are estimated from 50,000, with their standard error. \
    A table that stays in its database (%use NAME.TABLE) is divided there, with the standard recipe and a k that is given: by \
    method=kmeans, a query for each round, or by Ward's linkage of a hundred cells of k-means.
    """
  static let tableCopies = 6.0
  static let growth = Growth.quadratic(
    because: "the silhouette is a mean over all pairs of rows, up to 100,000 of them")
  static let parameters: [Parameter<Cluster>] =
    [
      .key(
        "k", \.k, .automaticOr(.wholeNumber(in: 2...Int.max), "as the measures vote"),
        "how many segments; from 2 to the number of customers")
    ] + Parameter.method(\.method) + [.exactSilhouettes(\.isExact)]
  static let examples = [
    Example("%cluster", "up to five measures vote on k"),
    Example("%cluster k=5 linkage=complete", "five segments by complete linkage"),
    Example("%cluster k=4 method=kmeans starts=20", "k-means, the best of twenty starts"),
    Example("%cluster method=mixture", "a Gaussian mixture, k and shape by BIC"),
    Example("%cluster method=hdbscan size=100", "dense groups of a hundred customers or more"),
    Example("%cluster k=5 exact=yes", "the silhouettes of all, of however many customers"),
  ]

  var k = Setting<Int>.automatic
  var method = MethodWords()
  var isExact = false

  func run(on session: inout Session, in context: CommandContext) throws {
    var options = try method.options(k: k.value, in: session)
    options.isExact = isExact
    if let remote = session.remote?.value.table { return try divide(remote, options, in: &session, context) }
    let preparation = try session.preparedFeatures(context.compute("preparing features", part: 0...0.02))
    let segmentation = try CustomerSegmentation.make(
      of: preparation, options: options, previous: session.segmentationOfTable,
      context: context.compute("finding segments", part: 0.02...1))
    let incomparable = session.segmentationOfTable.flatMap(segmentation.incomparability)
    session.setSegmentation(segmentation)
    let table = try session.table()
    // Each of the rest is short, but not all of it together.
    let rest = context.compute("describing segments", part: 1...1)
    try rest.checkpoint(1)
    let traits = try SegmentTraits(of: segmentation, table: table, context: rest)
    try rest.checkpoint(1)
    let facts = try DecisiveFacts(of: segmentation, table: table, context: rest)
    try rest.checkpoint(1)
    context.show(
      SegmentationReport(
        segmentation: segmentation, traits: traits, facts: facts, mostRows: context.configuration.rows,
        incomparable: incomparable, renaming: table.renamingOfNamesakes,
        warnings: try Self.warnings(on: segmentation, of: table, rest)
      ).table)
  }

  /// Codes for missing that the segments were made of, and a column that has the name of what is made here.
  private static func warnings(
    on segmentation: CustomerSegmentation, of table: Table, _ context: ComputeContext
  ) throws -> [String] {
    var warnings = [try MissingCodes(table, context: context).warning(on: segmentation)].compactMap { $0 }
    if let renaming = table.renamingOfNamesakes {
      let own = table.namesakesOfSegments
      warnings.append(
        "The table has \(own.count == 1 ? "a column" : "columns") \(list(own)), too: by=segment and color=segment are of the segments made "
          + "here, %filter and %sql ask the \(own.count == 1 ? "column" : "table"). \(renaming) sets them apart.")
    }
    return warnings
  }
}
