import Analysis
import CommandLanguage
import CommandSession
import Segmentation
import Tables

/// Once there are segments.
extension NextRule {
  static let trusting = [
    NextRule { situation in
      guard let segmentation = situation.wholeSegmentation, situation.session.state(of: .map) != .current,
        (Situation.fewestRows...Situation.mostMapped).contains(segmentation.labels.count)
      else { return nil }
      return NextStep(
        line: "%tsne", does: "draws the map, where customers who are alike lie together", subject: .segmentation)
    },
    NextRule { situation in
      guard situation.segmentation != nil, !situation.hasSeen("profile", of: .segmentation) else { return nil }
      return NextStep(
        line: "%profile", does: "sets the segments side by side, column by column", subject: .segmentation)
    },
    NextRule { situation in
      guard let segmentation = situation.wholeSegmentation, situation.session.currentStability == nil,
        situation.isSoonResampled(segmentation)
      else { return nil }
      return NextStep(
        line: "%stability", does: "tells which segments come back when customers are drawn anew",
        reason: segmentation.silhouette.map {
          "a silhouette of \(NumberText.score($0)) says how far apart they lie, and not whether they would come again"
        }, subject: .segmentation)
    },
    NextRule { situation in
      guard let segmentation = situation.wholeSegmentation, let stability = situation.session.currentStability,
        segmentation.labels.count >= FewCustomers.fewestRows, !situation.hasSeen("compare", of: .features),
        situation.isSoonResampled(segmentation),
        let worst = stability.segments.filter({ $0.verdict == .untrustworthy }).min(by: { $0.jaccard < $1.jaccard })
      else { return nil }
      return NextStep(
        line: "%compare k=2..8", does: "sets other numbers of segments side by side",
        reason:
          "\(segmentation.title(of: worst.segment)) does not come back when customers are drawn anew (mean Jaccard "
          + "coefficient \(NumberText.decimals(worst.jaccard, 2)))",
        subject: .segmentation)
    },
  ]

  static let reading = [
    NextRule { situation in
      guard let segmentation = situation.segmentation, !situation.hasSeen("insights", of: .segmentation) else {
        return nil
      }
      return NextStep(
        line: "%insights",
        does: "names the \(count(segmentation.k, "segment")) and says what calls for what, with the figures",
        subject: .segmentation)
    },
    NextRule { situation in
      guard let segmentation = situation.segmentation, segmentation.k > 1,
        !situation.hasSeen("explain", of: .segmentation)
      else { return nil }
      return NextStep(
        line: "%explain", does: "says in a few rules who is in which segment", subject: .segmentation)
    },
    NextRule { situation in
      guard let segmentation = situation.segmentation, segmentation.k > 1,
        !situation.hasSeen("diff", of: .segmentation)
      else { return nil }
      let (first, second) = (segmentation.number(of: 1), segmentation.number(of: 2))
      return NextStep(
        line: "%diff \(first) \(second)", does: "sets the two largest segments side by side, what differs most first",
        subject: .segmentation)
    },
    NextRule { situation in
      guard let segmentation = situation.segmentation, segmentation.names.isEmpty,
        situation.hasSeen("insights", of: .segmentation), !situation.hasSeen("name", of: .segmentation)
      else { return nil }
      return NextStep(
        line: "%name auto", does: "keeps the names of %insights through later output", subject: .segmentation)
    },
  ]

  static let keeping = [
    NextRule { situation in
      guard situation.wholeSegmentation != nil, !situation.hasSeen("save", of: .segmentation),
        let file = file(for: situation, ending: "json")
      else { return nil }
      return NextStep(
        line: "%save \(Quoting.item(file))", does: "keeps recipe and segments in a file, for %restore",
        subject: .segmentation)
    },
    NextRule { situation in
      guard situation.segmentation != nil, !situation.hasSeen("export", of: .segmentation),
        let file = file(for: situation, ending: "csv")
      else { return nil }
      return NextStep(
        line: "%export segments \(Quoting.item(file))", does: "writes who is in which segment", subject: .segmentation)
    },
  ]

  /// `customers-segments.csv`, named after the table; nil where a table was read from a file that ends so.
  private static func file(for situation: Situation, ending: String) -> String? {
    guard let table = situation.table else { return nil }
    let stem = String(table.name.map { "/\\:\"'".contains($0) ? "-" : $0 })
    let file = "\(stem)-segments.\(ending)"
    return situation.session.tables.contains { $0.value.source.hasSuffix(file) } ? nil : file
  }
}
