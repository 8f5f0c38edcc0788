import Analysis
import Graphics
import Segmentation

/// What `%explain` shows: the rules as a table, and the tree that they come from.
struct ExplanationReport {
  let explanation: SegmentExplanation
  let segmentation: CustomerSegmentation
  /// The only segment explained, nil for all.
  let segment: Int?
  /// Rules shown at most; those of the largest segments come first.
  let mostRows: Int

  private var title: String {
    segment.map { "What makes a customer belong to \(segmentation.title(of: $0))" } ?? "The segments as rules"
  }

  private var caption: String { "\(explanation.caption) · \(segmentation.caption)" }

  var table: HTMLTable {
    HTMLTable(
      title: title,
      columns: [
        .init("segment", alignment: .left),
        .init("rule", alignment: .left, wraps: true),
        .init("catches", note: "of the segment", tooltip: "recall: of the segment's customers, those who fit the rule"),
        .init("right", note: "of those caught", tooltip: "precision: of those who fit the rule, the segment's"),
        .init("customers", note: "who fit the rule"),
      ],
      rows: rows, insights: insights, caption: caption)
  }

  /// A row for each rule; where a segment has several, one for what they catch together.
  private var rows: [[HTMLTable.Cell]] {
    explanation.segments.flatMap { whole -> [[HTMLTable.Cell]] in
      let rules = explanation.rules.filter { $0.segment == whole.segment }
      let name = HTMLTable.Cell(
        segmentation.title(of: whole.segment), segment: segmentation.key(of: whole.segment).color,
        tooltip: segmentation.key(of: whole.segment).extent)
      let lines = rules.enumerated().map { i, rule in
        [i == 0 ? name : HTMLTable.Cell(""), HTMLTable.Cell((i == 0 ? "" : "or ") + Self.unbroken(rule.text))]
          + figures(rule.recall, rule.precision, rule.caught, rule.hits, of: rule.segmentSize)
      }
      guard rules.count > 1 else { return lines }
      let together =
        [HTMLTable.Cell(""), HTMLTable.Cell("together")]
        + figures(whole.recall, whole.precision, whole.caught, whole.hits, of: whole.size)
      return lines + [together]
    }.prefix(mostRows).map { $0 }
  }

  private func figures(
    _ recall: Double, _ precision: Double, _ caught: Int, _ hits: Int, of size: Int
  ) -> [HTMLTable.Cell] {
    [
      HTMLTable.Cell(
        percent(recall), tooltip: "\(NumberText.count(hits)) of \(NumberText.count(size)) customers"),
      HTMLTable.Cell(
        percent(precision), tooltip: "\(NumberText.count(hits)) of \(NumberText.count(caught)) caught"),
      HTMLTable.Cell(NumberText.count(caught)),
    ]
  }

  /// A line does not end between a column and its value.
  private static func unbroken(_ rule: String) -> String {
    ["=", "≠", ">", "≤", "<"].reduce(rule) { $0.replacing(" \($1) ", with: "\u{A0}\($1)\u{A0}") }
  }

  private var insights: [String] {
    let hidden = explanation.segments.count - Set(explanation.rules.prefix(mostRows).map(\.segment)).count
    return explanation.sentences(title: segmentation.title(of:)) + [unplaced].compactMap { $0 }
      + (hidden > 0 ? ["The rules of the \(NumberText.count(hidden)) smallest segments may not be shown."] : [])
  }

  /// Those in no segment, of whom rules and counts say nothing.
  private var unplaced: String? {
    let noise = segmentation.noiseCount
    guard noise > 0 else { return nil }
    let share = percent(Double(noise) / Double(segmentation.labels.count))
    return
      "\(count(noise, "customer")) (\(share)) \(noise == 1 ? "is" : "are") in no segment and left out of every count here: "
      + "a rule that holds for one of them puts nobody into a segment."
  }

  /// The tree with the segments' colours; everyone else is grey.
  func tree(_ options: FigureOptions) -> TreeSpec {
    let keys = segmentation.keys
    let categories = explanation.classes.map { number in
      number > 0
        ? TreeSpec.Category(keys[number - 1]) : TreeSpec.Category(label: "everyone else", color: SegmentPalette.noise)
    }
    let nodes = explanation.tree.nodes.map { node -> TreeSpec.Node in
      guard let split = node.split else { return TreeSpec.Node(counts: node.counts) }
      return TreeSpec.Node(
        counts: node.counts, question: explanation.columns[split.column].name,
        answers: [explanation.branchText(split, isYes: true), explanation.branchText(split, isYes: false)],
        children: [node.left, node.right])
    }
    let heading = segment.map { "A tree that tells \(segmentation.title(of: $0)) from everyone else" }
    return TreeSpec(
      kind: "explain",
      text: FigureText(
        title: heading ?? "A tree that tells the segments apart",
        insights: explanation.rules.isEmpty ? [] : [explanation.generality], caption: caption),
      categories: categories, nodes: nodes, options: options)
  }
}
