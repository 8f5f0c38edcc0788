extension SentenceClaims {
  /// What commands add to the findings below their tables and figures.
  static let output: [String: [SentenceClaim]] = [
    "Commands/Output/Columns/BoxAxis.swift": [
      SentenceClaim(
        "A logarithmic axis has no place",
        claim: "what a logarithmic axis leaves out",
        by: "counted values of zero or less",
        shown: "%box says what a logarithmic axis leaves out"),
      SentenceClaim(
        "§ of § rows § no value",
        claim: "rows without a value",
        by: "counted",
        shown: "rows without a value are left out, and counted"),
    ],
    "Commands/Output/Columns/ComparedColumns.swift": [
      SentenceClaim(
        "§ has § columns of numbers",
        claim: "nothing: why columns are refused",
        by: "counted columns",
        shown: "%corr points at a column that is not there, holds text, or only tells rows apart")
    ],
    "Commands/Output/Columns/CorrelationReport.swift": [
      SentenceClaim(
        "Of § columns, the §",
        claim: "which columns are drawn",
        by: "the strongest coefficients",
        shown: "%corr draws sixty of two hundred columns, those with the strongest ties"),
      SentenceClaim(
        "§ and § say nearly the same",
        claim: "coefficients of 0.9 or more",
        by: "Pearson's, Spearman's or Kendall's coefficient",
        shown: "%corr draws every pair of columns of numbers, and says what it left out"),
      SentenceClaim(
        "With §, one pair in twenty",
        claim: "what chance reaches",
        by: "the 5% bound of a coefficient of so many rows",
        shown: "%corr counts infinite values as missing and says so; few rows come with a warning"),
    ],
    "Commands/Output/Columns/HistogramAxis.swift": [
      SentenceClaim(
        "The axis shows § to §", "§ values (§) lie beyond it",
        claim: "what lies beyond the axis",
        by: "counted",
        shown: "what lies beyond the axis is said, and only then"),
      SentenceClaim(
        "A logarithmic axis has no place for §",
        claim: "how many values are below zero",
        by: "counted; zeros have a bar",
        shown: "what lies beyond the axis is said, and only then"),
    ],
    "Commands/Output/Columns/KpiReport.swift": [
      SentenceClaim(
        "§ § over the limit", "§ (§) paid less than",
        claim: "how many",
        by: "counted",
        shown: "%kpi adds columns as one change, says what is made without them, and %undo takes them back")
    ],
    "Commands/Output/Columns/MissingReport.swift": [
      SentenceClaim(
        "Nothing is missing", "no difference found", "§ is not missing by chance",
        claim: "the rows that lack a value differ from the others; or none was found",
        by: "contrasts of an effect of 0.2 and a score of 3.5 or more",
        shown: "%missing names columns, patterns, what goes with them, and what each choice would do")
    ],
    "Commands/Output/Columns/PreparationTable.swift": [
      SentenceClaim(
        "§ principal components of these",
        claim: "how much variance is kept",
        by: "the shares of the components",
        shown: "pca keeps the fewest components that hold the share")
    ],
    "Commands/Output/Columns/ScatterPoints.swift": [
      SentenceClaim(
        "Within the segments the rank correlation",
        claim: "the rank correlation within each segment",
        by: "Spearman's coefficient of each",
        shown: "%scatter says how many rows lack a value, and what ties the two"),
      SentenceClaim(
        "§ of the rows crowd",
        claim: "most points lie in a corner",
        by: "counted points in a twenty-fifth of the plane",
        shown: "%scatter takes the logarithm of what is positive, and ln(1 + x) where there are zeros"),
    ],
    "Commands/Output/Maps/ComponentPicture.swift": [
      SentenceClaim(
        "The plane leaves out §",
        claim: "what two components do not show",
        by: "the shares of the components",
        shown: "%pca is a scree and a biplot"),
      SentenceClaim(
        "§ tells § (median §) from",
        claim: "the segments whose medians on a component lie furthest apart",
        by: "medians of the scores",
        shown: "%pca is a scree and a biplot"),
    ],
    "Commands/Output/Maps/MapPainting.swift": [
      SentenceClaim(
        "Neighbours on the map are alike",
        claim: "how a t-SNE map may be read",
        by: "what t-SNE keeps (van der Maaten and Hinton 2008)",
        shown: "another colour keeps the map; another seed does not")
    ],
    "Commands/Output/Rows/LoadedTable.swift": [
      SentenceClaim(
        "Nothing is missing", "Missing: §",
        claim: "how many values are missing, and in which columns",
        by: "counted",
        shown: "codes for missing are offered with the line that reads them, which does")
    ],
    "Commands/Output/Segments/ContrastReport.swift": [
      SentenceClaim(
        "No difference was found", "hardly differs or no more", "§: a customer of § has more",
        claim: "in which columns two segments differ; of the others that none was found",
        by: "Cliff's delta of 0.147 or more and Bonferroni's level of 0.05",
        shown: "puts what differs most first, with both values, and counts what does not differ")
    ],
    "Commands/Output/Segments/ComparisonReport.swift": [
      SentenceClaim(
        "★ is the best of its column",
        claim: "which number each measure names",
        by: "the measures",
        shown: "%compare recommends what %cluster takes, and marks what is in use")
    ],
    "Commands/Output/Segments/CrossTable.swift": [
      SentenceClaim(
        "The § smallest groups",
        claim: "what is put together",
        by: "counted",
        shown: "many labels: the twelve largest are shown and the others stand together")
    ],
    "Commands/Output/Segments/ExplanationReport.swift": [
      SentenceClaim(
        "§ (§) § in no segment",
        claim: "who is left out of the counts",
        by: "counted",
        shown: "are explained by no rule, and no rule counts them")
    ],
    "Commands/Output/Segments/InsightsReport.swift": [
      SentenceClaim(
        "Medians of the segment",
        claim: "what the columns of a card are",
        by: "the definitions of the measures",
        shown: "the analysis comes as text, as a page and as Markdown, in the same words")
    ],
    "Commands/Output/Segments/ProfileReport.swift": [
      SentenceClaim(
        "What tells the segments apart", "Of § columns, the §", "Of § segments, the §",
        claim: "the columns whose medians deviate most from everyone's", by: "deviations in standard deviations",
        shown: "the strongest column is the one that tells the segments apart")
    ],
    "Commands/Output/Segments/GroupedColumn.swift": [
      SentenceClaim(
        "The median of § is § in §", "The median of § is the same",
        claim: "which medians are highest and lowest",
        by: "computed medians",
        shown: "the largest difference of medians is told with its numbers"),
      SentenceClaim(
        "More than half have exactly zero",
        claim: "the median is zero in these",
        by: "computed medians",
        shown: "in %box, beside everyone, and sentences call them groups"),
    ],
    "Commands/Output/Segments/GroupedColumn+Counts.swift": [
      SentenceClaim(
        "Every row with a value", "§ hardly differs between", "§ makes up §",
        claim: "shares of values in each group, a difference of 5 points or more",
        by: "counted shares",
        shown: "%hist of a text column by segment sets shares beside everyone's")
    ],
    "Commands/Output/Segments/TraitsText.swift": [
      SentenceClaim(
        "no column clearly: it is close", "fewer than § customers",
        claim: "no trait was found, or too few customers to look for one",
        by: "a Cliff's delta of 0.33, ten customers",
        shown: "a trait is a difference that is worth a word"),
      SentenceClaim(
        "the only segment here: there is no other",
        claim: "all rows that are left are of one segment", by: "segments with rows counted",
        shown: "of one segment alone nothing is said beside everyone"),
    ],
    "Commands/Output/Segments/SegmentationReport.swift": [
      SentenceClaim(
        "Every customer's membership", "§: they stand between",
        claim: "how sure the method is",
        by: "the method's memberships",
        shown: "is sure of each row between 0 and 1, and of none more than its memberships say")
    ],
    "Commands/Output/Segments/StabilityReport.swift": [
      SentenceClaim(
        "How many customers change",
        claim: "how many change under other choices",
        by: "counted under the best matching",
        shown: "shows a figure and two tables, and says under the figure what to make of it")
    ],
  ]

  /// Files whose texts are titles, axes, legends and counts of what is drawn.
  static let captionsOnly: Set<String> = [
    "Commands/Output/Maps/PointColoring.swift",
    "Commands/Output/Rows/CustomerReport.swift",
    "Commands/Output/Rows/RolesTable.swift",
    "Commands/Output/Rows/RowsTable.swift",
    "Commands/Output/Rows/TreeFile.swift",
    "Commands/Output/Segments/ColumnGroups.swift",
    "Commands/Output/Segments/MisfitReport.swift", "Commands/Output/Segments/ScoringReport.swift",
    "Graphics/Figures/Boxes/BoxFigure.swift",
    "Graphics/Figures/Boxes/BoxOutliers.swift",
    "Graphics/Figures/Components/ScreeFigure.swift",
    "Graphics/Figures/Distributions/CountsFigure.swift",
    "Graphics/Figures/Distributions/HistogramData.swift",
    "Graphics/Figures/Distributions/HistogramFigure.swift",
    "Commands/Output/Segments/RowGroups+Ridges.swift", "Graphics/Figures/Distributions/RidgesFigure.swift",
    "Graphics/Figures/Segments/SilhouetteFigure.swift", "Graphics/Figures/Segments/SnakeFigure.swift",
    "Graphics/Figures/Distributions/SegmentPanels.swift",
    "Graphics/Figures/Distributions/SegmentedCountsFigure.swift",
    "Graphics/Figures/Distributions/SegmentedHistogramFigure.swift",
    "Graphics/Figures/Lines/LineFigure.swift",
    "Graphics/Figures/Maps/MapFigure.swift",
    "Graphics/Figures/Maps/PointLayers.swift",
    "Graphics/Figures/Matrices/CorrelationDrawing.swift",
    "Graphics/Figures/Matrices/CorrelationFigure.swift",
    "Graphics/Figures/Matrices/CrosstabDrawing.swift",
    "Graphics/Figures/Matrices/CrosstabFigure.swift",
    "Graphics/Figures/Matrices/MissingDrawing.swift",
    "Graphics/Figures/Matrices/MissingFigure.swift",
    "Graphics/Figures/Segments/ProfileDrawing.swift",
    "Graphics/Figures/Segments/ProfileFigure.swift",
    "Graphics/Figures/Segments/SilhouetteBands.swift",
    "Graphics/Figures/Segments/ValueStripRows.swift",
    "Graphics/Figures/Segments/ValueStripsFigure.swift",
    "Graphics/Figures/Trees/DendrogramFigure.swift",
    "Graphics/Figures/Trees/TreeFigure.swift",
  ]
}
