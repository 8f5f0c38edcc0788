/// What the rules come to, in words.
extension SegmentExplanation {
  /// Findings below the rules.
  /// - Parameter title: the name of a segment.
  public func sentences(title: (Int) -> String) -> [String] {
    var lines: [String] = []
    if let facts { lines.append(facts.sentence) }
    guard !rules.isEmpty else {
      return lines + ["No question about these columns tells the segments apart better than guessing the largest."]
    }
    lines.append(coverage(title))
    lines.append(generality)
    if let weakest = weakest(title) { lines.append(weakest) }
    if !fromOwnTree.isEmpty {
      let one = fromOwnTree.count == 1
      lines.append(
        "The tree of all has no leaf for \(list(fromOwnTree.map(title))): \(one ? "its rules are" : "their rules are") from "
          + "\(one ? "a tree that tells it" : "trees that tell each") from everyone else (%explain \(fromOwnTree[0]) draws "
          + "\(one ? "it" : "the first")).")
    }
    if !withoutRule.isEmpty {
      let one = withoutRule.count == 1
      lines.append(
        "There is no rule for \(list(withoutRule.map(title))): no few questions single \(one ? "it" : "them") out, "
          + "\(one ? "nor when it alone is" : "nor when each alone is") told from everyone else.")
    }
    if !untried.isEmpty {
      lines.append(
        "\(count(untried.count, "further segment")) \(untried.count == 1 ? "has" : "have") no leaf in the tree of all; %explain "
          + "with a number tries one alone.")
    }
    if let sorting { lines.append(sorting) }
    return lines
  }

  /// What the tree's questions gain, by column; nil where the rules are not the tree's.
  private var sorting: String? {
    let strongest = importance.prefix(4).map { "\($0.column) (\(percent($0.share)))" }
    guard strongest.count > 1, facts == nil else { return nil }
    // Trees that tell one segment ask about columns of their own.
    return
      "The columns that sort most in the tree\(fromOwnTree.isEmpty ? "" : " of all"), by their share of all its sorting: \(list(strongest))."
  }

  private func coverage(_ title: (Int) -> String) -> String {
    let share = "\(percent(Double(explained) / Double(rowCount))) of \(count(rowCount, "customer"))"
    let number = count(rules.count, "rule")
    if classes.contains(0) {
      return "\(number) \(rules.count == 1 ? "tells" : "tell") whether a customer belongs to \(title(classes[0])): "
        + "right for \(share)."
    }
    return "\(number) \(rules.count == 1 ? "tells" : "tell") the segment of \(share): a rule of their own segment "
      + "holds for them, and none of another."
  }

  /// How often the tree is right, on its own rows and on others.
  public var generality: String {
    let own = "The tree is right for \(percent(Double(treeHits) / Double(rowCount))) of the customers it was grown from"
    guard let heldOutAccuracy else { return own + "; they are too few to hold some back." }
    return own + " and for \(percent(heldOutAccuracy)) of those held back "
      + "(\(TreeSizeChoice.folds)-fold cross-validation)."
  }

  /// The segment that rules catch worst, when that is worth saying.
  private func weakest(_ title: (Int) -> String) -> String? {
    guard segments.count > 1,
      let worst = segments.min(by: { min($0.recall, $0.precision) < min($1.recall, $1.precision) }),
      min(worst.recall, worst.precision) < 0.9
    else { return nil }
    var text =
      "Least clear is \(title(worst.segment)): its rules catch \(percent(worst.recall)) of it, and "
      + "\(percent(worst.precision)) of those they catch belong to it"
    if let other = worst.mistakenFor, worst.precision < 0.9 { text += "; most of the rest are in \(title(other))" }
    return text + "."
  }

  /// How the rules were found, in one line.
  public var caption: String {
    let tree = "decision tree (CART, Gini) of \(count(tree.leafCount, "leaf", plural: "leaves"))"
    let rest = heldOutAccuracy == nil ? "" : " · folds drawn with seed \(seed)"
    return facts == nil ? tree + rest : "rules from the yes/no facts · " + tree + rest
  }
}
