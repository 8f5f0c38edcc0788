/// What one sentence of the program claims, and what carries it.
struct SentenceClaim {
  /// How the sentence's texts begin in the source, `§` for what is filled in: the sentence itself, and parts that are put into it.
  let texts: [String]
  /// What a reader may conclude.
  let claim: String
  /// The number or test from which it follows.
  let carriedBy: String
  /// The name of a test that fails when the sentence is said without need, or not said where it is due.
  let shownBy: String

  init(_ texts: String..., claim: String, by carriedBy: String, shown shownBy: String) {
    (self.texts, self.claim, self.carriedBy, self.shownBy) = (texts, claim, carriedBy, shownBy)
  }
}

/// The table of all sentences: by file, from the folder Sources on.
enum SentenceClaims {
  static let byFile: [String: [SentenceClaim]] = {
    var all: [String: [SentenceClaim]] = [:]
    for part in [findings, segments, choices, numbers, preparation, scoring, output, report] {
      for (file, claims) in part { all[file, default: []] += claims }
    }
    return all
  }()

  /// Files whose texts claim nothing of the data: errors, vocabulary, names of methods, what words of rules mean.
  static let withoutClaims: Set<String> = [
    "Commands/Output/Report/PagePrinter.swift", "Commands/Output/Report/ReportMaterial.swift",
    "Commands/Output/Segments/RowGroups.swift",
    "Segmentation/Agreement/AgreementError.swift", "Segmentation/Agreement/Labelling.swift",
    "Segmentation/Cards/CardIndicator.swift",
    "Segmentation/Cards/CardIndicators.swift", "Segmentation/Clustering/ClusterOptions+Codable.swift",
    "Segmentation/Preparation/Preparation+Codable.swift",
    "Segmentation/Clustering/KChoice+Choose.swift", "Segmentation/Clustering/SegmentationError.swift",
    "Segmentation/Customers/CustomerPortrait.swift", "Segmentation/Explanation/RuleTest.swift",
    "Segmentation/Insights/Measures/CardSubject.swift", "Segmentation/Insights/Rules/BuiltInRules.swift",
    "Segmentation/Insights/Rules/ConditionParser.swift", "Segmentation/Insights/Rules/MeasureParser.swift",
    "Segmentation/Insights/Rules/Packs/Rules+Packs.swift", "Segmentation/Insights/Rules/Rules+File.swift",
    "Segmentation/Insights/Rules/RulesField.swift", "Segmentation/Insights/Rules/RulesReader.swift",
    "Segmentation/Insights/Rules/YAMLDocument.swift",
    "Segmentation/Insights/Rules/RulesReader+Risk.swift",
    "Segmentation/Insights/Rules/Template.swift", "Segmentation/Support/StageName.swift",
    "Segmentation/Methods/HDBSCANMethod.swift", "Segmentation/Methods/HierarchicalMethod.swift",
    "Segmentation/Methods/KMeansMethod.swift", "Segmentation/Methods/Method.swift",
    "Segmentation/Methods/Placement.swift",
    "Segmentation/Model/FittedRecipe+Features.swift", "Segmentation/Model/FittedRecipe+Reading.swift",
    "Segmentation/Model/ModelError.swift", "Segmentation/Model/ModelField.swift", "Segmentation/Model/RowLabels.swift",
    "Segmentation/Model/SavedModel+Reading.swift", "Segmentation/Model/SavedModel+Restoring.swift",
    "Segmentation/Methods/NearestCustomers.swift", "Segmentation/Scoring/FitReference.swift",
    "Segmentation/Preparation/FeatureSelection.swift", "Segmentation/Preparation/PreparationError.swift",
    "Segmentation/Preparation/Recipe.swift", "Segmentation/Preparation/RowSelection.swift",
    "Segmentation/Purchases/PurchaseError.swift", "Segmentation/Purchases/PurchaseList.swift",
    "Segmentation/Purchases/PurchaseSummary.swift",
    "Segmentation/SQLModel/FeatureExpressions.swift", "Segmentation/SQLModel/SQLDialect+Model.swift",
    "Segmentation/SQLModel/SQLModel.swift", "Segmentation/SQLModel/SQLModelError.swift",
    "Segmentation/Sample/SampleColumns.swift",
    "Segmentation/Sample/SampleData.swift", "Segmentation/Sample/Shapes.swift", "Segmentation/Sample/ShopData.swift",
    "Segmentation/Trust/Sensitivity+Measure.swift", "Segmentation/Trust/Stability+Measure.swift",
    "Segmentation/Trust/Stability.swift",
  ]
}
