import Analysis
import Glibc

extension Agreement {
  /// What the comparison says: how far the two agree, which segment is which group, who moved, who was left out.
  /// - Parameter title: what a segment (1…k) is called.
  public func sentences(title: (Int) -> String) -> [String] {
    [scores, verdict] + [nesting ?? uncertainty].compactMap { $0 }
      + (labelling.isSegmentation ? moves(title) : labels(title)) + cautions
  }

  private var scores: String {
    "Adjusted Rand index \(decimals(adjustedRandIndex, 3)) · mutual information: adjusted "
      + "\(decimals(information.adjusted, 3)), normalised \(decimals(information.normalised, 3))."
  }

  /// D. Steinley (2004), doi:10.1037/1082-989X.9.3.386, calls an index above 0.9 excellent, above 0.8 good, above 0.65
  /// moderate, and what is below poor.
  private var verdict: String {
    let pair = "The segments and \(labelling.name)"
    if table.isMatch { return "\(pair) divide the customers in the same way." }
    let words =
      switch adjustedRandIndex {
      case 0.9...: "divide the customers almost in the same way"
      case 0.8...: "divide the customers much in the same way"
      case 0.65...: "divide the customers alike in the main"
      // The figure of a few customers may be anything.
      case (-0.05)... where !table.isBeyondChance: "agree no more than chance would have it"
      case 0.2...: "agree in part"
      case 0.05...: "agree a little more than chance would have it"
      case (-0.05)...: "have to do with each other, and yet divide the customers otherwise"
      default: "agree less than chance would have it"
      }
    return "\(pair) \(words) (1 would be the same division, 0 what chance gives)."
  }

  /// Whether one of the two only cuts the other finer.
  private var nesting: String? {
    guard !table.isMatch, rows > 0 else { return nil }
    let (segments, groups) = (segmentSizes.count { $0 > 0 }, groupSizes.count { $0 > 0 })
    if segments > 1, table.cells.count == groups {
      return "Each group of \(labelling.name) lies within one segment: it only divides the segments further."
    }
    if table.cells.count == segments {
      return "Each segment lies within one group: the segments only divide \(labelling.name) further."
    }
    return nil
  }

  private var uncertainty: String? {
    guard !labelling.isSegmentation, !table.isMatch, information.firstEntropy > 0 else { return nil }
    return "Who knows the segment knows \(percent(information.completeness)) of what there is to know of "
      + "\(labelling.name); who knows \(labelling.name), \(percent(information.homogeneity)) of the segment."
  }

  private var cautions: [String] {
    var lines: [String] = []
    if isCircular {
      lines.append("\(labelling.name) is among the features that made the segments: some agreement is built in.")
    }
    if withoutGroup > 0 {
      lines.append(
        "\(count(withoutGroup, "customer")) with a segment \(withoutGroup == 1 ? "has" : "have") no "
          + (labelling.isSegmentation ? "place in \(labelling.name)" : "value of \(labelling.name)")
          + " and \(withoutGroup == 1 ? "is" : "are") left out.")
    }
    if withoutSegment > 0 {
      lines.append(
        "\(count(withoutSegment, "customer")) of \(labelling.name) \(withoutSegment == 1 ? "has" : "have") no segment "
          + "here and \(withoutSegment == 1 ? "is" : "are") left out.")
    }
    return lines + labelling.notes.map { $0 + "." }
  }
}

// MARK: Which segment is which

extension Agreement {
  /// The segments of one label, each with its share and everyone's.
  private func labels(_ title: (Int) -> String) -> [String] {
    var clear: [String] = []
    var mixed: [String] = []
    for (index, main) in mainGroupOfSegment.enumerated() {
      guard let main else { continue }
      let share = Double(main.count) / Double(segmentSizes[index])
      let everyone = Double(groupSizes[main.group]) / Double(rows)
      // A label that half of everyone has says nothing by being common here too.
      if share >= 0.5, share >= 1.2 * everyone || (share >= 0.95 && everyone < share) {
        clear.append(
          "\(title(index + 1)) is mostly \(labelling.groups[main.group]) (\(percent(share)); everyone: "
            + "\(percent(everyone)))")
      } else {
        mixed.append(title(index + 1))
      }
    }
    var lines: [String] = []
    if !clear.isEmpty { lines.append(clear.prefix(8).joined(separator: ", ") + ".") }
    if !mixed.isEmpty, !clear.isEmpty {
      lines.append("No label sets \(list(mixed)) apart.")
    } else if clear.isEmpty {
      lines.append("No segment is mostly of one label that others have less.")
    }
    if let matching, groupSizes.count(where: { $0 > 0 }) <= 2 * segmentSizes.count {
      lines.append(
        "With one label for each segment, \(grouped(matching.rows)) of \(count(rows, "customer")) "
          + "(\(percent(Double(matching.rows) / Double(rows)))) are where their label says.")
    }
    return lines
  }

  /// Which segment is which of the other ones, how many change, and along which way most of them.
  private func moves(_ title: (Int) -> String) -> [String] {
    guard let matching, !table.isMatch else { return [] }
    let moved = rows - matching.rows
    let pairs = matching.segmentOfGroup.indices.compactMap { group in
      matching.segmentOfGroup[group].map { (segment: $0, group: group) }
    }.sorted { $0.segment < $1.segment }
    var alike: [String] = []
    var isAlike = Set<Int>()
    for (segment, group) in pairs {
      let shared = sharedRows(segment - 1, group)
      let either = segmentSizes[segment - 1] + groupSizes[group] - shared
      // Below a Jaccard coefficient of one half a cluster counts as dissolved (C. Hennig 2007).
      guard Double(shared) >= 0.5 * Double(either) else { continue }
      isAlike.insert(segment)
      alike.append(
        "\(title(segment)) is \(labelling.groups[group]) (\(percent(Double(shared) / Double(either))) of the customers of "
          + "either are in both)")
    }
    let others = segmentSizes.indices.filter { segmentSizes[$0] > 0 && !isAlike.contains($0 + 1) }
    var lines = alike.isEmpty ? [] : [alike.prefix(8).joined(separator: ", ") + "."]
    if !others.isEmpty {
      lines.append("No group of \(labelling.name) is much like \(list(others.map { title($0 + 1) })).")
    }
    lines.append(
      "\(grouped(moved)) of \(count(rows, "customer")) (\(percent(Double(moved) / Double(rows)))) change segment, "
        + "matched so that as few as possible do.")
    let ways = table.cells.filter { matching.segmentOfGroup[$0.second] != $0.first + 1 }
      .sorted { ($1.count, $0.first, $0.second) < ($0.count, $1.first, $1.second) }.prefix(3)
    if !ways.isEmpty {
      let texts = ways.map { "\(grouped($0.count)) from \(title($0.first + 1)) to \(labelling.groups[$0.second])" }
      lines.append((ways.count < 3 ? "They move: " : "The largest moves: ") + texts.joined(separator: ", ") + ".")
    }
    return lines
  }

  private func sharedRows(_ segment: Int, _ group: Int) -> Int {
    table.cells.first { $0.first == segment && $0.second == group }?.count ?? 0
  }
}

extension ContingencyTable {
  /// Whether the two divisions are tied by Pearson's chi-squared, beyond 3.5 standard deviations of what chance makes.
  ///
  /// Its cube root is taken as normal: E. B. Wilson and M. M. Hilferty (1931), doi:10.1073/pnas.17.12.684.
  var isBeyondChance: Bool {
    let n = Double(rowCount)
    let degrees = Double((firstSizes.count { $0 > 0 } - 1) * (secondSizes.count { $0 > 0 } - 1))
    guard degrees > 0, n > 0 else { return false }
    let ratios = cells.map { cell in
      Double(cell.count) * Double(cell.count) / (Double(firstSizes[cell.first]) * Double(secondSizes[cell.second]))
    }
    let chiSquared = n * (ratios.reduce(0, +) - 1)
    let spread = 2 / (9 * degrees)
    return (cbrt(max(0, chiSquared) / degrees) - (1 - spread)) / spread.squareRoot() > 3.5
  }
}
