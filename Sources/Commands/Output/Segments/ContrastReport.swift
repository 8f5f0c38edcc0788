import Graphics
import Segmentation
import Tables

/// What `%diff` shows: two segments side by side, and what to make of it.
struct ContrastReport {
  let contrast: SegmentContrast
  let segmentation: CustomerSegmentation
  let mostRows: Int

  private var names: (first: String, second: String) {
    (segmentation.title(of: contrast.segments.first), segmentation.title(of: contrast.segments.second))
  }

  var table: HTMLTable {
    HTMLTable(
      title: "\(names.first) and \(names.second)",
      columns: [
        .init("column", alignment: .left, wraps: true), column(contrast.segments.first),
        column(contrast.segments.second), .init("difference", alignment: .left, wraps: true),
      ],
      rows: contrast.differences.prefix(mostRows).map(row), insights: insights, caption: caption)
  }

  private func column(_ segment: Int) -> HTMLTable.Column {
    let key = segmentation.key(of: segment)
    return HTMLTable.Column(
      segmentation.title(of: segment), note: "\(NumberText.count(key.size)) customers", segment: key.color)
  }

  private func row(_ difference: SegmentContrast.Difference) -> [HTMLTable.Cell] {
    let counts = "\(NumberText.count(difference.counts.first)) and \(NumberText.count(difference.counts.second))"
    let tooltip = "of \(counts) customers with a value"
    return [
      HTMLTable.Cell(Self.subject(difference), tooltip: tooltip),
      HTMLTable.Cell(Self.text(difference.first, difference)),
      HTMLTable.Cell(Self.text(difference.second, difference)), HTMLTable.Cell(effect(difference)),
    ]
  }

  /// `BALANCE`, or `city = Rome`.
  private static func subject(_ difference: SegmentContrast.Difference) -> String {
    difference.value.map { "\(difference.column) = \($0)" } ?? difference.column
  }

  private static func text(_ value: Double, _ difference: SegmentContrast.Difference) -> String {
    guard difference.value == nil else { return NumberText.percent(value) }
    return difference.notation.statistic(value)
  }

  /// `more in 93 of 100 pairs`, or `34.2 points more`: seen from the first.
  private func effect(_ difference: SegmentContrast.Difference) -> String {
    let word = difference.effect > 0 ? "more" : "less"
    guard difference.value != nil else {
      return "\(word) in \(Self.pairs(abs(difference.effect))) of 100 pairs"
    }
    return "\(NumberText.decimals(100 * abs(difference.effect), 1)) points \(word)"
  }

  /// How many of 100 pairs the one with more wins.
  private static func pairs(_ effect: Double) -> String { PairsText.wins((1 + effect) / 2) }

  // MARK: What to notice

  private var insights: [String] {
    var lines = contrast.differences.prefix(3).map(sentence)
    let small = [contrast.segments.first, contrast.segments.second].filter {
      segmentation.sizes[$0 - 1] < SegmentContrast.leastCount
    }
    if !small.isEmpty {
      lines.append(
        "\(list(small.map(segmentation.title))) \(small.count == 1 ? "has" : "have") fewer than "
          + "\(SegmentContrast.leastCount) customers, from whom nothing is read.")
    } else if contrast.differences.isEmpty {
      lines.append("No difference was found between the two beyond what chance makes and is worth a word.")
    }
    if contrast.differences.count > mostRows {
      lines.append("The \(NumberText.count(contrast.differences.count - mostRows)) weakest differences are not shown.")
    }
    if !contrast.alike.isEmpty {
      let are = contrast.alike.count == 1 ? "hardly differs or no more" : "hardly differ or no more"
      lines.append(
        "\(count(contrast.alike.count, "column")) \(are) than chance makes: \(list(contrast.alike, limit: 12)).")
    }
    if !contrast.scarce.isEmpty, small.isEmpty {
      lines.append(
        "Too few customers have a value or a value in common to compare: \(list(contrast.scarce, limit: 12)).")
    }
    return lines
  }

  /// `BALANCE: a customer of VIP has more than one of Segment 2 in 93 of 100 pairs (median 5,000 and 800).`
  private func sentence(_ difference: SegmentContrast.Difference) -> String {
    let (own, other) = (Self.text(difference.first, difference), Self.text(difference.second, difference))
    guard let value = difference.value else {
      let (high, low) = difference.effect > 0 ? names : (names.second, names.first)
      return "\(difference.column): a customer of \(high) has more than one of \(low) in "
        + "\(Self.pairs(abs(difference.effect))) of 100 pairs, ties counting half (medians \(own) in \(names.first), \(other) in "
        + "\(names.second))."
    }
    return "\(difference.column) is \(value) for \(own) of \(names.first) and \(other) of \(names.second)."
  }

  private var caption: String {
    let out = contrast.leftOut.map { "\($0.column) (\($0.role.noun))" }
    return [
      segmentation.caption,
      "differences from a Cliff's delta of \(NumberText.decimals(SegmentContrast.leastEffect, 3)) on, at "
        + "\(NumberText.percent(SegmentContrast.level, decimals: 0)) for all columns together (Mann-Whitney, shares by "
        + "their pooled error; Bonferroni)",
      out.isEmpty ? "" : "not compared: \(list(out, limit: 12))",
    ].filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
