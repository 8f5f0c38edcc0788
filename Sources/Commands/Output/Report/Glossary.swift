import Graphics

/// What the words of a report mean, for who meets them for the first time.
enum Glossary {
  private struct Entry {
    let term: String
    /// Beginnings of words, in small letters; the term itself where empty.
    var found: [String] = []
    let meaning: String
  }

  /// The terms that a page has, in the order of the alphabet.
  /// - Parameter words: of the page, in small letters.
  static func facts(in words: String) -> [ReportPage.Fact] {
    entries.filter { entry in
      let wanted = entry.found.isEmpty ? [entry.term.lowercased()] : entry.found
      return wanted.contains { words.contains(wordBeginning: $0) }
    }.map { ReportPage.Fact($0.term, $0.meaning) }
  }

  private static let entries = (measures + methods + words).sorted { $0.term.lowercased() < $1.term.lowercased() }

  private static let measures = [
    Entry(
      term: "Adjusted Rand index",
      meaning: "How far two divisions of the same customers agree: 1 is the same division, 0 no more than chance."),
    Entry(
      term: "Calinski-Harabasz",
      meaning: "How far segments lie apart, measured by how wide they are themselves; more is better."),
    Entry(
      term: "Davies-Bouldin",
      meaning: "How wide segments are, measured by how far the nearest one lies; less is better."),
    Entry(
      term: "Jaccard coefficient", found: ["jaccard"],
      meaning:
        "What two groups have in common, as a share of all who are in one of them: 1 for the same customers, 0 for none."
    ),
    Entry(
      term: "Mean", meaning: "The sum of all values by their number; a few large ones pull it up."),
    Entry(
      term: "Median",
      meaning:
        "The value in the middle: half of the customers have less, half have more. A few extremes do not move it."),
    Entry(
      term: "SD, standard deviation", found: ["sd", "standard deviation", "deviation"],
      meaning: "How far values usually lie from their mean. 2 SD above everyone is far above."),
    Entry(
      term: "Silhouette",
      meaning:
        "How well customers sit in their segment: 1 well inside, 0 between two segments, below 0 nearer another one."),
    Entry(
      term: "Superiority",
      meaning: "The chance that a customer of the segment has more than one from elsewhere; 50% is no difference."),
  ]

  private static let methods = [
    Entry(
      term: "Cross-validation",
      meaning:
        "Rules are found on some of the customers and tried on the others, in turn: so one sees what they are worth for new "
        + "ones."),
    Entry(
      term: "Decision tree",
      meaning: "Questions with two answers, one after the other, that lead to a segment."),
    Entry(
      term: "Gaussian mixture", found: ["gaussian mixture", "mixture"],
      meaning:
        "A division into clouds of customers, each dense in the middle, that says how sure each customer's segment is."),
    Entry(
      term: "HDBSCAN",
      meaning: "A division into dense groups of any form, which leaves out who is in none."),
    Entry(
      term: "k-means", meaning: "A division around k centres: each customer belongs to the nearest one."),
    Entry(
      term: "Linkage", found: ["linkage"],
      meaning:
        "How the distance of two groups is measured when the closest are joined, step by step, until few segments are left; "
        + "Ward's joins those that stay most compact."),
    Entry(
      term: "Principal component", found: ["principal component", "pc1"],
      meaning: "A direction in which customers differ most, made of several columns that rise and fall together."),
    Entry(
      term: "t-SNE map", found: ["t-sne"],
      meaning:
        "A map on which customers who are alike lie close together. Sizes of islands and distances between far ones mean "
        + "little."),
  ]

  private static let words = [
    Entry(
      term: "Feature", found: ["feature"],
      meaning: "A column as it was made comparable with others, by which customers are compared."),
    Entry(
      term: "Logarithm", found: ["logarithm", "ln("],
      meaning:
        "A scale on which ten times as much is always the same step, so that a few large values do not drown all others."
    ),
    Entry(term: "No segment", found: ["no segment", "noise"], meaning: "Customers who are like no group of others."),
    Entry(
      term: "Perplexity", meaning: "How many neighbours each customer feels on a t-SNE map."),
    Entry(
      term: "Recipe", meaning: "What was done with the columns before customers were compared."),
    Entry(
      term: "Resample", found: ["resample", "drawn anew"],
      meaning:
        "As many customers as there are, drawn by chance, some twice and some not: a try of what other customers would have "
        + "given."),
    Entry(
      term: "Seed", meaning: "The number that chance starts from; with the same one everything comes out the same."),
    Entry(
      term: "Segment", meaning: "A group of customers who are more like each other than like the others."),
    Entry(
      term: "SHA-256", meaning: "A fingerprint of a file: two files with the same one are the same to the last letter."),
    Entry(
      term: "Stable", found: ["stable", "stability"],
      meaning:
        "A segment that comes back when customers are drawn anew: a mean Jaccard coefficient of 0.75 or more, very stable "
        + "from 0.85 on."),
  ]
}

extension String {
  /// Whether a word begins so, anywhere.
  fileprivate func contains(wordBeginning text: String) -> Bool {
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      let before = range.lowerBound == startIndex ? nil : self[index(before: range.lowerBound)]
      if before.map({ !$0.isLetter && !$0.isNumber }) ?? true { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }
}
