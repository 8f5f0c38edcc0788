import Analysis
import Tables

/// The segments in a few readable rules about the table's own columns, with how well they catch them.
///
/// A small decision tree is grown towards the segments; every leaf gives a rule, conditions that do not matter are
/// dropped, and rules that add nothing to their segment's others. Where a handful of yes/no facts is all there is to
/// the segmentation, the rules are those.
public struct SegmentExplanation: Sendable, Equatable {
  public let columns: [ExplanationColumn]
  /// The tree, without questions that change no answer; class c is segment `classes[c]`.
  public let tree: DecisionTree
  /// 1…k, or the segment asked for and 0 for everyone else.
  public let classes: [Int]
  /// By segment, the rule that catches most of it first.
  public let rules: [SegmentRule]
  /// What the rules of each segment catch together; segments without a rule are left out.
  public let segments: [SegmentCatch]
  /// Segments for which there is no rule, neither in the tree of all nor in a tree that tells them from everyone else.
  public let withoutRule: [Int]
  /// Segments whose rules come from a tree that tells them from everyone else, since the tree of all has none for them.
  public let fromOwnTree: [Int]
  /// Segments without a rule that were too many for trees of their own.
  public let untried: [Int]
  /// Rows for which a rule of their own segment holds and none of another.
  public let explained: Int
  public let rowCount: Int
  /// The facts that are all there is to the segments; the rules are theirs then.
  public let facts: DecisiveFacts?
  /// Rows of which the tree tells the segment, of those that it was grown from.
  public let treeHits: Int
  /// The share of rows told right by trees that were grown without them; nil for fewer than 50 rows.
  public let heldOutAccuracy: Double?
  /// Where the order of the folds came from.
  public let seed: UInt64

  /// Leaves of a tree at most, where the number is left to the data.
  public static let mostLeaves = 20
  /// Segments without a rule for which trees of their own are grown at most, the largest first.
  static let mostOwnTrees = 20
  /// A rule must add at least this share of its segment to what the others catch.
  static let leastShare = 0.03

  /// Explains a segmentation, or one segment against everyone else.
  /// - Parameters:
  ///   - columns: what the rules may speak of; nil is the columns the features were made of.
  ///   - segment: the only segment to explain.
  ///   - leaves: of the tree; nil is the fewest that do nearly as well as more, at most two for each segment.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(d·n log n) for d columns.
  public init(
    of segmentation: CustomerSegmentation, table: Table, columns chosen: [ExplanationColumn]? = nil,
    segment: Int? = nil,
    leaves: Int? = nil, seed: UInt64, context: ComputeContext = .plain
  ) throws(CancellationError) {
    columns =
      if let chosen { chosen } else {
        try ExplanationColumn.ofFeatures(segmentation, table, context: context)
      }
    classes = segment.map { [$0, 0] } ?? Array(1...segmentation.k)
    let grown = try GrownTree(
      of: segmentation, columns: columns, segment: segment, leaves: leaves, seed: seed, context: context.part(0...0.7))
    tree = grown.tree
    treeHits = grown.hits
    heldOutAccuracy = grown.heldOutAccuracy
    facts =
      chosen == nil && segment == nil ? try DecisiveFacts(of: segmentation, table: table, context: context) : nil
    rowCount = grown.rowCount
    self.seed = seed
    try context.checkCancellation()
    let context = context.part(0...1, named: StageName.rules)
    let search = RuleSearch(columns: columns, segmentation: segmentation, context: context)
    var drafts =
      if let facts { try search.rules(of: facts) } else { try search.rules(of: tree, classes: classes) }
    let ruledByAll = Set(drafts.map(\.segment))
    let missing = segment == nil && classes.count > 1 ? classes.filter { !ruledByAll.contains($0) } : []
    for (place, lone) in missing.prefix(Self.mostOwnTrees).enumerated() {
      let share = 0.3 / Double(min(missing.count, Self.mostOwnTrees))
      let part = context.part(0.7 + share * Double(place)...0.7 + share * Double(place + 1))
      let own = try GrownTree(
        of: segmentation, columns: columns, segment: lone, leaves: leaves, seed: seed, context: part)
      drafts += try search.rules(of: own.tree, classes: [lone, 0])
    }
    drafts.sort { $0.segment < $1.segment }
    try context.checkCancellation()
    let summary = try RuleSummary(drafts, segmentation, columns, context: context)
    rules = summary.rules
    segments = summary.segments
    explained = segment.map(summary.told) ?? summary.explained
    let ruled = Set(summary.segments.map(\.segment))
    untried = Array(missing.dropFirst(Self.mostOwnTrees))
    withoutRule = classes.filter { $0 > 0 && !ruled.contains($0) && !missing.dropFirst(Self.mostOwnTrees).contains($0) }
    fromOwnTree = missing.filter { ruled.contains($0) }
  }

  /// The wording of a branch of the tree: `> 1,200`.
  public func branchText(_ split: TreeSplit, isYes: Bool) -> String {
    RuleWording(columns: columns).short(RuleTest(split, isYes: isYes))
  }

  /// How much each column sorts, strongest first: its splits' share of what all splits gain.
  public var importance: [(column: String, share: Double)] {
    var gains = [Double](repeating: 0, count: columns.count)
    for node in tree.nodes { if let split = node.split { gains[split.column] += node.gain } }
    let all = gains.reduce(0, +)
    return gains.indices.filter { gains[$0] > 0 }.sorted { (gains[$1], $0) < (gains[$0], $1) }
      .map { (columns[$0].name, gains[$0] / all) }
  }
}
