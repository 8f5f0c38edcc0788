extension SentenceClaims {
  /// What is said of columns, pairs and gaps.
  static let findings: [String: [SentenceClaim]] = [
    "Segmentation/Findings/ColumnFindings+Sentences.swift": [
      SentenceClaim(
        "Every value of §",
        claim: "all values there are are equal",
        by: "least and largest value",
        shown: "a constant column, an empty one, and one of infinities say so without a trap"),
      SentenceClaim(
        "§ of the values are zero", ": the typical value is none at all", ", a group of its own beside the others",
        claim: "how many are zero; from a fifth on that they stand beside the others",
        by: "counted zeros; the median is zero above one half",
        shown: "a column with zeros and a long tail"),
      SentenceClaim(
        "§ of the values are §",
        claim: "of two values, how many are which",
        by: "counted; no middle or tail is claimed",
        shown: "of two values it is said how many are which, and of no tail"),
      SentenceClaim(
        "More than one hump", "§, with § below§ (dip test", "n = §)", ", not counting the § whose value",
        claim: "not one hump; where values gather and where few lie; how many stand aside as spikes",
        by: "Hartigan's dip test at p < 0.01, and a smoothed histogram with a valley of six tenths at most",
        shown: "two clear humps are the first finding, with where they lie, and no word of tails in balance"),
      SentenceClaim(
        "§ § infinite: there is no finite mean",
        claim: "how many values are infinite, and why mean and deviation are none",
        by: "counted",
        shown: "infinite values are counted, and said to be why there is no mean"),
      SentenceClaim(
        "The middle half is one value", "Half of the values lie between", "the median is §",
        claim: "quartiles, median and mean",
        by: "computed",
        shown: "an even column"),
      SentenceClaim(
        ", and neither tail is much the longer",
        claim: "neither tail is much longer, of a single hump",
        by: "skewness within ±0.5, no second hump found",
        shown: "an even column"),
      SentenceClaim(
        "a long tail of high values pulls it up", "a tail of low values pulls it down",
        claim: "the mean lies to the side of a longer tail",
        by: "skewness beyond ±1",
        shown: "a column with zeros and a long tail"),
      SentenceClaim(
        "§ share one value", ", the largest there is",
        claim: "the commonest value and its share",
        by: "counted, a fifth or more",
        shown: "a column that most rows share one value of"),
      SentenceClaim(
        "§ lie unusually high", "§ lie unusually low", "No value lies far outside", "; they hold § of the total",
        claim: "how many lie beyond Tukey's fences, and their part of the total",
        by: "counted beyond 1.5 interquartile ranges",
        shown: "an even column"),
      SentenceClaim(
        "A logarithm cannot shorten the tail", "ln(x + 1) would stretch", "ln(x + 1) would take",
        ", and leave the zeros", "of the other values alone", ", which is nearly even",
        claim: "what ln(x + 1) does to the skewness",
        by: "the skewness computed of ln(x + 1), or the count of negatives",
        shown: "what the logarithm would do is said for tails on either side, and why it cannot be taken"),
    ],
    "Segmentation/Findings/ComponentFindings.swift": [
      SentenceClaim(
        "every column has a name",
        claim: "nothing: a condition of the code",
        by: "a precondition",
        shown: "strong loadings are named with their sign, the strongest first"),
      SentenceClaim(
        "Nothing varies",
        claim: "no variance",
        by: "all shares zero",
        shown: "what does not vary has no components; two features have no chance to compare with"),
      SentenceClaim(
        "§ § 90% of the variance", "§ § 80% of the variance", "; the first two hold",
        claim: "how many components hold so much variance",
        by: "sums of the shares",
        shown: "the real data's shares are scikit-learn's"),
      SentenceClaim(
        "No component holds more than chance", "Only the first holds", "§ more than chance would give",
        claim: "how many shares exceed the broken stick's",
        by: "the broken stick, component by component from the first on",
        shown: "the real data's shares are scikit-learn's"),
      SentenceClaim(
        "§ rises with § and falls with §",
        claim: "which features have strong loadings, and their sign",
        by: "loadings of six tenths of the largest or more",
        shown: "strong loadings are named with their sign, the strongest first"),
    ],
    "Segmentation/Findings/CorrelationFindings.swift": [
      SentenceClaim(
        "No pair has a coefficient",
        claim: "nothing could be computed",
        by: "no pair with a defined coefficient",
        shown: "no tie, and no coefficient at all, are said"),
      SentenceClaim(
        "of two rows a coefficient is always", "of so few, chance alone makes §",
        claim: "how many pairs have too few rows to be ranked, and what chance makes of so few",
        by: "counted rows; the coefficient that one pair in twenty of unrelated columns exceeds",
        shown:
          "pairs with few common rows are not ranked, counted, and give no advice: of two rows every coefficient is ±1"),
      SentenceClaim(
        "No two columns rise or fall together by more than 0.1",
        claim: "no coefficient beyond ±0.1; ties of other shapes are not denied",
        by: "the strongest coefficient",
        shown: "no tie, and no coefficient at all, are said"),
      SentenceClaim(
        "rises or falls with none of the others", "rise or fall with none of the others",
        "§ § strongest coefficient is",
        claim: "columns whose strongest coefficient is below 0.2; other ties are not denied",
        by: "the strongest coefficient of each",
        shown: "the strongest pairs come first, with their rows; twins and loners are found"),
    ],
    "Segmentation/Findings/DecisiveFacts.swift": [
      SentenceClaim(
        "no row of § lies outside", "(adjusted Rand index §; §)", "These § segments are §",
        claim: "a few yes/no facts repeat the segments, but for so many rows",
        by: "adjusted Rand index of 0.95 or more between facts and segments, counted rows",
        shown: "the classic recipe's five segments of the real data are three facts"),
      SentenceClaim(
        "The logarithm sets the zeros",
        claim: "the recipe's logarithm made the facts",
        by: "the recipe takes the logarithm of every column of the facts",
        shown: "one column of zeros can be all there is to two segments"),
    ],
    "Segmentation/Findings/GroupFindings.swift": [
      SentenceClaim(
        "The median of § is the same in every",
        claim: "equal medians",
        by: "computed medians",
        shown: "equal medians, one group, none, groups without values"),
      SentenceClaim(
        "The medians of § differ most between", ", § times as much",
        claim: "which medians lie furthest apart, and by what; times of values from zero on",
        by: "computed medians; no negative value",
        shown: "the largest difference of medians is told with its numbers"),
      SentenceClaim(
        "; by their notches that may be chance",
        claim: "the difference of medians is within chance",
        by: "notches that overlap (R. McGill, J. Tukey and W. Larsen 1978)",
        shown: "a difference that so few customers do not bear out is called so"),
      SentenceClaim(
        "The middle halves of the two overlap", "The middle halves of all §s overlap",
        "Their middle halves do not overlap", "No two middle halves overlap",
        "The middle half of § (§) overlaps no other", "The middle halves fall into §",
        "Middle halves that do not overlap",
        claim: "which interquartile ranges share a value; nothing of whether groups can be told apart",
        by: "quartiles compared",
        shown: "middle halves that share no value are found, whatever the order"),
    ],
    "Segmentation/Findings/NotableColumns.swift": [
      SentenceClaim(
        "Long tails of high values", "; ln(x + 1) would §bring", "; ln(x + 1) would bring § of §",
        claim: "columns of more than two values with a skewness above 1, and what a logarithm makes of them",
        by: "computed skewness before and after",
        shown: "columns that stand out are named in two lines, with their figures")
    ],
    "Segmentation/Findings/PairFindings+Sentences.swift": [
      SentenceClaim(
        "§ and § cannot be compared",
        claim: "no coefficient is defined",
        by: "fewer than three pairs, or no variation",
        shown: "a pair without variation"),
      SentenceClaim(
        "neither rise nor fall together", "rise together", "move apart", "move against each other",
        "§ and § §: rank correlation",
        claim: "rising or falling order, by its strength; no tie of other shapes is denied",
        by: "Spearman's rank correlation",
        shown: "a pair: Pearson, Spearman, bounds and shared zeros"),
      SentenceClaim(
        "They are tied in another way", "§ of how § varies",
        claim: "slices along one column explain the other",
        by: "correlation ratio of 0.1 or more in ten slices, F of 4 or more",
        shown: "a parabola is a tie, though neither column rises with the other; unrelated columns have none"),
      SentenceClaim(
        "Few large values make most", "The order agrees better",
        claim: "Pearson's and Spearman's coefficients differ by 0.15 or more, and which way",
        by: "both coefficients",
        shown: "a pair: Pearson, Spearman, bounds and shared zeros"),
      SentenceClaim(
        "No row is zero in both", "§ of the rows are zero in both", "The same § of the rows", "§: every zero of §",
        "§ only in §", "Hardly any row is zero in both",
        claim: "which rows are zero in one, the other or both",
        by: "counted",
        shown: "zeros that two columns share, partly or not at all"),
    ],
    "Segmentation/Columns/DuplicateRows.swift": [
      SentenceClaim(
        "§ § the same as an earlier one", "in all columns but §", "§: each counts as a §",
        claim: "rows equal in all but the identifier, more than equal values of columns make by chance",
        by: "rows compared value by value; ten times what chance would make",
        shown: "rows that are the same in all but the identifier are counted, the first with the one that it repeats")
    ],
    "Segmentation/Columns/MissingCodes.swift": [
      SentenceClaim(
        "Perhaps codes for missing", "Among the features are perhaps codes",
        claim: "values that codes for missing often have, and that stand far off or are most of a column: perhaps",
        by: "the list of codes, the gap to the other values, counted rows",
        shown: "repeated codes far off all other values are named, at either end")
    ],
    "Segmentation/Missing/MissingContrast.swift": [
      SentenceClaim(
        "§ = 0 in § of §", "§ lies § from the middle", "§ = § in § of §", "§ is missing in § of §",
        claim: "rows that lack a value differ from the others in this",
        by: "counted shares or medians; an effect of 0.2 and a score of 3.5 standard errors or more",
        shown: "gaps by chance go with nothing")
    ],
    "Segmentation/Missing/MissingChoices.swift": [
      SentenceClaim(
        "missing=drop would leave", "missing=median, the default", "missing=mean would put", ", and fill § more",
        claim: "what each choice would do to the table",
        by: "the rows and fills of the recipe itself",
        shown: "fills and drops are those that the recipe then makes")
    ],
  ]
}
