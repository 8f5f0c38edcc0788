extension SentenceClaims {
  /// What is said of features.
  static let preparation: [String: [SentenceClaim]] = [
    "Segmentation/Preparation/Fitting.swift": [
      SentenceClaim(
        "it is not among the features", "its values are too large, or",
        claim: "nothing of the data: why a choice is refused",
        by: "the recipe",
        shown: "the logarithm of a column that is not among the features"),
      SentenceClaim(
        "left out: §",
        claim: "one value in the rows used",
        by: "least and largest value",
        shown: "leaves out text, dates, constants and empty columns, and says so"),
      SentenceClaim(
        "the middle half of §",
        claim: "quartiles are equal",
        by: "computed quartiles",
        shown: "scale=robust divides by the deviation where the middle half is one value, and says so"),
    ],
    "Segmentation/Preparation/Fitting+Preparation.swift": [
      SentenceClaim(
        "its values are too large to compute", "features whose squares",
        claim: "nothing of the data but its size: why it is refused",
        by: "squares that leave the range of a double",
        shown: "an infinite value, naming column and row"),
      SentenceClaim(
        "§ missing filled", "winsorized at the", "§ with § of the variance", "median 0, middle half",
        claim: "what was done",
        by: "the fitted recipe",
        shown: "the fitted numbers give the same features again"),
    ],
    "Segmentation/Preparation/Redundancy.swift": [
      SentenceClaim(
        "say nearly the same", "§ and § § and count twice", "§ of features say",
        claim: "two features correlate by 0.99 or more",
        by: "Pearson's coefficient of the features",
        shown: "a pair with a correlation of 0.99 or more is named, one below is not"),
      SentenceClaim(
        "are exact functions of each other", "put the customers in the same order",
        claim: "each value of one belongs to one of the other; or the order is the same",
        by: "values matched one by one, ranks compared",
        shown: "exact functions of each other are named though no line ties them"),
      SentenceClaim(
        "§ are one together",
        claim: "the columns sum to one in every row",
        by: "summed",
        shown: "shares that add up to one are named, also as percent"),
    ],
  ]
}
