extension SentenceClaims {
  /// What is said of segments, their agreement with others and single customers.
  static let segments: [String: [SentenceClaim]] = [
    "Segmentation/SQLModel/SQLModelCheck.swift": [
      SentenceClaim(
        ", § of them in no segment", "in their segment of the session",
        claim: "how many rows the SQL gives the kernel's own segment",
        by: "the statement, run in SQLite on the table that was segmented",
        shown: "gives every row of the table the segment that the kernel places it in, for any recipe and method")
    ],
    "Segmentation/SQLModel/SQLModelFile.swift": [
      SentenceClaim(
        "Segments of §, by Cohort", "Each row goes to its", "(Spark quotes otherwise", "To read another table",
        "Names are as Cohort", "No segment (NULL)", "Run in SQLite on",
        claim: "what the statement computes, of which columns, for which engines",
        by: "the model itself; each dialect is run in its engines",
        shown: "a model's file says what it is, and nothing of when")
    ],
    "Segmentation/Insights/Reading/AdviceGround.swift": [
      SentenceClaim(
        "No advice is given", "No advice: there are no rules", "No advice: the table lacks",
        claim: "which words of the rules have a column and which have none",
        by: "the names and roles of the columns",
        shown: "a table with a part of the key gets one line with what is there, what is not and how to name it"),
      SentenceClaim(
        "Advice follows the rules on §",
        claim: "which columns stand for the words",
        by: "the names of the columns, or what the user said",
        shown: "a pack speaks where its key columns are, by the names that such tables have"),
      SentenceClaim(
        "None of the columns",
        claim: "no column was recognised as any word",
        by: "the names and roles of the columns",
        shown: "a table without card columns gets names, traits and cautions, and a line that advice is left out"),
    ],
    "Segmentation/Insights/Reading/Cautions.swift": [
      SentenceClaim(
        "It has no more than §", "It is small, §",
        claim: "few customers; small only below a tenth of all",
        by: "counted; fewer than 30 customers or 1%",
        shown: "a few customers who are a large part of all are not called small"),
      SentenceClaim(
        "It has no edge of its own", "Its edge is blurred",
        claim: "members lie on average no nearer to their own segment",
        by: "a mean silhouette below 0",
        shown: "on the sample, whatever the recipe and k"),
      SentenceClaim(
        "§: the mean silhouette is §",
        claim: "a weak edge, and how many lie nearer another segment",
        by: "mean silhouette below 0.1, counted negative ones",
        shown: "on the sample, whatever the recipe and k"),
      SentenceClaim(
        "It dissolves in §", "It dissolves in every one", "It comes back in only §", "It never comes back",
        "Who belongs to it is uncertain",
        claim: "how the segment fares when customers are drawn anew",
        by: "mean Jaccard coefficient of the resamples, by C. Hennig's bounds (2007)",
        shown: "a segment that dissolves is called so before anybody acts on it; a stable one is not warned of"),
    ],
    "Segmentation/Insights/Reading/CloseCalls.swift": [
      SentenceClaim(
        "A close call, which a few customers could turn", "§: §, where the rules ask",
        claim: "a rule's bound lies within what other draws of customers could give",
        by: "two standard errors, or order statistics of the median",
        shown: "on the sample, whatever the recipe and k")
    ],
    "Segmentation/Insights/Reading/InsightsSummary.swift": [
      SentenceClaim(
        "§ § in no segment (§)",
        claim: "how many are in no segment",
        by: "counted",
        shown: "are told so when they are looked at"),
      SentenceClaim(
        "No segment's risk reads", "The risk of every segment", "The risk of § reads", "§ and hold § of all §",
        claim: "the level of the rules, and what those segments hold",
        by: "the rules' points, counted customers, summed totals",
        shown: "on the sample, whatever the recipe and k"),
      SentenceClaim(
        "§ when customers are drawn anew",
        claim: "segments that dissolve",
        by: "mean Jaccard below 0.5",
        shown: "a segment that dissolves is called so before anybody acts on it; a stable one is not warned of"),
      SentenceClaim(
        "Every customer is a segment of its own",
        claim: "no silhouette is defined",
        by: "k = n",
        shown: "segments of one customer, and as many segments as customers, are said to be small"),
      SentenceClaim(
        "The segments run into each other",
        claim: "no clear structure",
        by: "a mean silhouette below 0.25 (Kaufman and Rousseeuw 1990)",
        shown: "on the sample, whatever the recipe and k"),
      SentenceClaim(
        "Only one segment is left here",
        claim: "nothing can be compared",
        by: "k = 1",
        shown: "two customers are two segments"),
      SentenceClaim(
        "one yes/no fact", "a few yes/no facts", "The segments are § rather than groups",
        claim: "facts repeat the segments",
        by: "adjusted Rand index of 0.95 or more",
        shown: "on the real data"),
      SentenceClaim(
        "stability not measured; %stability",
        claim: "whether stability was measured",
        by: "the measurement itself",
        shown: "a segment that dissolves is called so before anybody acts on it; a stable one is not warned of"),
    ],
    "Segmentation/Insights/Reading/PortfolioFindings.swift": [
      SentenceClaim(
        "§ with § = 0 §", "§§ with § = 0 and no", "Utilisation is not defined for", "§ § more than the limit",
        "§ and its two parts differ", "§ § purchases and no purchase", "§ lies above §",
        claim: "oddities of card columns, counted, with the furthest case",
        by: "counted rows, compared columns",
        shown: "what is odd in a portfolio is counted and the furthest case named")
    ],
    "Segmentation/Insights/Reading/SegmentNaming.swift": [
      SentenceClaim(
        "Too few to describe",
        claim: "fewer than ten customers, of whom nothing is read",
        by: "counted",
        shown: "no trait rests on fewer than ten customers, or on fewer than a tenth of its segment")
    ],
    "Segmentation/Insights/Reading/RiskReading.swift": [
      SentenceClaim(
        "No figure stands out either way",
        claim: "no signal of the rules holds",
        by: "the rules' conditions",
        shown: "on the sample, whatever the recipe and k")
    ],
    "Segmentation/Agreement/Agreement+Sentences.swift": [
      SentenceClaim(
        "Adjusted Rand index § · mutual information",
        claim: "the indices",
        by: "computed",
        shown: "labels that are the segments agree in every measure, and nothing more is said"),
      SentenceClaim(
        "§ divide the customers in the same way", "divide the customers almost", "divide the customers much",
        "divide the customers alike", "§ § (1 would be the same division",
        claim: "how far two divisions agree",
        by: "adjusted Rand index, by D. Steinley's bounds (2004)",
        shown: "labels that are the segments agree in every measure, and nothing more is said"),
      SentenceClaim(
        "agree a little more than chance", "have to do with each other", "agree no more than chance",
        "agree less than chance",
        claim: "tied beyond chance, or not found to be",
        by: "Pearson's chi-squared at 3.5 standard deviations, beside the index",
        shown: "labels that are tied to the segments beyond chance are said to be, however low the index"),
      SentenceClaim(
        "Each group of § lies within", "Each segment lies within",
        claim: "one division only cuts the other finer",
        by: "the cells of the cross table",
        shown: "another segmentation: who is who, how many change, and that a finer cut only divides further"),
      SentenceClaim(
        "Who knows the segment knows", "§; who knows §",
        claim: "how much one division tells of the other",
        by: "completeness and homogeneity",
        shown: "labels that are the segments agree in every measure, and nothing more is said"),
      SentenceClaim(
        "§ is among the features",
        claim: "the column made the segments",
        by: "the recipe's features",
        shown: "a column that made the segments is no independent witness"),
      SentenceClaim(
        "§ with a segment § no", "§ of § § no segment", "here and § left out",
        claim: "rows without a counterpart",
        by: "counted",
        shown: "rows without a label are left out and counted"),
      SentenceClaim(
        "§ is mostly §", "No label sets § apart", "No segment is mostly of one label",
        "With one label for each segment", "(§) are where their label says",
        claim: "labels that half of a segment has, and more so than everyone",
        by: "counted shares: one half, and 1.2 times everyone's",
        shown: "a label that nearly everyone has is no trait of a segment"),
      SentenceClaim(
        "§ is § (§ of the customers of", "either are in both", "No group of § is much like",
        claim: "segments with a counterpart",
        by: "a Jaccard coefficient of one half or more",
        shown: "another segmentation: who is who, how many change, and that a finer cut only divides further"),
      SentenceClaim(
        "§ of § (§) change segment", "matched so that as few",
        claim: "how many change under the best matching",
        by: "the largest matching of the cross table",
        shown: "another segmentation: who is who, how many change, and that a finer cut only divides further"),
    ],
    "Segmentation/Customers/CustomerPortrait+Sentences.swift": [
      SentenceClaim(
        "The recipe left this customer out", "It belongs to no segment",
        claim: "why there is no segment",
        by: "the reason of the recipe, or noise of the method",
        shown: "a customer whom the recipe dropped has percentiles and the reason"),
      SentenceClaim(
        "Nothing is unusual",
        claim: "no value beyond those of 95%",
        by: "percentiles among all and in the segment",
        shown: "standings, place and neighbours are those of the definition"),
      SentenceClaim(
        "It is the only customer of",
        claim: "a segment of one",
        by: "counted",
        shown: "a customer alone in a segment, and two rows in all"),
      SentenceClaim(
        "It lies § from the centre", "is typical: § of its members",
        claim: "the distance from the centre, beside the members' median",
        by: "computed distances",
        shown: "standings, place and neighbours are those of the definition"),
      SentenceClaim(
        "By the method it belongs", "The method is sure of that",
        claim: "the method's own probabilities",
        by: "memberships or certainty of the method",
        shown: "is sure of each row between 0 and 1, and of none more than its memberships say"),
      SentenceClaim(
        "by mean distance it would sit", "it stands between its own", "§ is the next nearest",
        claim: "which segment is next",
        by: "the silhouette and its neighbour",
        shown: "standings, place and neighbours are those of the definition"),
      SentenceClaim(
        "all others of §", "all other customers", "§ is §, § than § have",
        claim: "beyond so many others",
        by: "counted percentiles of 20 or more",
        shown: "the largest value of all is said to be that"),
    ],
    "Segmentation/Explanation/SegmentExplanation+Sentences.swift": [
      SentenceClaim(
        "No question about these columns",
        claim: "no split of the tree is better than guessing",
        by: "the pruned tree has one leaf",
        shown: "columns that tell nothing make no rule, and that is said"),
      SentenceClaim(
        "There is no rule for §",
        claim: "segments without a rule",
        by: "the rules found",
        shown: "the smallest tables, and segments of one customer, are explained or said not to be"),
      SentenceClaim(
        "The columns that sort most",
        claim: "which columns the tree's splits use",
        by: "shares of the decrease of impurity",
        shown: "groups apart are told by one bound each, on rows held back too"),
      SentenceClaim(
        "§ § whether a customer belongs", "§ § the segment of §", "holds for them, and none",
        claim: "for how many the rules are right",
        by: "rules applied to every row",
        shown: "what is counted of a rule is what its text says"),
      SentenceClaim(
        "The tree is right for", "; they are too few to hold", "and for § of those held back",
        claim: "accuracy on own rows and on others",
        by: "counted, and cross-validation",
        shown: "groups apart are told by one bound each, on rows held back too"),
      SentenceClaim(
        "Least clear is §", "§ of those they catch", "; most of the rest are in", "decision tree (CART",
        "· folds drawn with seed", "rules from the yes/no facts",
        claim: "recall and precision of the worst segment, and how the rules were found",
        by: "counted",
        shown: "what is counted of a rule is what its text says"),
    ],
  ]
}
