extension SentenceClaims {
  /// What is said of numbers of segments, methods and how far they can be trusted.
  static let choices: [String: [SentenceClaim]] = [
    "Segmentation/Choice/Comparability.swift": [
      SentenceClaim(
        "this silhouette, §", "before: their features",
        claim: "two silhouettes are of different distances",
        by: "the recipes differ",
        shown: "silhouettes of another recipe are told apart, those of another k are not")
    ],
    "Segmentation/Choice/Comparison+Make.swift": [
      SentenceClaim(
        "There are § rows, so k ends", "There are only § different rows", "gap against §",
        "adjusted Rand index over §",
        claim: "why the range ends, and what was drawn",
        by: "counted rows",
        shown: "rows and different rows bound k, and that is noted")
    ],
    "Segmentation/Choice/Comparison+Recommendation.swift": [
      SentenceClaim(
        "Only k = §",
        claim: "one number was compared",
        by: "the range asked",
        shown: "a range within 2…10 has the knee of k=auto, if it lies in the range"),
      SentenceClaim(
        "The gap statistic is not defined", "The gap statistic still rises", "The gap statistic names",
        ", so trust the segments",
        claim: "what the gap statistic names, or that it names none",
        by: "Tibshirani, Walther and Hastie's rule (2001)",
        shown: "noise: there is no clear structure, and the gap statistic names one"),
      SentenceClaim(
        "When the customers are drawn anew", "k = § comes back", ", the best of all", ", as good as any",
        "; by it the steadiest is",
        claim: "how well each number comes back",
        by: "mean adjusted Rand index of resamples",
        shown: "four clear groups: every measure says four, in words too"),
    ],
    "Segmentation/Choice/Elbow.swift": [
      SentenceClaim(
        "There are § rows", "There are only §",
        claim: "why the curve ends",
        by: "counted rows",
        shown: "few points have no knee, few rows bound the curve"),
      SentenceClaim(
        "The knee of the sums of squares is at", "The knee of the merge heights, another curve", ", which is not shown",
        "A knee takes at least", "The curve has no knee", "That is the number in use",
        claim: "where the curve bends most",
        by: "the knee's rule on the sums of squares, or heights",
        shown: "the knee is at the number of clear groups, and the words say what it explains"),
      SentenceClaim(
        "explains nothing", "one segment explains", ", and one more would add",
        claim: "the share of the sum of squares",
        by: "computed",
        shown: "the knee is at the number of clear groups, and the words say what it explains"),
    ],
    "Segmentation/Choice/Misfits+Sentences.swift": [
      SentenceClaim(
        "The mean silhouette is", "The mean silhouette of §", "up to § there is no clear", "from 0.26", "from 0.51",
        "above 0.70 the structure",
        claim: "the mean and its usual reading",
        by: "Kaufman and Rousseeuw's table (1990)",
        shown: "counts and neighbours are those of the plain definition"),
      SentenceClaim(
        "Of §§ § were judged, drawn by", "chance§; the mean has a standard error of §.",
        "exact=yes of %cluster judges all.",
        claim: "how many were judged, and how far the mean may be off",
        by: "the jackknife over 25 groups of those that were drawn",
        shown:
          "two standard errors hold the true mean as often as they say, over 200 seeds: of all, of each cluster, of cuts of one tree"
      ),
      SentenceClaim(
        "Nobody would sit better", "§ nearer to another segment", ", § of them nearer", "§ of § (§)",
        claim: "how many lie nearer another segment, by mean distance",
        by: "counted negative silhouettes",
        shown: "clear groups have none; rows alone have no silhouette at all"),
      SentenceClaim(
        "§ § below the mean of all",
        claim: "a segment's best is below the mean of all",
        by: "largest silhouette of each",
        shown: "counts and neighbours are those of the plain definition"),
    ],
    "Segmentation/Clustering/CustomerSegmentation+Make.swift": [
      SentenceClaim(
        "the cut lies between merges",
        claim: "the cut is arbitrary among ties",
        by: "equal heights at the cut",
        shown: "a cut between merges of one height says so"),
      SentenceClaim(
        "segment: too far from any", "there are no more distinct", "the others are the likeliest",
        claim: "why rows or segments are fewer",
        by: "the method's own result",
        shown: "have the number 0, no silhouette, no distance, and a note says how many they are"),
    ],
    "Segmentation/Clustering/CustomerSegmentation+Rows.swift": [
      SentenceClaim(
        "the segments were made on", "that the recipe leaves out",
        claim: "on which rows the segments were made",
        by: "counted",
        shown: "rows that a recipe dropped have no segment")
    ],
    "Segmentation/Clustering/KChoice+Explanation.swift": [
      SentenceClaim(
        "too few rows to compare", "There are too few rows",
        claim: "no number could be compared",
        by: "no candidate",
        shown: "few rows give few candidates"),
      SentenceClaim(
        "§: two is better by far",
        claim: "two beats the others by 0.1; how stable two is, or that it is not known",
        by: "mean silhouettes; the mean Jaccard coefficient of the less stable of the two",
        shown: "the caption of two says how stable two is, not that nothing is"),
      SentenceClaim(
        "§: § is stable, two §", "is one yes/no fact",
        claim: "why the stable number is taken before two",
        by:
          "mean Jaccard coefficients by C. Hennig's bounds (2007); a feature of two answers that repeats the two segments",
        shown: "two that does not come back gives way to a number that votes name and that does, with the reason"),
    ],
    "Segmentation/Clustering/KChoice+Verdict.swift": [
      SentenceClaim(
        "Up to k = §, only outliers are split off", "there are no segments to be found before",
        claim: "no partition that was tried has two segments of 1 % of the customers",
        by: "the sizes of the segments of every candidate",
        shown: "where only outliers are ever split off, that is said and no structure is claimed"),
      SentenceClaim(
        "Two is taken, because every further segment",
        claim: "no further candidate has three segments of 1 %",
        by: "the sizes of the segments of every candidate",
        shown: "two groups and a few far away are two groups, and what else is split off is said"),
      SentenceClaim(
        "Two is taken all the same",
        claim: "two beats the others by 0.1",
        by: "mean silhouettes",
        shown: "two is taken when its silhouette beats the others by 0.1, not when by less"),
      SentenceClaim(
        "By its silhouette two would be", "§, but it §", "§ and which comes back", "does not come back (§, which",
        "is one yes/no fact (§) rather",
        "one vote names",
        claim: "two is better by far and unstable or one fact; another number is named and stable",
        by:
          "mean silhouettes, mean Jaccard coefficients (Hennig 2007), agreement of 0.95 with one feature of two answers",
        shown: "two that does not come back gives way to a number that votes name and that does, with the reason"),
      SentenceClaim(
        "It is one yes/no fact (§)", "%prepare drop=§ looks past it",
        claim: "two is one fact, and no other number that is named was found stable",
        by: "agreement of 0.95 with one feature of two answers; mean Jaccard coefficients",
        shown: "two that is one yes/no fact gives way as well, and stays, said to be one, where no other is stable"),
      SentenceClaim(
        "over § resamples the mean Jaccard of",
        claim: "the segment that comes back worst",
        by: "mean Jaccard coefficient over the first resamples of %stability",
        shown: "stability is asked by the first draws of %stability"),
      SentenceClaim(
        "The votes do not agree either", "Most votes name §, but its",
        claim: "not more than half of those who vote name one number, or one that does not come back",
        by: "counted votes, mean Jaccard coefficient",
        shown: "without structure two votes of four are no agreement, nor are most votes for what does not come back"),
      SentenceClaim(
        "k = § is taken, which has the best", "k = § is taken, the smallest whose", "§ below the best of them",
        "which is no more than noise",
        claim: "the smallest number within noise of the best silhouette",
        by: "mean silhouettes that differ by less than 0.05",
        shown: "neither agreement nor structure: the smallest that is hardly worse than the best"),
      SentenceClaim(
        "the best silhouette, §", "is § above the § of rows", "does not pass §", "There is no clear structure",
        "divides it rather",
        claim: "no clear groups",
        by:
          "the best silhouette against 0.25 and against that of evenly spread rows, of two answers where a feature has two",
        shown: "a yes/no column beside numbers without groups makes no structure"),
      SentenceClaim(
        "Two is all that can", "They agree, so k", "§ have § each", "With § of § votes",
        claim: "how the votes fell",
        by: "counted votes",
        shown: "most votes win"),
    ],
    "Segmentation/Clustering/FewCustomers.swift": [
      SentenceClaim(
        "There are only §: so few",
        claim: "fewer than 30 customers in all: structure is not told from chance",
        by: "counted customers",
        shown: "a handful of customers makes no segments to rely on, and few segments"),
      SentenceClaim(
        "§ of the § segments§ § fewer", "§ customers: too few to say", "; a smaller k= makes larger",
        claim: "how many segments have fewer than 10 customers",
        by: "counted customers",
        shown: "segments of fewer than ten customers are a caution, named while they are few"),
    ],
    "Segmentation/Clustering/SegmentNames.swift": [
      SentenceClaim(
        "the name “§” stays", "the name “§” is given up", "of the customers, and three quarters",
        claim: "whether a name's customers stayed together",
        by: "the Jaccard coefficient, three quarters",
        shown: "a name stays while three quarters of the customers do, and that is said")
    ],
    "Segmentation/Clustering/TiedMergesInWords.swift": [
      SentenceClaim(
        "§ of the § § tied",
        claim: "equally good trees exist",
        by: "merges counted whose height was tied when made",
        shown: "a cut between merges of one height says so")
    ],
    "Segmentation/Methods/MixtureMethod.swift": [
      SentenceClaim(
        "fits overlapping", "an ellipsoid of its own", "the same ellipsoid", "ellipsoids along the axes",
        "what form the segments", "−2 · log-likelihood",
        claim: "nothing of the data: what the method and its choices are",
        by: "the method's definition",
        shown: "has a word, a name in sentences and a way to be asked for that no other has"),
      SentenceClaim(
        "the mixture was still changing", "the BIC of one group", "the BIC still falls", "their values are equal",
        "least BIC of §", "only one of the § starts", "starts=§ may find less",
        claim: "what the search came to",
        by: "BIC and log-likelihood of every start and number",
        shown: "finds groups that lie apart"),
      SentenceClaim(
        "no mixture of these rows", "went to the segment", "each of them has §", "there is one for each",
        "it is no mixture",
        claim: "nothing of the data: errors of a saved model, and how rows are placed",
        by: "the model's shape",
        shown: "places its own rows where they are"),
    ],
    "Segmentation/Trust/Sensitivity+Sentences.swift": [
      SentenceClaim(
        "Nobody changes segment", "§ of the customers change", "hardly hang on how they", "hang a little on how",
        "hang on how they are made",
        claim: "how many change under the ways that were tried",
        by: "counted customers under the best matching",
        shown: "nobody changes where the groups are far apart"),
      SentenceClaim(
        "Made in one other way, §", "Made in another way, §", "Made in other ways, between §",
        claim: "that segments change when they are made in other ways, and by how much",
        by: "counted customers under the best matching",
        shown: "the warning is said where the segments hang on how they are made, and nowhere else"),
      SentenceClaim(
        ", few beside everyone and many",
        claim: "though few change, small segments do",
        by: "the adjusted Rand index, which discounts for sizes",
        shown: "of a small segment beside a large one the agreement beyond chance tells, not the share of everyone"),
      SentenceClaim(
        "By § alone §", "§ choices at most §",
        claim: "one choice changes much, three or more hardly anything",
        by: "shares of a tenth and a quarter, and indices of 0.8 and 0.5",
        shown: "one choice alone that changes much is named, beside how little the others do"),
      SentenceClaim(
        "§ puts § of the customers", "drops § of the segmentation", "compared are the §",
        claim: "why a way is not like the others",
        by: "counted",
        shown: "what lumps everyone together is said, and not taken for the worst"),
    ],
    "Segmentation/Trust/Stability+Sentences.swift": [
      SentenceClaim(
        "stability from §, seed §",
        claim: "how often customers were drawn, and by which seed",
        by: "the measurement itself",
        shown: "says which draws stability comes from, whoever measured it"),
      SentenceClaim(
        "§ has §: whether so few", "§ have fewer than §",
        claim: "too few to say",
        by: "counted customers",
        shown: "a segment of a few customers is never called stable"),
      SentenceClaim(
        "§ is a pattern, but", "§ are patterns, but", ", and it dissolves in", "§ comes back only in part",
        "§ dissolves in §", "§ dissolve or come back", "do not act on it",
        claim: "how a segment fares when customers are drawn anew",
        by: "mean Jaccard coefficient, by C. Hennig's bounds (2007)",
        shown: "the words follow the figures"),
      SentenceClaim(
        "§ was never drawn", "§ of the § resamples that drew it", "half of the resamples", "§ is so small that",
        "of § drew nobody", "§ are so small that", "count for them", "§ of § had fewer", "segments, and made as many",
        claim: "which draws count",
        by: "counted resamples",
        shown: "what was seldom drawn or short is said"),
      SentenceClaim(
        "When customers are drawn anew", "§, the adjusted Rand index", "0 is no more than chance",
        claim: "the agreement of the draws with the segments",
        by: "mean adjusted Rand index",
        shown: "the words follow the figures"),
    ],
  ]
}
