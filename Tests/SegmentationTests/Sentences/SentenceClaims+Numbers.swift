extension SentenceClaims {
  /// How many segments, and whether a rule tells one.
  static let numbers: [String: [SentenceClaim]] = [
    "Segmentation/Clustering/KChoice+Explanation.swift": [
      SentenceClaim(
        "whatever k, only outliers are split off",
        claim: "no partition that was tried has two segments of 1 % of the customers",
        by: "the sizes of the segments of every candidate",
        shown: "where only outliers are ever split off, that is said and no structure is claimed"),
      SentenceClaim(
        "§ of §, a tie with k = §",
        claim: "another number has as many votes",
        by: "counted votes",
        shown: "between equals the better silhouette wins"),
      SentenceClaim(
        "beyond two, only outliers are split off",
        claim: "no further candidate has three segments of 1 %",
        by: "the sizes of the segments of every candidate",
        shown: "two groups and a few far away are two groups, and what else is split off is said"),
      SentenceClaim(
        "§: no agreement, the smallest that is hardly worse",
        claim:
          "no number has most votes, or one that does not come back; no silhouette passes that of no structure, and this one is within 0.05 of the best",
        by: "counted votes, mean silhouettes, those of evenly spread rows",
        shown: "neither agreement nor structure: the smallest that is hardly worse than the best"),
      SentenceClaim(
        "k = 2 only splits off outliers",
        claim: "the smaller of two segments has under 1 %",
        by: "its size",
        shown: "one customer far away is not two segments, by far or at all"),
      SentenceClaim(
        "§ would name 2, which has no vote",
        claim: "the index is best at two",
        by: "the indices of all candidates",
        shown: "that two is left out of a vote is said"),
      SentenceClaim(
        "One of them, with §, is outliers.", "§ of them, with § customers, are outliers.",
        claim: "segments taken with under 1 % of the customers",
        by: "their sizes",
        shown: "two groups and a few far away are two groups, and what else is split off is said"),
      SentenceClaim(
        "§ is the largest tried",
        claim: "no larger number was looked at",
        by: "the candidates",
        shown: "a choice at the end of what was tried is said to be"),
      SentenceClaim(
        "Stability has no vote",
        claim: "resamples would take longer than ten seconds and than the silhouettes",
        by: "the cost of the method at this size",
        shown: "too many customers to draw anew are said to have left stability without a vote"),
      SentenceClaim(
        "Who belongs to which is uncertain", "none of the numbers named is stable",
        "But these segments are not to be relied on", "What to try: §", "%compare has the stability of every number",
        claim: "the segment that comes back worst, and what its coefficient is called",
        by: "the mean Jaccard coefficient over the resamples (Hennig 2007), by the limits of %stability",
        shown: "what %stability would not trust is not recommended in silence, and has no vote of stability"),
    ],
    "Segmentation/Clustering/KneeCurve.swift": [
      SentenceClaim(
        "the knee of the merge heights", "the knee of the sums of squares",
        claim: "which curve bends there",
        by: "the knee's rule on that curve",
        shown: "one curve has one knee: that of the elbow is the table's, whatever part is shown")
    ],
    "Segmentation/Clustering/OutlierSegments.swift": [
      SentenceClaim(
        "§ § under § of the § customers", "outliers rather than", "%filter segment", "%filter segment §",
        "pulls extreme values in",
        claim: "a segment with under 1 % of the customers",
        by: "its size",
        shown: "one customer far away is not two segments, by far or at all")
    ],
    "Segmentation/Explanation/SegmentExplanation+Sentences.swift": [
      SentenceClaim(
        "The tree of all has no leaf for §", "a tree that tells it", "trees that tell each", "§ from everyone else",
        "nor when it alone is", "nor when each alone is", "§ told from everyone else.",
        "§ § no leaf in the tree of all",
        "with a number tries one alone",
        claim: "no leaf of the tree is of the segment; and whether a tree of the segment against the others has one",
        by: "the leaves of both trees",
        shown: "one segment is told from everyone else")
    ],
    "Commands/Output/Columns/DateHistogram.swift": [
      SentenceClaim(
        "From § to §",
        claim: "the first and the last day, and the bar with most rows",
        by: "counted dates",
        shown: "%hist counts dates by month, labelled with dates")
    ],
  ]
}
