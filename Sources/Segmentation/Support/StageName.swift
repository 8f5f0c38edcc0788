/// What takes the time, as `%time` names it; what a method does with the rows first goes by the method's name.
enum StageName {
  static let grouping = "making the segments"
  static let scoring = "measuring how far they lie apart"
  static let choosing = "choosing their number"
  static let squares = "adding up squares"
  static let resampling = "drawing customers anew"
  static let references = "dividing data without groups"
  static let sorting = "sorting the columns"
  static let sizing = "choosing the size of the tree"
  static let growing = "growing the tree of rules"
  static let rules = "making rules"
}
