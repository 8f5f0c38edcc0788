/// What an aim can be about.
enum AimMeasure: String, Sendable, CaseIterable {
  case k, silhouette, smallest, largest, stable, agree, noise, rows, features, facts, method, scale, log, missing,
    recipe

  var meaning: String {
    switch self {
    case .k: "how many segments"
    case .silhouette: "the mean silhouette, −1 to 1"
    case .smallest: "the share of the smallest segment, as 0.05 or 5%"
    case .largest: "the share of the largest segment"
    case .stable: "the mean Jaccard coefficient of the least stable segment, as %stability measures it, 0 to 1"
    case .agree: "the adjusted Rand index with what with= names, as %agree measures it, up to 1"
    case .noise: "the share of the customers in no segment"
    case .rows: "the share of the rows that are used"
    case .features: "how many features"
    case .facts: "yes where a handful of yes/no facts is all there is to the segments, else no"
    case .method: "the method or linkage, such as kmeans or ward"
    case .scale: "how features were made comparable, by the words of %prepare"
    case .log: "which features are logarithms: auto, all, none or columns"
    case .missing: "what happened to missing values, by the words of %prepare"
    case .recipe: "the recipe that was started from"
    }
  }

  /// Whether it is one of several words, and no number.
  var isWord: Bool {
    switch self {
    case .facts, .method, .scale, .log, .missing, .recipe: true
    case .k, .silhouette, .smallest, .largest, .stable, .agree, .noise, .rows, .features: false
    }
  }

  /// Whether 5% can be said of it.
  var isShare: Bool { [.smallest, .largest, .noise, .rows].contains(self) }

  /// In what direction to look where an aim is not met; never how it is met.
  func direction(_ miss: Aim.Miss) -> String {
    switch (self, miss) {
    case (.k, .tooLow): "more segments"
    case (.k, _): "fewer segments"
    case (.silhouette, .tooLow):
      "segments that lie farther apart: another number of them, another method, or features that separate; only silhouettes of one "
        + "preparation can be compared"
    case (.silhouette, _): "a silhouette as high as this: are the segments groups, or one value that many share?"
    case (.smallest, .tooLow): "a segment of very few: is it a group, or some who are far from all others?"
    case (.smallest, _): "the smallest segment is larger than wanted"
    case (.largest, .tooHigh):
      "one segment holds most customers: does one long tail rule the distances, or is the method following a chain?"
    case (.largest, _): "the largest segment is smaller than wanted"
    case (.stable, .tooLow):
      "a segment that does not come back: %stability names it, and a cut through the middle of a group is one reason"
    case (.stable, _): "the segments come back more surely than wanted"
    case (.agree, .tooLow): "where the two divisions part: %agree says which segment holds which groups"
    case (.agree, _): "a division that differs more from the other one"
    case (.noise, .tooHigh): "fewer left out: what counts as dense, and how large a group must be, decides that"
    case (.noise, _): "more left out: what counts as dense, and how large a group must be, decides that"
    case (.rows, _): "what becomes of rows that lack a value, and whether a filter is in use"
    case (.features, .tooLow): "more columns: %prepare lists what it left out, and why"
    case (.features, _): "fewer columns: some may say the same"
    case (.facts, _): "whether zeros, or one answer, set customers so far apart that nothing else counts"
    case (.method, _): "the way in which groups are found"
    case (.scale, _): "how columns of different units are made comparable"
    case (.log, _): "what happens to columns with a long tail"
    case (.missing, _): "what happens to rows that lack a value"
    case (.recipe, _): "where the preparation starts from"
    }
  }
}
