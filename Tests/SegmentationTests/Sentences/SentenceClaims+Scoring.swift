extension SentenceClaims {
  /// What is said of new customers in segments that exist.
  static let scoring: [String: [SentenceClaim]] = [
    "Segmentation/Scoring/Drift+Sentences.swift": [
      SentenceClaim(
        "§ are too few to tell a change",
        claim: "no index is read of fewer than thirty",
        by: "counted rows",
        shown: "of fewer than thirty customers no index is read"),
      SentenceClaim(
        "The sizes of the segments moved no more", "of as many customers stay below", "many customers stay below §",
        "The sizes of the segments moved more",
        claim: "the index of the segments' shares, and what it reaches without a change",
        by: "the index, and the 99th percentile of (1/n + 1/m) χ² (Yurdakul and Naranjo 2020)",
        shown: "draws of the same customers stay within what chance gives in nearly all of a hundred rounds"),
      SentenceClaim(
        "Below 0.1 a change is usually", "From 0.1 to 0.25 a change", "Above 0.25 a change is usually",
        claim: "how the index is usually read",
        by: "Siddiqi's limits (2006)",
        shown: "the index of segments and features is that of a computation by hand"),
      SentenceClaim(
        "§, the only feature, moved no more", "None of the § moved", "§ of § moved more than chance", "§ § (§, §)",
        claim: "which features' indices pass what chance gives, most first, and which way the values went",
        by:
          "the index between the deciles of the fit, its 99th percentile, the chance that a new value is above an old one",
        shown: "a feature that moved is named first, with its direction"),
      SentenceClaim(
        "Of so few customers chance alone",
        claim: "what chance reaches passes 0.1",
        by: "the 99th percentile of (1/n + 1/m) χ²",
        shown: "of few customers it is said what chance alone gives"),
    ],
    "Segmentation/Scoring/SavedModel+Scoring.swift": [
      SentenceClaim(
        "§ has § that § had not", "§ lacks §, which § had",
        claim: "columns that only one of the tables has, none of them a feature's",
        by: "the names of the columns",
        shown: "columns that only one of the tables has are named")
    ],
    "Segmentation/Scoring/Scoring+Sentences.swift": [
      SentenceClaim(
        "These are the rows that the segments",
        claim: "the rows are those of the fit, and keep their segments",
        by: "the fingerprint of the columns in use",
        shown: "the rows of the fit keep their own segments, and that is said"),
      SentenceClaim(
        "The model was saved before", "Where its customers are, %save",
        claim: "the file lacks what these take",
        by: "its version",
        shown: "a model of an earlier version places customers, and says what it cannot tell"),
      SentenceClaim(
        "Nobody lies farther from the centre", "§ (§) § farther from the", "centre of the segment than every customer",
        claim: "how many are farther from the centroid than every customer of the segment in the fit",
        by: "distances, and the largest of the fit by segment",
        shown: "who is farther than every customer of the segment looks like nobody before, and no one else"),
      SentenceClaim(
        "Of the customers the segments were made of", "§; the share then counts",
        claim: "how many of the fit the placement would put into another segment than their own",
        by: "the placement of the rows of the fit",
        shown: "the share that a tree and the nearest centroids disagree on is counted"),
      SentenceClaim(
        "§ § no segment: §",
        claim: "rows that lack a feature, and why",
        by: "the fitted recipe on each row",
        shown: "a value without a logarithm gives no segment, and is counted"),
      SentenceClaim(
        "Missing values were filled in as",
        claim: "how many were filled in, with what",
        by: "counted missing values, the fitted recipe's fill",
        shown: "missing values are filled in with what fitting gave, and counted"),
    ],
  ]
}
